import { bindingProviders } from "../domain/certificate/binding.ts";
import { levelRule, providerIn } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";

const { level, certificationId, title, seriesCode } = programme.example;
const [sat] = levelRule(programme, level).exams;
const [provider = ""] = sat?.providers ?? [];
const [firstNumber, secondNumber] = providerIn(programme, provider)?.exampleNumbers ?? ["BK-0012345", "BK-0012346"];
const [examCodeProvider = provider] = bindingProviders(programme);

/** The certification, with an exam and who holds it, by which the description and the pages show how things are done. */
export const example = {
  ...{ level, certificationId, title, seriesCode },
  exam: sat?.exam ?? "",
  provider,
  /** Where an exam code pays for it. */
  examCodeProvider,
  /** Two of the provider's confirmation numbers. */
  ...{ firstNumber, secondNumber },
} as const;

/** An amount as it stands in requests and answers. */
export const examplePrice = { amount: 12_000, currency: programme.currency };

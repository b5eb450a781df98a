import { bindingProviders } from "../domain/certificate/binding.ts";
import { levelRule, providerIn } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";

const { level, certificationId, title, seriesCode } = programme.example;
const [sat] = levelRule(programme, level).exams;
const [provider = ""] = sat?.providers ?? [];
const [firstNumber, secondNumber] = providerIn(programme, provider)?.exampleNumbers ?? ["BK-0012345", "BK-0012346"];
const [examCodeProvider = provider] = bindingProviders(programme);

/** The certification of all examples in the description and on the pages. */
export const example = {
  level,
  certificationId,
  title,
  seriesCode,
  exam: sat?.exam ?? "",
  provider,
  /** The provider that takes exam codes. */
  examCodeProvider,
  /** Two of the provider's confirmation numbers. */
  firstNumber,
  secondNumber,
} as const;

export const examplePrice = { amount: 12_000, currency: programme.currency };

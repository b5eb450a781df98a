import { entitlementOf, factsOf, namedPair } from "./entitlements.ts";
import { Looks } from "./looks.ts";
import type { Model } from "./model.ts";
import { instant, type Names } from "./names.ts";
import { PartnerLooks } from "./partner-looks.ts";
import { pairOf } from "./partner-state.ts";
import type { Answered } from "./service.ts";
import type { Content, Of } from "./state.ts";

/** The visible state of the things that a report may affect, from the API. */
export class Seen {
  readonly #model: Model;
  readonly #names: Names;
  readonly #content: Content;
  readonly #looks: Looks;
  readonly #partnerLooks: PartnerLooks;

  /** `model`: before the report. */
  constructor(model: Model, names: Names, content: Content, now: number) {
    this.#model = model;
    this.#names = names;
    this.#content = content;
    this.#looks = new Looks(instant(now));
    this.#partnerLooks = new PartnerLooks(instant(now));
  }

  async picture(): Promise<string> {
    const { state } = this.#model;
    const [looks, ofPartners, names] = [this.#looks, this.#partnerLooks, this.#names];
    const of = entitlementOf(state, this.#content);
    const registration = of && "registration" in of ? names.registrations[of.registration] : undefined;
    const examCode = of && "examCode" in of ? names.examCodes[of.examCode] : undefined;
    const pairs = new Set([namedPair(this.#content), ...(of === undefined ? [] : this.#pairsOf(of))]);
    const bindings = [...state.bindings].filter(([, each]) => pairs.has(pairOf(each.candidate, each.registration)));
    const certificates = [...state.certificates.entries()].filter(([, each]) => {
      const isOfRegistration = of !== undefined && "registration" in of && each.registration === of.registration;
      return isOfRegistration || each.sittings?.some((pair) => pairs.has(pair));
    });
    const seen = await Promise.all([
      registration && looks.registration(registration.id),
      registration?.eligibilityCode && looks.eligibilityCode(registration.eligibilityCode),
      examCode && ofPartners.examCode(examCode),
      ...this.#named("number", of).map((each) => looks.appointment(each)),
      ...this.#named("result", of).map((each) => looks.result(each)),
      ...bindings.map(([name]) => ofPartners.binding(names.bindings.get(name) ?? "bnd_none")),
      ...certificates.map(([at]) => looks.certificate(names.certificates.get(at) ?? "crt_none")),
    ]);
    return JSON.stringify(seen);
  }

  /** The ids of the sittings of an entitlement. */
  #pairsOf(of: Of): string[] {
    if ("pair" in of) return [of.pair];
    const { sittings } = this.#model.state;
    return [...sittings].flatMap(([pair, { code }]) => ("examCode" in of && of.examCode === code ? [pair] : []));
  }

  /** The numbers or results that are the entitlement's, or that its reports and this one name. */
  #named(kind: "number" | "result", of: Of | undefined): string[] {
    const { state } = this.#model;
    const own = [...(kind === "number" ? state.numbers : state.results)].flatMap(([name, each]) =>
      JSON.stringify(each) === JSON.stringify(of) ? [name.split("#")[1]] : [],
    );
    const told = [this.#content.fact, ...(of === undefined ? [] : factsOf(state, of))];
    const named = told.flatMap((each) => {
      const { number, previous, resultId, corrects } = { ...nothing, ...each };
      return kind === "number" ? [number, previous] : [resultId, corrects];
    });
    return [...new Set([...own, ...named])].filter((each) => each !== undefined);
  }
}

const nothing = { number: undefined, previous: undefined, resultId: undefined, corrects: undefined };

/** R14: "applied" means a visible change. Otherwise nothing changed, or the report is parked. */
export function whatAnswerHides({ says, attempts }: Answered, before: string, after: string): string[] {
  // The first answer is unknown if it was lost.
  if (attempts > 1) return [];
  if (says === "applied" && before === after) return [`applied, but nothing that a reader sees changed: ${after}`];
  const isNothing = says !== "applied" && says !== "parked";
  return isNothing && before !== after ? [`${says}, but what readers see changed from ${before} to ${after}`] : [];
}

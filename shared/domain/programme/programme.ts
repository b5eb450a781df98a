import type { Money } from "../money.ts";

export type Edition = "general-purpose" | "single-subject";

/** How an exam is sat. */
export const deliveries = ["test-center", "online"] as const;
export type Delivery = (typeof deliveries)[number];

/** A body that holds exams. All that differs between two of them stands here: no rule asks which one it is. */
export type Provider = {
  /** Names it in paths, reports and secrets. */
  readonly provider: string;
  /** Names it to people. */
  readonly name: string;
  readonly delivery: readonly Delivery[];
  /** The pattern of its confirmation numbers, where they have one of their own; others are identifiers of any kind. */
  readonly confirmationNumber?: string;
  /** Two such numbers, for the API's examples. */
  readonly exampleNumbers?: readonly [string, string];
  /** Its confirmation numbers are stored without its name: they were so before a second centre had any. */
  readonly bareNumbers?: true;
  /** Candidates may pay there without a code of ours; we hear of it by the booking or the result (R28). */
  readonly selfPaid?: true;
};

/** One exam of a level. */
export type ExamRule = {
  readonly exam: string;
  /** The providers that hold it for candidates who register here. */
  readonly providers: readonly string[];
  /** Whether it is booked at a test centre with the eligibility code, or simply taken (online). */
  readonly booked: boolean;
  /** The providers that hold it for whoever pays with an exam code of a partner's (R25, R26). */
  readonly examCodeProviders?: readonly string[];
  /** The exam that must be passed before this one can be booked (R10). */
  readonly after?: string;
};

export type LevelRule = {
  /** Names it in requests and answers. */
  readonly level: string;
  /** Names it to people. */
  readonly name: string;
  readonly exams: readonly ExamRule[];
  /** The editions of authorization code that may redeem a certification of this level (R2). */
  readonly editions: readonly Edition[];
  /** Whether activation gives an eligibility code (R7). */
  readonly eligibilityCode: boolean;
  /** The price of one redemption code, where they are sold for this level (R1). */
  readonly redemptionCodePrice?: Money;
  /** How often each exam of one registration may be sat (R10). */
  readonly sittingsPerExam: number;
  /** The coupons that partners may have issued for exams of this level, where they get any (R23). */
  readonly benefit?: BenefitRule;
};

/**
 * How many coupons a partner may have had issued for a level in all, by the certificates of that level that were ever
 * counted under it (R23): so many and more for each certificate, or what the highest step that it has reached says.
 */
export type BenefitRule =
  | { readonly base: number; readonly forEachCertificate: number }
  | { readonly steps: readonly BenefitStep[] };

/** `coupons` in all, from `certificates` counted ones on. */
export type BenefitStep = { readonly certificates: number; readonly coupons: number };

/**
 * A certification programme's own rules, as data (README). A code keeps the rules that it was sold
 * under: it names the version, so a change is a new version beside the old ones, never an edit.
 */
export type Programme = {
  readonly version: number;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly providers: readonly Provider[];
  readonly levels: readonly LevelRule[];
  /** A certification of the catalogue by which the API's description and the guide show how things are done. */
  readonly example: ExampleCertification;
  /** How long an order waits for its payment (R6). */
  readonly orderDays: number;
  readonly authorizationCodeMonths: number;
  /** From activation: how long the eligibility code, and with it the registration, is good for. */
  readonly registrationMonths: number;
  readonly certificateMonths: number;
  readonly examCodeMonths: number;
  readonly invitationDays: number;
  /** How long a binding waits for its result (R26). */
  readonly bindingDays: number;
  /** How long a report that cannot be matched yet is tried again, from its receipt (R17). */
  readonly reportRetryDays: number;
  /** How long after its beginning an appointment that nobody reported on is overdue (R11). */
  readonly overdueDays: number;
  readonly retakeWaitDays: number;
  /** How long before its end a valid certificate no longer keeps its holder from registering again (R8). */
  readonly renewalWindowDays: number;
  /** What becomes of a sitting that was not attended, or that the centre could not bring to its end (R15). */
  readonly noShow: SittingFate;
  readonly excusedAbsence: SittingFate;
  readonly incompleteSitting: SittingFate;
};

export type SittingFate = "used-up" | "given-back";

export type ExampleCertification = {
  readonly level: string;
  readonly certificationId: string;
  readonly title: string;
  /** That of its level's first exam. */
  readonly seriesCode: string;
};

/** A provider of the programme; nothing for a name that is none. */
export function providerIn({ providers }: Programme, provider: string | undefined): Provider | undefined {
  return providers.find((each) => each.provider === provider);
}

/** Whether a confirmation number is one that the provider gives. */
export function givesNumber({ confirmationNumber: pattern }: Provider, number: string): boolean {
  return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(number);
}

/** A level's name for people. Throws for a level that the programme lacks. */
export function levelName(of: Programme, level: string): string {
  return levelRule(of, level).name;
}

/** Levels as people name them: `ACP and ACE`. */
export function levelNames(levels: readonly LevelRule[]): string {
  return new Intl.ListFormat("en-GB").format(levels.map(({ name }) => name));
}

/** The rules of a level. Throws for a level that the programme lacks: requests were checked against the same list. */
export function levelRule(of: Programme, level: string): LevelRule {
  const found = of.levels.find((each) => each.level === level);
  if (found === undefined) throw new Error(`the programme has no level ${level}`);
  return found;
}

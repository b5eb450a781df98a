import type { Money } from "../money.ts";
import type { Branding } from "./branding.ts";

export type Edition = "general-purpose" | "single-subject";

export const deliveries = ["test-center", "online"] as const;
export type Delivery = (typeof deliveries)[number];

/** A body that holds exams. Every difference between two providers is data here, so no rule asks for a name. */
export type Provider = {
  /** In paths, reports and secrets. */
  readonly provider: string;
  /** For people. */
  readonly name: string;
  readonly delivery: readonly Delivery[];
  /** The pattern of its confirmation numbers. Without one, any identifier is allowed. */
  readonly confirmationNumber?: string;
  /** For examples in the description. */
  readonly exampleNumbers?: readonly [string, string];
  /** Its numbers are stored without its name, as before there was a second centre. */
  readonly bareNumbers?: true;
  /** Candidates may pay there. The booking or result is the first that we know (R28). */
  readonly selfPaid?: true;
};

export type ExamRule = {
  readonly exam: string;
  readonly providers: readonly string[];
  /** With an eligibility code at a test centre. Otherwise online, without a booking. */
  readonly booked: boolean;
  /** The providers that take exam codes (R25, R26). */
  readonly examCodeProviders?: readonly string[];
  /** The exam that must be passed first (R10). */
  readonly after?: string;
};

export type LevelRule = {
  /** In requests and answers. */
  readonly level: string;
  /** For people. */
  readonly name: string;
  readonly exams: readonly ExamRule[];
  /** The editions of codes that fit this level (R2). */
  readonly editions: readonly Edition[];
  /** Whether activation gives an eligibility code (R7). */
  readonly eligibilityCode: boolean;
  /** The price of a redemption code, if they are sold (R1). */
  readonly redemptionCodePrice?: Money;
  /** The sittings of each exam in one registration (R10). */
  readonly sittingsPerExam: number;
  /** The coupons of partners, if there are any (R23). */
  readonly benefit?: BenefitRule;
};

/** The coupons by counted certificates (R23): a base and so many for each, or the highest step that is reached. */
export type BenefitRule =
  | { readonly base: number; readonly forEachCertificate: number }
  | { readonly steps: readonly BenefitStep[] };

/** `coupons` in all, from `certificates` on. */
export type BenefitStep = { readonly certificates: number; readonly coupons: number };

/** The rules of a programme as data. A code keeps the version under which it was sold, so a change is a new version. */
export type Programme = {
  readonly version: number;
  /** For people: the issuer's name on certificates, pages and e-mails. */
  readonly name: string;
  readonly branding: Branding;
  /** ISO 4217. */
  readonly currency: string;
  readonly providers: readonly Provider[];
  readonly levels: readonly LevelRule[];
  /** The certification in the examples. */
  readonly example: ExampleCertification;
  /** The days to pay an order (R6). */
  readonly orderDays: number;
  readonly authorizationCodeMonths: number;
  /** The life of a registration and its eligibility code. */
  readonly registrationMonths: number;
  readonly certificateMonths: number;
  readonly examCodeMonths: number;
  readonly invitationDays: number;
  /** The days that a binding waits for its result (R26). */
  readonly bindingDays: number;
  /** The days that an unmatched report is tried (R17). */
  readonly reportRetryDays: number;
  /** The days after an appointment until its result is overdue (R11). */
  readonly overdueDays: number;
  /** The days before an end on which its holder is reminded: falling, from 365 to 1, at most 5, or none (R30). */
  readonly reminderDays: readonly number[];
  readonly retakeWaitDays: number;
  /** The days before the end in which the holder may register again (R8). */
  readonly renewalWindowDays: number;
  /** The fate of a missed or aborted sitting (R15). */
  readonly noShow: SittingFate;
  readonly excusedAbsence: SittingFate;
  readonly incompleteSitting: SittingFate;
};

export type SittingFate = "used-up" | "given-back";

export type ExampleCertification = {
  readonly level: string;
  readonly certificationId: string;
  readonly title: string;
  /** Of its level's first exam. */
  readonly seriesCode: string;
};

export function providerIn({ providers }: Programme, provider: string | undefined): Provider | undefined {
  return providers.find((each) => each.provider === provider);
}

export function givesNumber({ confirmationNumber: pattern }: Provider, number: string): boolean {
  return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(number);
}

/** Throws for an unknown level. */
export function levelName(of: Programme, level: string): string {
  return levelRule(of, level).name;
}

/** As in `ACP and ACE`. */
export function levelNames(levels: readonly LevelRule[]): string {
  return new Intl.ListFormat("en-GB").format(levels.map(({ name }) => name));
}

/** Throws for an unknown level, because requests are checked before. */
export function levelRule(of: Programme, level: string): LevelRule {
  const found = of.levels.find((each) => each.level === level);
  if (found === undefined) throw new Error(`the programme has no level ${level}`);
  return found;
}

import type { Money } from "./money.ts";

export type Edition = "general-purpose" | "single-subject";

/** How an exam is sat. */
export type Delivery = "test-center" | "online";

/** A body that holds exams. All that differs between two of them stands here: no rule asks which one it is. */
export type Provider = {
  /** Names it in paths, reports and secrets. */
  readonly provider: string;
  /** Names it to people. */
  readonly name: string;
  readonly delivery: readonly Delivery[];
  /** The pattern of its confirmation numbers, where they have one of their own. */
  readonly confirmationNumber?: string;
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
  readonly level: string;
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
 * A certification programme's own rules, as data (section 2 of the domain). A code keeps the rules that it was sold
 * under: it names the version, so a change is a new version beside the old ones, never an edit.
 */
export type Programme = {
  readonly version: number;
  readonly name: string;
  readonly currency: string;
  readonly providers: readonly Provider[];
  readonly levels: readonly LevelRule[];
  readonly authorizationCodeMonths: number;
  /** From activation: how long the eligibility code, and with it the registration, is good for. */
  readonly registrationMonths: number;
  readonly certificateMonths: number;
  readonly examCodeMonths: number;
  readonly invitationDays: number;
  /** How long a binding waits for its result (R26). */
  readonly bindingDays: number;
  readonly retakeWaitDays: number;
  /** How long before its end a valid certificate no longer keeps its holder from registering again (R8). */
  readonly renewalWindowDays: number;
  /** What a sitting that was not attended does (R15). */
  readonly noShow: "used-up" | "given-back";
  readonly excusedAbsence: "used-up" | "given-back";
};

/** A provider of the programme; nothing for a name that is none. */
export function providerIn({ providers }: Programme, provider: string | undefined): Provider | undefined {
  return providers.find((each) => each.provider === provider);
}

/** The rules of a level. Throws for a level that the programme lacks: requests were checked against the same list. */
export function levelRule(of: Programme, level: string): LevelRule {
  const found = of.levels.find((each) => each.level === level);
  if (found === undefined) throw new Error(`the programme has no level ${level}`);
  return found;
}

/** What is wrong with a programme definition, in words for the person who wrote it; nothing when it can be used. */
export function faultsOf(candidate: Programme): string[] {
  const { version, levels, providers } = candidate;
  const faults = [
    ...whole("version", version, 1),
    ...whole("authorizationCodeMonths", candidate.authorizationCodeMonths, 1),
    ...whole("registrationMonths", candidate.registrationMonths, 1),
    ...whole("certificateMonths", candidate.certificateMonths, 1),
    ...whole("examCodeMonths", candidate.examCodeMonths, 1),
    ...whole("invitationDays", candidate.invitationDays, 1),
    ...whole("bindingDays", candidate.bindingDays, 1),
    ...whole("retakeWaitDays", candidate.retakeWaitDays, 0),
    ...whole("renewalWindowDays", candidate.renewalWindowDays, 0),
    ...repeated(
      "level",
      levels.map(({ level }) => level),
    ),
    ...repeated(
      "provider",
      providers.map(({ provider }) => provider),
    ),
  ];
  if (levels.length === 0) faults.push("there is no level");
  return [...faults, ...levels.flatMap((level) => levelFaults(level, candidate))];
}

function levelFaults(rule: LevelRule, { providers, currency }: Programme): string[] {
  const name = `level ${rule.level}`;
  const exams = rule.exams.map(({ exam }) => exam);
  const faults = [...whole(`${name}: sittingsPerExam`, rule.sittingsPerExam, 1), ...repeated(`${name}: exam`, exams)];
  if (exams.length === 0) faults.push(`${name} has no exam`);
  if (rule.editions.length === 0) faults.push(`${name} can be redeemed with no edition`);
  if (rule.redemptionCodePrice !== undefined && !rule.editions.includes("general-purpose")) {
    faults.push(`${name} sells redemption codes but takes no general-purpose code`);
  }
  if (rule.redemptionCodePrice !== undefined) {
    faults.push(...whole(`${name}: redemptionCodePrice`, rule.redemptionCodePrice.amount, 0));
  }
  if (rule.redemptionCodePrice !== undefined && rule.redemptionCodePrice.currency !== currency) {
    faults.push(`${name} is priced in another currency`);
  }
  faults.push(...benefitFaults(name, rule.benefit));
  for (const { exam, after, booked, providers: held, examCodeProviders = [] } of rule.exams) {
    if (held.length === 0) faults.push(`${name}: nobody holds ${exam}`);
    for (const provider of [...held, ...examCodeProviders]) {
      if (!providers.some((each) => each.provider === provider))
        faults.push(`${name}: ${exam} is held by the unknown provider ${provider}`);
    }
    if (booked && !rule.eligibilityCode) faults.push(`${name}: ${exam} is booked, but there is no eligibility code`);
    if (after !== undefined && exams.indexOf(after) >= exams.indexOf(exam)) {
      faults.push(`${name}: ${exam} waits for ${after}, which does not come before it`);
    }
    if (after !== undefined && !exams.includes(after)) faults.push(`${name}: ${exam} waits for the unknown ${after}`);
  }
  return faults;
}

function benefitFaults(name: string, benefit: BenefitRule | undefined): string[] {
  if (benefit === undefined) return [];
  if ("base" in benefit) {
    return [
      ...whole(`${name}: benefit base`, benefit.base, 0),
      ...whole(`${name}: benefit forEachCertificate`, benefit.forEachCertificate, 0),
    ];
  }
  return benefit.steps.flatMap(({ certificates, coupons }, at) => {
    const before = benefit.steps[at - 1];
    const grows = before === undefined || (certificates > before.certificates && coupons >= before.coupons);
    return [
      ...whole(`${name}: benefit certificates`, certificates, 0),
      ...whole(`${name}: benefit coupons`, coupons, 0),
      ...(grows ? [] : [`${name}: benefit steps must grow`]),
    ];
  });
}

function whole(name: string, value: number, least: number): string[] {
  return Number.isSafeInteger(value) && value >= least ? [] : [`${name} must be a whole number from ${least}`];
}

function repeated(name: string, values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at).map((value) => `${name} ${value} stands twice`);
}

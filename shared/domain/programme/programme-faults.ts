import { brandingFaults } from "./branding-faults.ts";
import { type BenefitRule, givesNumber, type LevelRule, type Programme, type Provider } from "./programme.ts";
import { shownFaults } from "./text-faults.ts";

const periods = ["authorizationCodeMonths", "registrationMonths", "certificateMonths", "examCodeMonths"] as const;
const waits = ["orderDays", "invitationDays", "bindingDays", "reportRetryDays", "overdueDays"] as const;
const windows = ["retakeWaitDays", "renewalWindowDays"] as const;
const fates = ["noShow", "excusedAbsence", "incompleteSitting"] as const;

/** Other senders and secrets use these names. */
export const reservedNames: readonly string[] = ["payments", "internal"];

const plainName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The faults of a programme, in words for its author. */
export function faultsOf(candidate: Programme): string[] {
  const { version, name, currency, levels, providers } = candidate;
  const faults = [
    ...whole("version", version, 1),
    ...(name.trim() === "" ? ["the programme has no name"] : []),
    ...(/^[A-Z]{3}$/.test(currency) ? [] : [`currency ${currency} is not three capital letters (ISO 4217)`]),
    ...brandingFaults(candidate.branding),
    ...shownFaults(candidate),
    ...[...periods, ...waits].flatMap((each) => whole(each, candidate[each], 1)),
    ...windows.flatMap((each) => whole(each, candidate[each], 0)),
    ...reminderFaults(candidate.reminderDays),
    ...fates.flatMap((each) => fateFaults(each, candidate[each])),
    ...repeated(
      "level",
      levels.map(({ level }) => level),
    ),
    ...repeated(
      "provider",
      providers.map(({ provider }) => provider),
    ),
    ...providers.flatMap(providerFaults),
  ];
  if (providers.filter(({ bareNumbers }) => bareNumbers).length > 1)
    faults.push("bareNumbers is for one provider alone");
  if (levels.length === 0) return [...faults, "there is no level"];
  return [...faults, ...exampleFaults(candidate), ...levels.flatMap((level) => levelFaults(level, candidate))];
}

/** Later versions must keep what earlier ones have, because a code keeps the rules under which it was sold. */
export function versionFaults(versions: readonly Programme[]): string[] {
  if (versions.length === 0) return ["there is no programme"];
  return versions.flatMap((each, at) => {
    const before = versions[at - 1];
    const faults = [...faultsOf(each), ...(before === undefined ? [] : lossFaults(before, each))];
    return faults.map((fault) => `programme version ${each.version}: ${fault}`);
  });
}

function lossFaults(before: Programme, after: Programme): string[] {
  const lost = namesIn(before).filter((name) => !namesIn(after).includes(name));
  return [
    ...(after.version > before.version ? [] : [`it comes after version ${before.version}`]),
    ...lost.map((name) => `it lacks ${name}, which version ${before.version} has`),
  ];
}

function namesIn({ providers, levels }: Programme): string[] {
  const exams = levels.flatMap((rule) => rule.exams.map(({ exam }) => `the exam ${exam} of level ${rule.level}`));
  return [...providers.map(({ provider }) => `the provider ${provider}`), ...exams];
}

function providerFaults(of: Provider): string[] {
  const { provider, name, delivery, confirmationNumber: pattern, exampleNumbers = [] } = of;
  const faults = nameFaults(`provider ${provider}`, provider, name);
  if (reservedNames.includes(provider))
    faults.push(`provider ${provider} has a name that another sender or secret has`);
  if (delivery.length === 0) faults.push(`provider ${provider} has no delivery`);
  if (pattern === undefined) return faults;
  if (!isPattern(pattern)) return [...faults, `provider ${provider}: ${pattern} is not a regular expression`];
  const fitting = exampleNumbers.filter((number) => /^[\x21-\x7e]{1,64}$/.test(number) && givesNumber(of, number));
  if (new Set(fitting).size === 2) return faults;
  return [...faults, `provider ${provider} needs two exampleNumbers that fit its confirmationNumber`];
}

function exampleFaults({ example, levels }: Programme): string[] {
  const { level, certificationId, title, seriesCode } = example;
  const faults = nameFaults("the example", certificationId, title);
  if (seriesCode.trim() === "") faults.push("the example has no seriesCode");
  if (!levels.some((each) => each.level === level)) faults.push(`the example is of the unknown level ${level}`);
  return faults;
}

function nameFaults(what: string, name: string, shown: string): string[] {
  const isPlain = plainName.test(name) && name.length <= 64;
  return [
    ...(isPlain ? [] : [`${what}: ${name} is not lower-case words joined by hyphens`]),
    ...(shown.trim() === "" ? [`${what} has no name for people`] : []),
  ];
}

/** Each list of due things has its next reminder at a known place, so the days fall. */
function reminderFaults(days: readonly number[]): string[] {
  const fits = days.every((each, at) => Number.isSafeInteger(each) && each >= 1 && each < (days[at - 1] ?? 366));
  return fits && days.length <= 5 ? [] : ["reminderDays must be at most 5 whole numbers that fall, from 365 to 1"];
}

function fateFaults(what: string, fate: string): string[] {
  return fate === "used-up" || fate === "given-back" ? [] : [`${what} must be used-up or given-back`];
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern) !== undefined;
  } catch {
    return false;
  }
}

function levelFaults(rule: LevelRule, { providers, currency }: Programme): string[] {
  const name = `level ${rule.level}`;
  const exams = rule.exams.map(({ exam }) => exam);
  const faults = [
    ...nameFaults(name, rule.level, rule.name),
    ...exams.flatMap((exam) => nameFaults(`${name}: exam ${exam}`, exam, exam)),
    ...whole(`${name}: sittingsPerExam`, rule.sittingsPerExam, 1),
    ...repeated(`${name}: exam`, exams),
  ];
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

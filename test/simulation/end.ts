import { Comparison } from "./compare.ts";
import { factsOf, pictureOf } from "./entitlements.ts";
import { rootOf } from "./facts.ts";
import { type Kind, Looks } from "./looks.ts";
import type { Model } from "./model.ts";
import { instant, type Names } from "./names.ts";
import { partnersAtTheEnd } from "./partner-end.ts";
import { pairOf } from "./partner-state.ts";
import { Service } from "./service.ts";
import { certificateStatus, codeStatus, type Of, type State } from "./state.ts";

/** Compares all things with their histories: one event for each change of state, one certificate for each pass. */
export async function atTheEnd(
  model: Model,
  names: Names,
  accounts: readonly string[],
  now: number,
): Promise<string[]> {
  const { codes, registrations, certificates, reports, numbers, orders } = model.state;
  const comparison = new Comparison(model, names, now);
  const all = {
    orders: new Set(orders.keys()),
    codes: new Set(codes.keys()),
    registrations: new Set(registrations.keys()),
    certificates: new Set(certificates.keys()),
    reports: new Set(reports.keys()),
    numbers: new Set(numbers.keys()),
  };
  // First, because bindings name their certificates.
  const ofPartners = await partnersAtTheEnd(model, names, accounts, now);
  const differences = [...ofPartners, ...(await comparison.touched(all))];
  const looks = new Looks(instant(now));
  const events = async (kind: Kind, id: string | undefined, expected: readonly string[]) => {
    const seen = await looks.history(kind, id ?? "none");
    differences.push(...eventsDiffer(`history of ${kind} ${id}`, expected, seen));
  };
  for (const [at, each] of orders.entries()) await events("order", names.orders[at]?.id, each.events);
  for (const [at, each] of codes.entries()) await events("authorization-code", names.codes[at], each.events);
  for (const [at, each] of registrations.entries())
    await events("registration", names.registrations[at]?.id, each.events);
  for (const [at, id] of names.certificates) await events("certificate", id, certificates[at]?.events ?? []);
  for (const [id, { content, events: expected }] of reports) {
    if (content.provider !== "payments") await events("report", names.reportId(id), expected);
  }
  differences.push(...(await unannounced(model, names, looks, now)));
  for (const account of accounts) differences.push(...(await listsDiffer(model, names, looks, account)));
  return differences;
}

/** After the schedule's last run, everything that has ended must be marked. */
async function unannounced(model: Model, names: Names, looks: Looks, now: number): Promise<string[]> {
  const { codes, certificates, reports } = model.state;
  const missing: string[] = [];
  for (const [at, code] of codes.entries()) {
    if (codeStatus(code, now) !== "expired") continue;
    const seen = await looks.history("authorization-code", names.codes[at] ?? "none");
    if (seen.at(-1)?.type !== "authorization-code.expired") missing.push(`code ${at} ended and it was not announced`);
  }
  for (const [at, id] of names.certificates) {
    const certificate = certificates[at];
    if (certificate === undefined || certificateStatus(certificate, now) !== "expired") continue;
    const seen = await looks.history("certificate", id);
    // One that ended may have been revoked and reinstated since.
    const isTold = seen.some(
      ({ type, data }) => type === "certificate.expired" && data.endsAt === instant(certificate.validUntil ?? 0),
    );
    if (!isTold) missing.push(`certificate ${at} ended and it was not announced`);
  }
  for (const [id, report] of reports) {
    if (report.state !== "waiting" || now < report.until) continue;
    const seen = await looks.report(names.reportId(id));
    if (seen?.reason !== "not-matched-in-time") missing.push(`report ${id} was not parked at its time`);
  }
  return missing;
}

/**
 * The schedule's timing decides its announcements and the number of a report's attempts. The rest does not depend on
 * it.
 */
const scheduled = /\.(ending|expired|overdue|waiting|parked)$/;

function eventsDiffer(
  what: string,
  expected: readonly string[],
  seen: readonly { type: string; data: Record<string, unknown> }[],
): string[] {
  const types = seen.map(({ type }) => type).filter((type) => !scheduled.test(type));
  const [ours, theirs] = [[...expected].filter((type) => !scheduled.test(type)).sort(), types.sort()];
  const differences: string[] = [];
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    differences.push(`${what}: the model has ${JSON.stringify(ours)}, the service ${JSON.stringify(theirs)}`);
  }
  const announced = seen.filter(({ type }) => /\.(ending|expired|overdue)$/.test(type));
  const distinct = new Set(announced.map(({ type, data }) => `${type} ${JSON.stringify(data)}`));
  if (distinct.size !== announced.length) differences.push(`${what}: something was announced twice`);
  return differences;
}

/** The account's lists match the model exactly: nothing was created twice. */
async function listsDiffer(model: Model, names: Names, looks: Looks, account: string): Promise<string[]> {
  const { registrations, certificates } = model.state;
  const by = Service.claims(account);
  const ours = (of: readonly { readonly account: string }[]) => of.filter((each) => each.account === account).length;
  const expected = {
    registrations: ours(registrations),
    certificates: ours(certificates),
    results: resultsOf(model.state, account),
  };
  const [seenRegistrations, seenCertificates, seenResults] = await Promise.all([
    looks.registrations(by),
    looks.certificates(by),
    looks.results(by),
  ]);
  const seen = {
    registrations: seenRegistrations.length,
    certificates: seenCertificates.length,
    results: seenResults.length,
  };
  const live = (status: unknown) => status !== "revoked";
  const liveOurs = certificates.filter((each) => each.account === account && live(each.state)).length;
  const liveSeen = seenCertificates.filter(({ status }) => live(status)).length;
  if (JSON.stringify([expected, liveOurs]) === JSON.stringify([seen, liveSeen])) return [];
  const [told, service] = [
    JSON.stringify({ ...expected, live: liveOurs }),
    JSON.stringify({ ...seen, live: liveSeen }),
  ];
  return [
    `lists of ${account} (${names.registrations.length} registrations in all): the model has ${told}, the service ${service}`,
  ];
}

/** Visible results that count: those of registrations and of bound sittings. */
function resultsOf(state: State, account: string): number {
  const ofRegistrations = state.registrations.flatMap((each, registration) =>
    each.account === account ? countedIn(state, { registration }) : [],
  );
  const bound = [...state.sittings].filter(([, each]) => each.account === account);
  const ofSittings = bound.flatMap(([pair, { code: examCode }]) => {
    const counted = countedIn(state, examCode === undefined ? { pair } : { examCode });
    return counted.filter((each) => {
      const root = counted.find(({ resultId }) => resultId === rootOf(each.resultId, counted));
      return root?.type === "result" && pairOf(root.candidate ?? "", root.registration ?? "") === pair;
    });
  });
  return ofRegistrations.length + ofSittings.length;
}

function countedIn(state: State, of: Of) {
  const { parked } = pictureOf(state, of);
  return factsOf(state, of).flatMap((each) => ("resultId" in each && !parked.has(each.report) ? [each] : []));
}

import * as z from "zod";
import { Comparison, type Touched } from "./compare.ts";
import { entitlementOf } from "./entitlements.ts";
import { Looks } from "./looks.ts";
import type { Model, Operation } from "./model.ts";
import { instant, type Names } from "./names.ts";
import { changedPlaces, PartnerComparison, touchedOfPartners } from "./partner-compare.ts";
import { eventsDiffer, historiesDiffer } from "./partner-histories.ts";
import { learnOfPartners } from "./partner-names.ts";
import { ways } from "./partner-state.ts";
import type { Answered } from "./service.ts";
import type { Answer, Of, State } from "./state.ts";

/** One operation with what the service answered. */
export type Done = { readonly operation: Operation; readonly answered: Answered };

const orderBody = z.object({ orderId: z.string() });
const registrationBody = z.object({
  registrationId: z.string(),
  eligibilityCode: z.object({ code: z.string() }).optional(),
});
const grantBody = z.object({ batchId: z.string() });

/**
 * Finds the order of what was done at once in which the model gives the very answers and states that the service gave.
 * `isOrdered`: only the given order will do. `unheard`: the e-mails that differ, were that the model now. Answers the model
 * after that; or what differs, for the order that comes nearest.
 */
export async function explain(
  model: Model,
  names: Names,
  done: readonly Done[],
  now: number,
  unheard: (tried: Model) => readonly string[],
  isOrdered: boolean,
): Promise<{ readonly model: Model } | { readonly differences: readonly string[] }> {
  let [differences, ofState]: (readonly string[] | undefined)[] = [];
  for (const { order, way } of explanationsOf(model, done, isOrdered)) {
    const tried = model.copy(way);
    const answers = order.map(({ operation }) => tried.do(operation, now));
    tried.settleRest(now);
    const wrong = order.flatMap(({ operation, answered }, at) => differenceOf(operation, answers[at], answered));
    if (wrong.length > 0) {
      if (differences === undefined || wrong.length < differences.length) differences = wrong;
      continue;
    }
    const certificates = new Map(names.certificates);
    for (const [at, { operation, answered }] of order.entries()) {
      await bind(tried, names, operation, answers[at], answered, now);
    }
    const ofPartners = touchedOfPartners(
      model,
      tried,
      done.map(({ operation }) => operation),
    );
    const comparison = new PartnerComparison(tried, names, now);
    // First: bindings tell which certificates they earned.
    await comparison.touched(ofPartners);
    await comparison.books(done.some(({ operation: { does } }) => !apartFromLedger.has(does)));
    const touched = touchedBy(model, tried, order, answers);
    const seen = [...comparison.differences, ...(await new Comparison(tried, names, now).touched(touched))];
    const isCertain = done.length === 1 && done.every(({ answered }) => answered.attempts === 1);
    if (!isCertain) seen.push(...(await historiesDiffer(tried, names, new Looks(instant(now)), ofPartners)));
    if (done.length > 1) seen.push(...(await codesDiffer(tried, names, new Looks(instant(now)), touched)));
    if (seen.length === 0) seen.push(...unheard(tried));
    if (seen.length === 0) return { model: tried };
    if (ofState === undefined || seen.length < ofState.length) ofState = seen;
    names.certificates.clear();
    for (const [at, id] of certificates) names.certificates.set(at, id);
  }
  return { differences: ofState ?? differences ?? [] };
}

/** Of several that could have cancelled a code, its history tells which one did. */
async function codesDiffer({ state }: Model, names: Names, looks: Looks, { codes }: Touched): Promise<string[]> {
  const differences = await Promise.all(
    [...codes].map(async (at) => {
      const id = names.codes[at] ?? "none";
      const seen = await looks.history("authorization-code", id);
      return eventsDiffer(`history of code ${id}`, state.codes[at]?.events ?? [], seen);
    }),
  );
  return differences.flat();
}

/** Operations that move no coupon. After these alone, the coupon accounts are not compared. */
const apartFromLedger = new Set<string>([
  "money",
  "refund-order",
  "move-training",
  "take-back-gift",
  "cancel-batch",
  "order",
  "pay",
  "publish",
  "look-up",
  "grant",
  "gift",
  "cancel-code",
  "cancel-order",
  "register",
  "close",
  "close-registration",
  "create-partner",
  "invite",
  "revoke-invitation",
  "apply",
  "withdraw",
  "reject",
  "role",
  "undo-candidate-link",
]);

/** All orders of the operations, with each right way of settling. The usual one is first. */
function explanationsOf(model: Model, done: readonly Done[], isOrdered: boolean) {
  const isReport = done.some(({ operation: { does } }) => /^(report|release|accept-report)$/.test(does));
  const waits = [...model.state.bindings.values()].some(({ state }) => state === "pending");
  const mayDiffer = isReport && (waits || done.some(({ operation: { does } }) => does === "bind"));
  const orders = isOrdered ? [done] : ordersOf(done);
  return ways.slice(0, mayDiffer ? ways.length : 1).flatMap((way) => orders.map((order) => ({ order, way })));
}

function ordersOf<T>(of: readonly T[]): T[][] {
  if (of.length <= 1) return [[...of]];
  return of.flatMap((first, at) => ordersOf(of.filter((_, place) => place !== at)).map((rest) => [first, ...rest]));
}

function differenceOf(
  operation: Operation,
  expected: Answer | undefined,
  { status, says, attempts }: Answered,
): string[] {
  if (expected?.status === status && expected.says === says) return [];
  const isWebhook = /^(report|pay|money)$/.test(operation.does);
  // The message had been taken in before its answer was lost.
  if (isWebhook && attempts > 1 && says === "duplicate" && (expected?.status ?? 500) < 300) return [];
  // Without a key, a lost answer hides that it was done. Its caller may be no manager any more.
  const wasDone =
    /^(role|remove|revoke-invitation|undo-candidate-link)$/.test(operation.does) &&
    attempts > 1 &&
    /^40[34]$/.test(`${status}`);
  if (wasDone && expected?.status === 200) return [];
  // Of two that accept a report at once, one may have read it before, and its registration after the other was done.
  const isTorn = operation.does === "accept-report" && status === 409 && says === "report-not-acceptable";
  if (isTorn && expected?.says === "report-not-parked") return [];
  const told = JSON.stringify(operation);
  return [`${told} should answer ${expected?.status} ${expected?.says}, the service answered ${status} ${says}`];
}

/** Learns what the service calls the new things. */
async function bind(
  model: Model,
  names: Names,
  operation: Operation,
  answer: Answer | undefined,
  { body }: Answered,
  now: number,
): Promise<void> {
  const created = answer?.created;
  learnOfPartners(names, operation, created, body);
  const looks = new Looks(instant(now));
  if ("order" in operation) {
    const { codes = [] } = model.state.orders[operation.order] ?? {};
    const order = await looks.order(names.orders[operation.order]?.id ?? "");
    for (const [at, { code }] of (order?.authorizationCodes ?? []).entries()) names.codes[codes[at] ?? -1] = code;
  }
  if (created === undefined) return;
  if (operation.does === "order") {
    names.orders[created] = { id: orderBody.parse(body).orderId };
  } else if (operation.does === "register") {
    const { registrationId, eligibilityCode } = registrationBody.parse(body);
    names.registrations[created] = { id: registrationId, eligibilityCode: eligibilityCode?.code };
  } else if (operation.does === "grant") {
    const { batchId } = grantBody.parse(body);
    names.batches.set(created, batchId);
    const codes = await looks.batchCodes(batchId);
    for (const [at, code] of codes.entries()) names.codes[created + at] = code;
  }
}

/** All numbers of one entitlement: each may have been superseded, or brought back. */
function ownNumbers(state: State, of: Of | undefined): string[] {
  return [...state.numbers].flatMap(([name, each]) => (JSON.stringify(each) === JSON.stringify(of) ? [name] : []));
}

/** Things that the operations may have changed. */
function touchedBy(before: Model, model: Model, done: readonly Done[], answers: readonly Answer[]): Touched {
  const { state } = model;
  const [codes, registrations, certificates] = [new Set<number>(), new Set<number>(), new Set<number>()];
  const orders = new Set<number>();
  const [reports, numbers] = [new Set<string>(), new Set<string>()];
  for (const [at, { operation }] of done.entries()) {
    if ("order" in operation && operation.order in state.orders) orders.add(operation.order);
    if ("code" in operation && operation.code in state.codes) codes.add(operation.code);
    const created = answers[at]?.created;
    if (operation.does === "register" && created !== undefined) registrations.add(created);
    if (operation.does === "grant" && created !== undefined) {
      for (let count = 0; count < operation.quantity; count += 1) codes.add(created + count);
    }
    if ("order" in operation) for (const code of state.orders[operation.order]?.codes ?? []) codes.add(code);
    if ("certificate" in operation) {
      certificates.add(operation.certificate);
      const registration = state.certificates[operation.certificate]?.registration;
      if (registration !== undefined) registrations.add(registration);
    }
    if (operation.does === "close-registration" || operation.does === "grant-sitting") {
      for (const number of ownNumbers(state, { registration: operation.registration })) numbers.add(number);
    }
    const report = "report" in operation ? operation.report : undefined;
    const content = "content" in operation ? operation.content : state.reports.get(report ?? "")?.content;
    if (content === undefined) continue;
    reports.add(content.id);
    const { fact } = content;
    if ("number" in fact && fact.number !== undefined) numbers.add(`${content.provider}#${fact.number}`);
    if ("previous" in fact && fact.previous !== undefined) numbers.add(`${content.provider}#${fact.previous}`);
    const { about } = { about: undefined, ...operation };
    const of = entitlementOf(state, content) ?? (about === undefined ? undefined : { registration: about });
    if (of !== undefined && "registration" in of) registrations.add(of.registration);
    if ("previous" in fact || "number" in fact) for (const number of ownNumbers(state, of)) numbers.add(number);
  }
  for (const at of changedPlaces(before.state.orders, state.orders)) orders.add(at);
  for (const at of changedPlaces(before.state.codes, state.codes)) codes.add(at);
  for (const at of changedPlaces(before.state.registrations, state.registrations)) registrations.add(at);
  for (const [id, report] of state.reports) {
    if (JSON.stringify(report) !== JSON.stringify(before.state.reports.get(id))) reports.add(id);
  }
  for (const [at, { registration }] of state.certificates.entries()) {
    if (registration !== undefined && registrations.has(registration)) certificates.add(at);
  }
  for (const at of changedPlaces(before.state.certificates, state.certificates)) certificates.add(at);
  return { orders, codes, registrations, certificates, reports, numbers };
}

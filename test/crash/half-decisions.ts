import { type EventType, kinds } from "../../shared/domain/history/event.ts";
import { idOf, type Stock, type Stored } from "./stock.ts";
import { refusedDomain } from "./wanted.ts";

type Data = NonNullable<Stored["data"]>;

/** A decision's event, and how the thing is since: neither is there without the other. */
export const decided: readonly (readonly [string, EventType, (data: Data) => boolean])[] = [
  ["report", "report.accepted", ({ accepted }) => accepted !== undefined],
  ["batch", "batch.cancel-asked", ({ cancelAskedAt }) => cancelAskedAt !== undefined],
  ["candidate-link", "candidate-link.undone", ({ accountId }) => accountId === undefined],
  ["partner", "partner.ended", ({ ended }) => ended !== undefined],
  ["partner", "partner.renamed", ({ name }) => name === "Acme Next"],
  ["partner", "partner.benefit-rule-set", ({ benefitRules }) => benefitRules !== undefined],
  ["partner", "partner.coupons-granted", ({ levels }) => (levels?.acp?.extra ?? 0) > 0],
  ["partner", "partner.main-account-changed", ({ mainAccountId }) => mainAccountId?.startsWith("ben") === true],
  ["order", "order.refund-asked", ({ returns = [] }) => returns.some(({ amount = 0 }) => amount > 0)],
  ["order", "order.reviewed", ({ reviewed }) => reviewed !== undefined],
  ["order", "order.training-moved", ({ training = [] }) => training.some(({ status }) => status === "arranged")],
  ["registration", "registration.closed", ({ closedAt }) => closedAt !== undefined],
  ["registration", "registration.sitting-granted", ({ granted }) => granted !== undefined],
  ["registration", "registration.corrected", ({ candidate }) => candidate?.familyName === "Sá Nova"],
  ["registration", "appointment.closed", ({ reports = [] }) => reports.some(({ type }) => type === "closed")],
  ["registration", "registration.accommodations-set", ({ accommodations }) => accommodations !== undefined],
  ["report", "report.closed", ({ status }) => status === "closed"],
  ["order", "order.cancelled", ({ cancelledAt }) => cancelledAt !== undefined],
  ["invitation", "invitation.revoked", ({ revokedAt }) => revokedAt !== undefined],
  ["application", "application.withdrawn", ({ state }) => state === "withdrawn"],
  ["application", "application.rejected", ({ state }) => state === "rejected"],
  ["application", "application.approved", ({ state }) => state === "approved"],
  ["mail", "mail.closed", ({ status }) => status === "closed"],
  ["mail", "mail.released", ({ to, status }) => to?.endsWith(`@${refusedDomain}`) === true && status === "pending"],
  ["mail", "mail.sent-again", ({ sentAgainAs, sendsAgain }) => sentAgainAs !== undefined || sendsAgain !== undefined],
];

/** Decisions that another takes back, and how the thing is between them. A first event makes the thing. */
const turned: readonly (readonly [string, readonly EventType[], EventType, (data: Data) => boolean])[] = [
  ["partner", ["partner.suspended"], "partner.resumed", ({ suspended }) => suspended !== undefined],
  [
    "certificate",
    ["certificate.revoked", "result.corrected"],
    "certificate.reinstated",
    ({ state }) => state === "revoked",
  ],
  [
    "authorization-code",
    ["authorization-code.given"],
    "authorization-code.gift-taken-back",
    ({ gift }) => gift !== undefined,
  ],
  [
    "membership",
    ["membership.removed", "membership.quit"],
    "application.approved",
    ({ member }) => member === undefined,
  ],
];

/** Decisions of which somebody is told each time: their event has its e-mails with it. */
export const told: ReadonlySet<string> = new Set<EventType>([
  "order.paid",
  "order.refund-asked",
  "order.refunded",
  "order.training-moved",
  "order.cancelled",
  "authorization-code.given",
  "authorization-code.gift-taken-back",
  "registration.corrected",
  "registration.sitting-granted",
  "registration.closed",
  "appointment.closed",
  "certificate.claimed",
  "certificate.revoked",
  "certificate.reinstated",
  "certificate.name-corrected",
  "binding.name-corrected",
  "candidate-link.undone",
  "application.approved",
  "application.rejected",
  "membership.removed",
  "membership.quit",
  "exam-code.assigned",
  "exam-code.cancelled",
  "exam-code.returned",
  "report.accepted",
  "partner.renamed",
  "partner.main-account-changed",
  "partner.benefit-rule-set",
  "partner.coupons-granted",
  "partner.suspended",
  "partner.resumed",
  "partner.ended",
]);

/** Decisions of which a part was written: a thing without its event, or an event in one history and not in the other. */
export function halfDecisions(stock: Stock): string[] {
  const recorded = kinds.filter((kind) => kind !== "mail").flatMap((kind) => stock.of(kind));
  const eventIds = new Set(stock.all.map(({ pk, event }) => `${pk} ${event?.eventId}`));
  return [
    ...recorded.flatMap((thing) => {
      const events = stock.events(thing.kind, idOf(thing)).length;
      return events === thing.version ? [] : [`${thing.pk}: version ${thing.version}, ${events} events`];
    }),
    ...stock.all.flatMap(({ event }) =>
      (event?.subjects ?? [])
        .filter(({ kind, id }) => !eventIds.has(`${kind.toUpperCase()}#${id} ${event?.eventId}`))
        .map(({ kind, id }) => `${event?.type} ${event?.eventId}: not in the history of ${kind} ${id}`),
    ),
    ...decided.flatMap(([kind, type, isSo]) =>
      stock
        .of(kind)
        .filter((thing) => stock.events(kind, idOf(thing)).includes(type) !== isSo(thing.data ?? {}))
        .map(({ pk }) => `${pk}: its state and ${type} differ`),
    ),
    ...turned.flatMap(([kind, begins, ends, isSo]) =>
      stock.of(kind).flatMap((thing) => {
        const [, ...later] = stock.events(kind, idOf(thing));
        const last = later.findLast((type) => [ends, ...begins].some((each) => each === type));
        const isRight = (last !== undefined && last !== ends) === isSo(thing.data ?? {});
        return isRight ? [] : [`${thing.pk}: its state and ${last ?? `no ${begins.join()}`} differ`];
      }),
    ),
    ...untold(stock),
  ];
}

/** Decisions of the tables that no journey took: their checks saw nothing. */
export function unseen(stock: Stock): string[] {
  const seen = new Set(stock.all.map(({ event }) => event?.type));
  const wanted = [
    ...decided.map(([, type]) => type),
    ...turned.flatMap(([, begins, ends]) => [...begins, ends]),
    ...told,
  ];
  return wanted.filter((type) => !seen.has(type)).map((type) => `${type}: no journey had it`);
}

/** The e-mails stand with an event in one of its histories. */
function untold(stock: Stock): string[] {
  const telling = stock.all.filter(({ event }) => event !== undefined && told.has(event.type));
  const events = Map.groupBy(telling, ({ event }) => event?.eventId);
  return [...events].flatMap(([eventId, rows]) =>
    rows.some(({ mail = [] }) => mail.length > 0) ? [] : [`${rows[0]?.event?.type} ${eventId}: tells nobody`],
  );
}

/** The end, once the schedule has run: each e-mail is there, no report waits, and a cancelled batch has no code left that can be redeemed. */
export function unfinished(stock: Stock): string[] {
  const unsent = stock.all.flatMap(({ event, mail = [] }) =>
    mail.flatMap((_, place) => {
      const mailId = `${event?.eventId}-${place}`;
      return stock.thing("mail", mailId) === undefined ? [`${event?.type}: no e-mail ${mailId}`] : [];
    }),
  );
  const waiting = stock.of("report").filter(({ data }) => data?.status === "waiting");
  const codes = Map.groupBy(stock.of("authorization-code"), ({ data }) => data?.source?.id);
  const left = stock.of("batch").flatMap((batch) => {
    if (batch.data?.cancelAskedAt === undefined) return [];
    const issued = codes.get(idOf(batch)) ?? [];
    const standing = issued.filter(({ data }) => data?.state === "issued").length;
    const isOver = batch.data.cancelledAt !== undefined && standing === 0 && issued.length === batch.data.issued;
    return isOver
      ? []
      : [`${batch.pk}: ${batch.data.issued} issued, ${issued.length} there, ${standing} not cancelled`];
  });
  return [...unsent, ...waiting.map(({ pk }) => `${pk}: waits`), ...left];
}

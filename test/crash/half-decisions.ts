import { kinds } from "../../shared/domain/history/event.ts";
import { idOf, type Stock, type Stored } from "./stock.ts";

type Data = NonNullable<Stored["data"]>;

/** A decision's event and its effect. Neither may exist alone. */
const decided: readonly (readonly [string, string, (data: Data) => boolean])[] = [
  ["report", "report.accepted", ({ accepted }) => accepted !== undefined],
  ["batch", "batch.cancel-asked", ({ cancelAskedAt }) => cancelAskedAt !== undefined],
  ["candidate-link", "candidate-link.undone", ({ accountId }) => accountId === undefined],
  ["partner", "partner.ended", ({ ended }) => ended !== undefined],
  ["order", "order.refund-asked", ({ returns = [] }) => returns.length > 0],
];

/** Decisions that are written in part: a thing without its event, or an event in only one of two histories. */
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
  ];
}

/** After the schedule's run, each e-mail is sent, and no code of a cancelled batch is redeemable. */
export function unfinished(stock: Stock): string[] {
  const unsent = stock.all.flatMap(({ event, mail = [] }) =>
    mail.flatMap((_, place) => {
      const mailId = `${event?.eventId}-${place}`;
      return stock.thing("mail", mailId) === undefined ? [`${event?.type}: no e-mail ${mailId}`] : [];
    }),
  );
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
  return [...unsent, ...left];
}

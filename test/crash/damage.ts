import { halves, missing, twice } from "./findings.ts";
import { decided, told, unfinished } from "./half-decisions.ts";
import type { Journey } from "./journey.ts";
import { type Stock, type Stored, stockOf } from "./stock.ts";

type Damage = {
  readonly title: string;
  /** The first such item. */
  readonly at: (item: Stored) => boolean;
  /** The items in its place. */
  readonly becomes: (item: Stored) => readonly Stored[];
  readonly check: keyof typeof checks;
};

const checks = { halves, missing, twice, unfinished: (stock: Stock) => unfinished(stock) };

const isEvent = (type: string) => (item: Stored) => item.event?.type === type && item.sk !== ".";
const tells = (type: string) => (item: Stored) => isEvent(type)(item) && item.mail !== undefined;
const isThing =
  (kind: string, isSo: (data: NonNullable<Stored["data"]>) => boolean = () => true) =>
  ({ kind: own, sk, data }: Stored) =>
    own === kind && sk === "." && isSo(data ?? {});
const gone = () => [];
const as = (change: Stored["data"], before?: Stored["data"]) => (item: Stored) => [
  { ...item, data: { ...(before ?? item.data), ...change } },
];
const row = (title: string, check: Damage["check"], at: Damage["at"], becomes: Damage["becomes"]): Damage => ({
  title,
  at,
  becomes,
  check,
});

/** Each is one loss or one doubling, and the check that must find it. */
const damages: readonly Damage[] = [
  ...decided.map(([, type]) => row(`${type} is not in the history`, "halves", isEvent(type), gone)),
  ...decided.map(([kind, type, isSo]) =>
    row(`${type} without its state`, "halves", isThing(kind, isSo), as({ accountId: "ana" }, {})),
  ),
  ...[...told].map((type) =>
    row(`${type} without its e-mails`, "halves", tells(type), (item) => [{ ...item, mail: [] }]),
  ),
  row("a partner is suspended still", "halves", isThing("partner"), as({ suspended: {} })),
  row("a gift stands still", "halves", isThing("authorization-code"), as({ gift: {} })),
  row(
    "a membership ended by itself",
    "halves",
    isThing("membership", ({ member }) => member !== undefined),
    as({ member: undefined }),
  ),
  row(
    "a certificate is revoked by itself",
    "halves",
    isThing("certificate", ({ state }) => state === "claimed"),
    as({ state: "revoked" }),
  ),
  row(
    "an order knows a code that is not there",
    "halves",
    isThing("authorization-code", ({ source }) => source?.kind === "order"),
    gone,
  ),
  row("a code is redeemed for nothing", "halves", isThing("registration"), gone),
  row("no enrolment has the registration", "halves", isThing("enrolment"), as({ standings: [] })),
  row(
    "a message without its report",
    "halves",
    isThing("report", ({ type }) => type === "appointment.booked"),
    gone,
  ),
  row(
    "a report applied to nothing",
    "halves",
    isThing("registration", ({ reports = [] }) => reports.length > 0),
    as({ reports: [] }),
  ),
  row(
    "an appointment that its registration does not know",
    "halves",
    isThing("appointment", ({ thing }) => thing?.registrationId?.startsWith("reg_") === true),
    (item) => [{ ...item, pk: "APPOINTMENT#other" }],
  ),
  row("a link that counts one too many", "halves", isThing("invitation"), as({ uses: 99 })),
  row("an e-mail that was never stored", "unfinished", isThing("mail"), gone),
  row("a report that waits for ever", "unfinished", isThing("report"), as({ status: "waiting" })),
  row(
    "a code of a cancelled batch",
    "unfinished",
    isThing("authorization-code", ({ source }) => source?.kind === "batch"),
    as({ state: "issued" }),
  ),
  row("an order that was answered is gone", "missing", isThing("order"), gone),
  row("a registration that was answered is gone", "missing", isThing("registration"), gone),
  row("an appointment that was answered is gone", "missing", isThing("appointment"), gone),
  row("an order of the same account", "twice", isThing("order"), (item) => [item, { ...item, pk: "ORDER#other" }]),
  row("a claim is recorded twice", "twice", isEvent("certificate.claimed"), (item) => [item, item]),
];

/** The damages that no check finds in a good stock, and those for which it holds nothing. */
export function unnoticed(stock: Stock, journeys: readonly Journey[]): string[] {
  const acts = Map.groupBy(
    journeys.flatMap(({ calls }) => calls.happened),
    ({ type }) => type,
  );
  const ofActs = [...acts].flatMap(([type, [first]]) => {
    const at = ({ pk, event }: Stored) => event?.type === type && pk === `${first?.kind.toUpperCase()}#${first?.id}`;
    return [
      row(`${type} was answered and is not recorded`, "missing", at, (item) => [{ ...item, event: undefined }]),
      row(`${type} is recorded twice`, "twice", at, (item) => [item, item]),
    ];
  });
  return [...damages, ...ofActs].flatMap(({ title, at, becomes, check }) => {
    const place = stock.all.findIndex(at);
    const item = stock.all[place];
    if (item === undefined) return [`${title}: nothing to damage`];
    const damaged = stockOf(stock.all.toSpliced(place, 1, ...becomes(item)));
    return checks[check](damaged, journeys).length > 0 ? [] : [`${title}: not noticed`];
  });
}

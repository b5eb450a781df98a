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
  /** A part of the check's words about it. */
  readonly says: string;
};

const checks = { halves, missing, twice, unfinished: (stock: Stock) => unfinished(stock) };

const isEvent =
  (type: string, kind = "") =>
  ({ pk, sk, event }: Stored) =>
    event?.type === type && sk !== "." && pk.toLowerCase().startsWith(kind);
const tells = (type: string) => (item: Stored) => isEvent(type)(item) && item.mail !== undefined;
const isThing =
  (kind: string, isSo: (data: NonNullable<Stored["data"]>) => boolean = () => true) =>
  ({ kind: own, sk, data }: Stored) =>
    own === kind && sk === "." && isSo(data ?? {});
const gone = () => [];
const as = (change: Stored["data"], before?: Stored["data"]) => (item: Stored) => [
  { ...item, data: { ...(before ?? item.data), ...change } },
];
function row(title: string, check: Damage["check"], at: Damage["at"], becomes: Damage["becomes"], says = ""): Damage {
  return { title, at, becomes, check, says };
}

/** Each is one loss or one doubling, and the check that must find it. */
const damages: readonly Damage[] = [
  ...decided.flatMap(([kind, type, isSo]) => {
    const says = `its state and ${type} differ`;
    return [
      row(`${type} is not in the history`, "halves", isEvent(type, kind), gone, says),
      row(`${type} without its state`, "halves", isThing(kind, isSo), as({ accountId: "ana" }, {}), says),
    ];
  }),
  ...[...told].map((type) =>
    row(`${type} without its e-mails`, "halves", tells(type), (item) => [{ ...item, mail: [] }], "tells nobody"),
  ),
  row("a partner is suspended still", "halves", isThing("partner"), as({ suspended: {} }), "its state and"),
  row("a gift stands still", "halves", isThing("authorization-code"), as({ gift: {} }), "its state and"),
  row(
    "a membership ended by itself",
    "halves",
    isThing("membership", ({ member }) => member !== undefined),
    as({ member: undefined }),
    "its state and",
  ),
  row(
    "a certificate is revoked by itself",
    "halves",
    isThing("certificate", ({ state }) => state === "claimed"),
    as({ state: "revoked" }),
    "its state and",
  ),
  row(
    "an order knows a code that is not there",
    "halves",
    isThing("authorization-code", ({ source }) => source?.kind === "order"),
    gone,
    "but there are",
  ),
  row("a code is redeemed for nothing", "halves", isThing("registration"), gone, "redeemed without its registration"),
  row("no enrolment has it", "halves", isThing("enrolment"), as({ standings: [] }), "without its redeemed code"),
  row(
    "a certificate that no enrolment has",
    "halves",
    isThing("enrolment"),
    as({ standings: [] }),
    "says another thing",
  ),
  row(
    "a message without its report",
    "halves",
    isThing("report", ({ type }) => type === "appointment.booked"),
    gone,
    "no report",
  ),
  row(
    "a report applied to nothing",
    "halves",
    isThing("registration", ({ reports = [] }) => reports.length > 0),
    as({ reports: [] }),
    "applied to nothing",
  ),
  row(
    "an appointment that its registration does not know",
    "halves",
    isThing("appointment", ({ thing }) => thing?.registrationId?.startsWith("reg_") === true),
    (item) => [{ ...item, pk: "APPOINTMENT#other" }],
    "its registration does not know it",
  ),
  row("a link that counts one too many", "halves", isThing("invitation"), as({ uses: 99 }), "99 uses"),
  row("a report that waits for ever", "unfinished", isThing("report"), as({ status: "waiting" }), "waits"),
  row(
    "a code of a cancelled batch",
    "unfinished",
    isThing("authorization-code", ({ source }) => source?.kind === "batch"),
    as({ state: "issued" }),
    "not cancelled",
  ),
  row("an order of the same account", "twice", isThing("order"), (item) => [item, { ...item, pk: "ORDER#other" }]),
  row("a claim is recorded twice", "twice", isEvent("certificate.claimed"), (item) => [item, item]),
];

/** Damages of the things that one candidate was told of. */
function ofJourney(journey: Journey): Damage[] {
  const { orderId, registrationId, confirmationNumber, resultId, certificateId } = journey;
  const own = (key: string) => (item: Stored) => item.sk === "." && item.pk === key;
  const claim = isEvent("certificate.claimed", `certificate#${certificateId}`.toLowerCase());
  const rows: readonly (readonly [string, Damage["at"], Damage["becomes"]])[] = [
    ["order", own(`ORDER#${orderId}`), gone],
    ["payment", own(`ORDER#${orderId}`), as({ facts: [] })],
    ["registration", own(`REGISTRATION#${registrationId}`), gone],
    ["booking", own(`APPOINTMENT#${confirmationNumber}`), gone],
    ["result", own(`RESULT#prometric#${resultId}`), gone],
    ["claim", claim, gone],
  ];
  return rows.map(([what, at, becomes]) => row(`the ${what} is gone`, "missing", at, becomes, `${what} of account-`));
}

/** An item has its first event's e-mails only as long as it is new, so not every stored e-mail is announced by what is left. */
function ofMail(stock: Stock): Damage {
  const announced = new Set(
    stock.all.flatMap(({ event, mail = [] }) =>
      mail.map((_, place) => stock.thing("mail", `${event?.eventId}-${place}`)),
    ),
  );
  return row("an e-mail that was never stored", "unfinished", (item) => announced.has(item), gone, "no e-mail");
}

/** Some items hold more than one such thing, so that the first may hide its damage. */
const mostPlaces = 8;

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
  return [...damages, ofMail(stock), ...journeys.slice(0, 1).flatMap(ofJourney), ...ofActs].flatMap(
    ({ title, at, becomes, check, says }) => {
      const places = [...stock.all.entries()].filter(([, item]) => at(item)).slice(0, mostPlaces);
      if (places.length === 0) return [`${title}: nothing to damage`];
      const isNoticed = places.some(([place, item]) => {
        const damaged = stockOf(stock.all.toSpliced(place, 1, ...becomes(item)));
        return checks[check](damaged, journeys).some((each) => each.includes(says));
      });
      return isNoticed ? [] : [`${title}: not noticed`];
    },
  );
}

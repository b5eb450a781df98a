import { codesOfOrder, type Journey } from "./journey.ts";
import { idOf, type Stock, type Stored } from "./stock.ts";

const withHistory = ["order", "authorization-code", "registration", "certificate"] as const;

/** Things of which a part was written and another was not, though one transaction writes both. */
export function halves(stock: Stock): string[] {
  return [
    ...stock.of("order").flatMap((order) => halfOrder(stock, order)),
    ...stock.of("authorization-code").flatMap((code) => halfCode(stock, code)),
    ...stock.of("registration").flatMap((registration) => halfRegistration(stock, registration)),
    ...stock.of("certificate").flatMap((certificate) => {
      const registration = stock.thing("registration", certificate.data?.registrationId ?? "");
      return registration?.data?.certificateId === idOf(certificate) ? [] : [`${certificate.pk}: no registration`];
    }),
    ...stock.of("message").flatMap((message) => {
      const { reportId = "" } = message.data ?? {};
      return stock.thing("report", reportId) === undefined ? [`${message.pk}: no report`] : [];
    }),
    ...stock.of("report").flatMap((report) => halfReport(stock, report)),
    ...["appointment", "result"].flatMap((kind) => stock.of(kind).flatMap((part) => halfPart(stock, part))),
    ...withHistory.flatMap((kind) =>
      stock.of(kind).flatMap((thing) => {
        const events = stock.events(kind, idOf(thing)).length;
        return events === thing.version ? [] : [`${thing.pk}: version ${thing.version}, ${events} events`];
      }),
    ),
  ];
}

/** Paid: all its codes are there, and none otherwise. */
function halfOrder(stock: Stock, { pk, data }: Stored): string[] {
  const codes = stock.of("authorization-code").filter(({ data: code }) => code?.source?.id === data?.orderId);
  const named = (data?.codes ?? []).map(({ code }) => code).toSorted();
  const there = codes.map(({ data: code }) => code?.code ?? "").toSorted();
  const isPaid = (data?.facts ?? []).length > 0;
  const right = isPaid ? codesOfOrder : 0;
  const isWhole = there.length === right && JSON.stringify(named) === JSON.stringify(there);
  return isWhole ? [] : [`${pk}: ${isPaid ? "paid" : "unpaid"}, ${there.length} codes`];
}

/** Redeemed: its registration is there and has opened with the very same event. */
function halfCode(stock: Stock, code: Stored): string[] {
  if (code.data?.state !== "redeemed") return [];
  const registration = stock.thing("registration", code.data.registrationId ?? "");
  const event = stock.all.find(
    ({ pk, sk, event: row }) => pk === code.pk && sk !== "." && row?.type === "registration.opened",
  );
  const isWhole =
    registration?.data?.authorizationCode === code.data.code && registration?.event?.eventId === event?.event?.eventId;
  return isWhole ? [] : [`${code.pk}: redeemed without its registration or event`];
}

/** Open: its code is redeemed for it, and the enrolment follows it. */
function halfRegistration(stock: Stock, { pk, data, event }: Stored): string[] {
  const code = stock.thing("authorization-code", data?.authorizationCode ?? "");
  const enrolment = stock
    .of("enrolment")
    .find((each) => each.data?.standings?.some(({ of }) => of === data?.registrationId));
  const isWhole =
    code?.data?.state === "redeemed" && code.data.registrationId === data?.registrationId && event !== undefined;
  return isWhole && enrolment !== undefined ? [] : [`${pk}: without its redeemed code or enrolment`];
}

/** Applied: it stands in a registration (a test centre's), or its order is paid (a payment). */
function halfReport(stock: Stock, { pk, data }: Stored): string[] {
  if (data?.status !== "applied" || data.type === "payment.succeeded") return [];
  const holds = stock
    .of("registration")
    .some((each) => (each.data?.reports ?? []).some(({ reportId }) => reportId === data.reportId));
  return holds ? [] : [`${pk}: applied to no registration`];
}

function halfPart(stock: Stock, part: Stored): string[] {
  const { thing } = part.data ?? {};
  if (thing === undefined) return [];
  const registration = stock.thing("registration", thing.registrationId);
  const id = idOf(part).split("#").at(-1);
  const holds = (registration?.data?.reports ?? []).some(
    ({ confirmationNumber, resultId }) => confirmationNumber === id || resultId === id,
  );
  return holds ? [] : [`${part.pk}: its registration does not know it`];
}

/** What was acknowledged and is not there. */
export function missing(stock: Stock, journeys: readonly Journey[]): string[] {
  return journeys.flatMap((journey) => {
    const { orderId, isPaid, registrationId, confirmationNumber, resultId, certificateId } = journey;
    const order = stock.thing("order", orderId ?? "");
    const result = stock.thing("result", `prometric#${resultId}`);
    const gone = {
      order: orderId !== undefined && order === undefined,
      payment: isPaid && (order?.data?.facts ?? []).length === 0,
      registration: registrationId !== undefined && stock.thing("registration", registrationId) === undefined,
      booking:
        confirmationNumber !== undefined && stock.thing("appointment", confirmationNumber)?.data?.thing === undefined,
      result:
        resultId !== undefined &&
        confirmationNumber !== undefined &&
        certificateId !== undefined &&
        !result?.data?.thing,
      claim: certificateId !== undefined && stock.thing("certificate", certificateId)?.data?.state !== "claimed",
    };
    return Object.entries(gone).flatMap(([what, isGone]) => (isGone ? [`${what} of ${journey.accountId}`] : []));
  });
}

const once = {
  order: ["order.placed", "order.paid"],
  registration: ["registration.opened", "appointment.booked", "result.accepted"],
  certificate: ["result.accepted", "certificate.claimed"],
} as const;

/** What stands there more than once for somebody who asked for it once. */
export function twice(stock: Stock): string[] {
  return (["order", "registration", "certificate"] as const).flatMap((kind) => {
    const owners = Map.groupBy(stock.of(kind), ({ data }) => data?.accountId);
    const several = [...owners].filter(([, things]) => things.length > 1).map(([owner]) => `${kind} of ${owner}`);
    const repeated = stock.of(kind).flatMap((thing) => {
      const events = stock.events(kind, idOf(thing));
      const odd =
        new Set(events).size !== events.length || events.some((each) => !once[kind].some((known) => known === each));
      return odd ? [`${thing.pk}: ${events.join(", ")}`] : [];
    });
    return [...several, ...repeated];
  });
}

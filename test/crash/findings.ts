import { halfDecisions } from "./half-decisions.ts";
import type { Journey } from "./journey.ts";
import { idOf, type Stock, type Stored } from "./stock.ts";
import { codesOfOrder } from "./wanted.ts";

/** Things that are written in part, although one transaction writes the whole. */
export function halves(stock: Stock): string[] {
  return [
    ...stock.of("order").flatMap((order) => halfOrder(stock, order)),
    ...stock.of("authorization-code").flatMap((code) => halfCode(stock, code)),
    ...stock.of("registration").flatMap((registration) => halfRegistration(stock, registration)),
    ...stock.of("certificate").flatMap((certificate) => halfCertificate(stock, certificate)),
    ...stock.of("message").flatMap((message) => {
      const { reportId = "" } = message.data ?? {};
      return stock.thing("report", reportId) === undefined ? [`${message.pk}: no report`] : [];
    }),
    ...stock.of("report").flatMap((report) => halfReport(stock, report)),
    ...stock.of("invitation").flatMap((invitation) => halfInvitation(stock, invitation)),
    ...["appointment", "result"].flatMap((kind) => stock.of(kind).flatMap((part) => halfPart(stock, part))),
    ...halfDecisions(stock),
  ];
}

/** Paid: each unit has at most one valid code. Only a won dispute adds a code. Unpaid: no codes. */
function halfOrder(stock: Stock, { pk, data }: Stored): string[] {
  const codes = stock.of("authorization-code").filter(({ data: code }) => code?.source?.id === data?.orderId);
  const named = data?.codes ?? [];
  const facts = data?.facts ?? [];
  const isPaid = facts.length > 0;
  const units = isPaid ? Array.from({ length: codesOfOrder }, (_, unit) => unit) : [];
  const most = facts.some(({ type }) => type === "dispute-closed") ? 2 : 1;
  const isRight = units.every((unit) => {
    const of = named.filter((each) => each.unit === unit);
    const standing = of.filter(({ cancelledAt }) => cancelledAt === undefined);
    return of.length >= 1 && of.length <= most && standing.length <= 1;
  });
  // An order lists its codes and the cancelled ones.
  const told = named.map(({ code, cancelledAt }) => `${code} ${cancelledAt !== undefined}`).toSorted();
  const there = codes.map(({ data: code }) => `${code?.code} ${code?.state === "cancelled"}`).toSorted();
  const isWhole = isRight && (isPaid || named.length === 0) && JSON.stringify(told) === JSON.stringify(there);
  return isWhole ? [] : [`${pk}: ${isPaid ? "paid" : "unpaid"}, ${told.join()}, but there are ${there.join()}`];
}

/** A certificate is also revoked if its pass fell: then the registration has failed, or is open again. */
const phases = new Map([
  ["claimable", ["passed"]],
  ["claimed", ["certified"]],
  ["revoked", ["revoked", "failed", "open"]],
]);

/**
 * Its registration has it as its certificate, and the enrolment knows its state (R8). One that was revoked may have been
 * followed by another.
 */
function halfCertificate(stock: Stock, certificate: Stored): string[] {
  const { registrationId, state } = certificate.data ?? {};
  if (registrationId === undefined) return [];
  const registration = stock.thing("registration", registrationId);
  const standing = standingOf(stock, registrationId)?.standing.phase ?? "none";
  const isHad =
    registration?.data?.certificateId === idOf(certificate) && phases.get(state ?? "")?.includes(standing) === true;
  const isFollowed = state === "revoked" && registration?.data?.certificateId !== idOf(certificate);
  const isWhole = registration !== undefined && (isHad || isFollowed);
  return isWhole ? [] : [`${certificate.pk}: ${state}, and its registration says another thing`];
}

/** Redeemed: its registration exists, and the same event opened it. */
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

/** The place of a registration in its enrolment. */
function standingOf(stock: Stock, registrationId: string | undefined) {
  return stock
    .of("enrolment")
    .flatMap(({ data }) => data?.standings ?? [])
    .find(({ of }) => of === registrationId);
}

/** Open: its code is redeemed for it, and the enrolment follows it, until staff close it. */
function halfRegistration(stock: Stock, { pk, data, event }: Stored): string[] {
  const code = stock.thing("authorization-code", data?.authorizationCode ?? "");
  const standing = standingOf(stock, data?.registrationId);
  const isWhole =
    code?.data?.state === "redeemed" && code.data.registrationId === data?.registrationId && event !== undefined;
  return isWhole && (standing !== undefined || data?.closedAt !== undefined)
    ? []
    : [`${pk}: without its redeemed code or enrolment`];
}

/** Applied: a registration, an exam code or an order holds it. */
function halfReport(stock: Stock, { pk, data }: Stored): string[] {
  if (data?.status !== "applied") return [];
  const holds = ["registration", "exam-code", "order"]
    .flatMap((kind) => stock.of(kind))
    .some((each) =>
      [...(each.data?.reports ?? []), ...(each.data?.facts ?? [])].some(({ reportId }) => reportId === data.reportId),
    );
  return holds ? [] : [`${pk}: applied to nothing`];
}

function halfPart(stock: Stock, part: Stored): string[] {
  const { thing } = part.data ?? {};
  // A sitting paid by an exam code has no registration here: the centre's id is no key.
  if (thing?.registrationId?.startsWith("reg_") !== true) return [];
  const registration = stock.thing("registration", thing.registrationId);
  const id = idOf(part).split("#").at(-1);
  const holds = (registration?.data?.reports ?? []).some(
    ({ confirmationNumber, resultId }) => confirmationNumber === id || resultId === id,
  );
  return holds ? [] : [`${part.pk}: its registration does not know it`];
}

/** It counts the applications that came by it. */
function halfInvitation(stock: Stock, invitation: Stored): string[] {
  const { uses } = invitation.data ?? {};
  const submitted = stock.all.filter(({ event }) => event?.type === "application.submitted");
  const came = submitted.filter(({ event }) => event?.data?.invitation === idOf(invitation)).length;
  return came === uses ? [] : [`${invitation.pk}: ${uses} uses, ${came} applications`];
}

/** Acknowledged things that are missing. */
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
      claim: certificateId !== undefined && !stock.events("certificate", certificateId).includes("certificate.claimed"),
    };
    const lost = journey.calls.happened.filter(({ kind, id, type }) => !stock.events(kind, id).includes(type));
    return [
      ...Object.entries(gone).flatMap(([what, isGone]) => (isGone ? [`${what} of ${journey.accountId}`] : [])),
      ...lost.map(({ kind, id, type }) => `${type} of ${kind} ${id}`),
    ];
  });
}

/** So often each event may stand in the history of one thing; any other may not at all. */
const atMost = {
  order: {
    "order.placed": 1,
    "order.paid": 1,
    "order.cancelled": 1,
    "order.refund-asked": 1,
    "order.refunded": 1,
    "order.disputed": 1,
    "order.dispute-closed": 1,
    "order.reviewed": 1,
    "order.training-moved": 1,
    "authorization-code.cancelled": 1,
  },
  registration: {
    "registration.opened": 1,
    // A second sitting is booked once staff have given it.
    "appointment.booked": 2,
    "appointment.closed": 1,
    "result.accepted": 1,
    // The centre corrects each result twice.
    "result.corrected": 2,
    "registration.corrected": 1,
    "registration.accommodations-set": 1,
    "registration.sitting-granted": 1,
    "registration.closed": 1,
    "certificate.name-corrected": 1,
    "certificate.revoked": 1,
    "certificate.reinstated": 1,
  },
  certificate: {
    "result.accepted": 1,
    "result.corrected": 2,
    "certificate.claimed": 1,
    "binding.bound": 1,
    "binding.name-corrected": 1,
    "certificate.name-corrected": 1,
    "certificate.revoked": 1,
    "certificate.reinstated": 1,
  },
} as const;

/** Things that stand there more than once for somebody who asked for them once, and acts that were recorded more than once. */
export function twice(stock: Stock, journeys: readonly Journey[]): string[] {
  const things = (["order", "registration", "certificate"] as const).flatMap((kind) => {
    // A pass that fell and rose again has made a second certificate, and the first is revoked.
    const standing = stock.of(kind).filter(({ data }) => data?.state !== "revoked");
    const owners = [...Map.groupBy(standing, ({ data }) => data?.accountId)];
    const several = owners.filter(([, those]) => those.length > 1).map(([owner]) => `${kind} of ${owner}`);
    const most = new Map<string, number>(Object.entries(atMost[kind]));
    const repeated = stock.of(kind).flatMap((thing) => {
      const all = stock.events(kind, idOf(thing));
      const odd = [...Map.groupBy(all, (each) => each)].some(([type, those]) => those.length > (most.get(type) ?? 0));
      return odd ? [`${thing.pk}: ${all.join(", ")}`] : [];
    });
    return [...several, ...repeated];
  });
  const acts = Map.groupBy(
    journeys.flatMap(({ calls }) => calls.happened),
    ({ kind, id, type }) => `${type} of ${kind} ${id}`,
  );
  const recorded = [...acts].flatMap(([act, asked]) => {
    const [{ kind, id, type } = { kind: "", id: "", type: "" }] = asked;
    const often = stock.events(kind, id).filter((each) => each === type).length;
    return often > asked.length ? [`${act}: ${often} times`] : [];
  });
  return [...things, ...recorded];
}

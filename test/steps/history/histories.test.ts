import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { getHistory } from "../../../shared/contract/overview/account.ts";
import { cancelOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";
import * as given from "../../support/given.ts";
import { call, eventsOf, eventTypes, refusal } from "../calls.ts";

test("the history of a candidate's whole way stands with each thing that it changed, oldest first", async () => {
  const ana = given.someone();
  const { certificateId, registrationId, code, eligibilityCode } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  const way = ["registration.opened", "appointment.booked", "result.accepted"];
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "registration.opened"]);
  expect(await eventTypes("certificate", certificateId)).toEqual(["result.accepted", "certificate.claimed"]);
  expect(await eventTypes("registration", registrationId)).toEqual(way);
  expect(await eventTypes("eligibility-code", eligibilityCode)).toEqual(way);
});

test("the event that opened a registration stays what it was, whatever is reported later", async () => {
  const ana = given.someone();
  const { registrationId, eligibilityCode } = await given.registration("acp", ana);
  const [opened] = await eventsOf("registration", registrationId);
  const booking = given.placed(eligibilityCode);
  const { confirmationNumber } = booking;

  await given.report("prometric", "appointment.booked", booking);
  const [afterBooking] = await eventsOf("registration", registrationId);
  await given.report("prometric", "appointment.cancelled", { confirmationNumber });
  const [afterCancel] = await eventsOf("registration", registrationId);

  expect(opened).toMatchObject({ type: "registration.opened", actor: { kind: "account", id: ana.sub } });
  expect(afterBooking).toEqual(opened);
  expect(afterCancel).toEqual(opened);
});

test("one event stands under one id in the history of every thing that it changed, its data with the first", async () => {
  const ana = given.someone();
  const { registrationId, code, certificationId } = await given.registration("acp", ana);

  const [opened] = await eventsOf("registration", registrationId);
  const [, spent] = await eventsOf("authorization-code", code);

  const registration = { kind: "registration", id: registrationId };
  expect(opened?.eventId).toMatch(/^evt_[0-9a-z]{16}$/);
  expect(spent?.eventId).toBe(opened?.eventId);
  expect(opened).toMatchObject({
    at: "2026-11-22T09:30:00.000Z",
    subjects: [registration],
    data: { certificationId },
  });
  expect(spent).toMatchObject({ subjects: [registration, { kind: "authorization-code", id: code }], data: {} });
});

test("an event names the request that made it", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);

  const { headers } = await given.registering(code, certificationId, ana);

  const [, spent] = await eventsOf("authorization-code", code);
  expect(spent?.requestId).toBe(headers["x-request-id"]);
});

test("a code's history is found however the code is typed", async () => {
  const ana = given.someone();
  const { code, eligibilityCode } = await given.registration("acp", ana);

  expect(await eventTypes("authorization-code", code.toLowerCase().replaceAll("-", ""))).toHaveLength(2);
  expect(await eventTypes("eligibility-code", eligibilityCode.toLowerCase())).toEqual(["registration.opened"]);
});

test("a booking's event tells what the test centre reported and when it happened", async () => {
  const { eligibilityCode, registrationId } = await given.registration("acp", given.someone());
  const booking = given.placed(eligibilityCode);

  await given.report("prometric", "appointment.booked", booking, { occurredAt: "2026-11-22T08:00:00.000Z" });

  const [, booked] = await eventsOf("registration", registrationId);
  expect(booked).toMatchObject({
    type: "appointment.booked",
    at: "2026-11-22T09:30:00.000Z",
    actor: { kind: "provider", id: "prometric" },
  });
  expect(booked?.data).toEqual({ ...booking, occurredAt: "2026-11-22T08:00:00.000Z" });
});

test("a kind that has no history is refused", async () => {
  const answer = await call(getHistory, { params: { kind: "enrolment", id: "x" }, as: given.staff });

  expect(refusal(answer)).toEqual([422, "invalid-request"]);
});

test("an event that is kept is never written over (R32)", async () => {
  const ana = given.someone();
  const { orderId } = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
  const kept = { ...keyOf("order", orderId), sk: "EVENT#00000002", kind: "event", version: 1, commit: "earlier" };
  await client.send(new PutCommand({ TableName: tableName(), Item: kept }));

  const answer = await call(cancelOrder, { params: { orderId }, body: {}, as: ana });

  const { Item: found } = await client.send(
    new GetCommand({ TableName: tableName(), Key: { pk: kept.pk, sk: kept.sk }, ConsistentRead: true }),
  );
  expect(refusal(answer)).toEqual([503, "store-busy"]);
  expect(found).toEqual(kept);
  expect(await eventTypes("order", orderId)).toEqual(["order.placed"]);
});

import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { getBinding } from "../../../shared/contract/certificate/binding-operations.ts";
import { getCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getEligibilityCode } from "../../../shared/contract/exam/eligibility-codes.ts";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { getReport } from "../../../shared/contract/exam/report-operations.ts";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import * as given from "../../support/given.ts";
import { idIn, items, personIn, putItems } from "../../support/older-items.ts";
import { readItem, storedKinds } from "../../support/stored-kinds.ts";
import { call, field } from "../calls.ts";
import { freshTable } from "../schedule-runs.ts";

/** Kinds that came later. */
const younger = ["candidate-link", "dispute", "exam-series", "kept-ledger", "mail-address", "payment", "wait"];

describe("what version 2291ade has stored", () => {
  const kinds = Map.groupBy(items, ({ kind }) => kind);

  test("is here with each kind that it could store", () => {
    expect([...kinds.keys()].sort()).toEqual(storedKinds.filter((each) => !younger.includes(each)).sort());
  });

  test.each([...kinds])("is read by this version: %s", (_, stored) => {
    for (const item of stored) expect(readItem(item)).toBeDefined();
  });

  test("is not taken for read where no entity has its kind", () => {
    expect(() => readItem({ pk: "NEW#1", sk: ".", kind: "new", version: 1, commit: "evt_1", data: {} })).toThrow(
      "nothing reads what is stored as new",
    );
  });
});

describe("what version 2291ade has stored is shown as it was", () => {
  const at = "2026-12-02T12:00:00.000Z";
  const statusOf = async (operation: Parameters<typeof call>[0], params: Record<string, string>, as = given.staff) =>
    field(given.must([200], await call(operation, { params, as, at })), "status");

  beforeAll(async () => {
    await freshTable();
    await putItems();
  });

  test.each([
    ["open", "open", ["to-book"]],
    ["booked", "open", ["awaiting-result"]],
    ["moved", "open", ["awaiting-result"]],
    ["cancelled", "open", ["to-book"]],
    ["overdue", "open", ["awaiting-result"]],
    ["absent", "failed", ["no-show"]],
    ["failed", "failed", ["failed"]],
    ["corrected", "failed", ["failed"]],
    ["claimable", "passed", ["passed"]],
    ["claimed", "passed", ["passed"]],
    ["revoked", "passed", ["passed"]],
    ["expired", "expired", ["to-book"]],
    ["expert", "open", ["passed", "awaiting-result"]],
    ["online", "open", ["to-book"]],
  ])("a registration: %s", async (scene, status, exams) => {
    const params = { registrationId: idIn(scene, "registrationId") };
    const shown = given.must([200], await call(getRegistration, { params, as: personIn(scene), at }));

    expect(field(shown, "status")).toBe(status);
    expect(z.array(z.object({ status: z.string() })).parse(field(shown, "exams"))).toMatchObject(
      exams.map((each) => ({ status: each })),
    );
  });

  test.each([
    ["booked", "active"],
    ["failed", "used"],
    ["expired", "expired"],
  ])("an eligibility code: %s", async (scene, status) => {
    expect(await statusOf(getEligibilityCode, { code: idIn(scene, "eligibilityCode") })).toBe(status);
  });

  test.each([
    ["booked", "confirmationNumber", "booked"],
    ["moved", "first", "rescheduled"],
    ["moved", "second", "booked"],
    ["cancelled", "confirmationNumber", "cancelled"],
    ["absent", "confirmationNumber", "no-show"],
    ["failed", "confirmationNumber", "completed"],
  ])("an appointment: %s, %s", async (scene, number, status) => {
    expect(await statusOf(getAppointment, { confirmationNumber: idIn(scene, number) })).toBe(status);
  });

  test.each([
    ["claimable", "claimable"],
    ["claimed", "valid"],
    ["revoked", "revoked"],
    ["corrected", "revoked"],
    ["bound", "valid"],
    ["counted", "valid"],
  ])("a certificate: %s", async (scene, status) => {
    expect(await statusOf(getCertificate, { certificateId: idIn(scene, "certificateId") })).toBe(status);
  });

  test("anyone verifies a certificate", async () => {
    expect(await statusOf(verifyCertificate, { certificateNumber: idIn("claimed", "certificateNumber") })).toBe(
      "valid",
    );
  });

  test.each([
    ["examCodes", "available", "available"],
    ["examCodes", "returned", "available"],
    ["examCodes", "assigned", "assigned"],
    ["examCodes", "expired", "expired"],
    ["unbound", "code", "used"],
    ["bound", "code", "used"],
    ["pending", "code", "assigned"],
  ])("an exam code: %s, %s", async (scene, code, status) => {
    expect(await statusOf(getExamCode, { code: idIn(scene, code) })).toBe(status);
  });

  test.each([
    ["pending", "pending"],
    ["bound", "bound"],
    ["half", "bound"],
    ["bindingFailed", "failed"],
  ])("a binding: %s", async (scene, status) => {
    const params = { bindingId: idIn(scene, "bindingId") };
    const shown = given.must(
      [200],
      await call(getBinding, { params, as: personIn(scene), at: "2026-11-23T09:30:00.000Z" }),
    );
    expect(field(shown, "status")).toBe(status);
  });

  test.each([
    ["bought", "issued"],
    ["wrong", "cancelled"],
    ["gift", "issued"],
    ["lapsed", "expired"],
  ])("an authorization code: %s", async (code, status) => {
    expect(await statusOf(getAuthorizationCode, { code: idIn("purchase", code) })).toBe(status);
  });

  test("codes that end in a symbol", async () => {
    const ended = [
      ...["moved", "absent", "overdue"].map((scene) => [getEligibilityCode, idIn(scene, "eligibilityCode")] as const),
      [getAuthorizationCode, idIn("cancelled", "code")] as const,
    ];
    for (const [operation, code] of ended) {
      expect(code).toMatch(/-[*~$=]$/);
      expect([code, await statusOf(operation, { code })]).toEqual([
        code,
        expect.stringMatching(/active|used|redeemed/),
      ]);
    }
  });

  test.each([
    // It was placed 10 days before.
    ["awaiting", "expired"],
    ["cancelled", "cancelled"],
  ])("an order: %s", async (order, status) => {
    expect(await statusOf(getOrder, { orderId: idIn("purchase", order) }, personIn("purchase"))).toBe(status);
  });

  test.each([
    ["parked", "parked", "exam-not-in-registration"],
    ["closed", "closed", "Told the centre"],
    ["late", "parked", "not-matched-in-time"],
  ])("a report: %s", async (report, status, reason) => {
    const params = { reportId: idIn("reports", report) };
    const shown = given.must([200], await call(getReport, { params, as: given.staff, at }));
    expect([field(shown, "status"), field(shown, "reason")]).toEqual([status, reason]);
  });
});

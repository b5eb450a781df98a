import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { getCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { correctName } from "../../../shared/contract/certificate/corrections.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { getReport, releaseReport } from "../../../shared/contract/exam/report-operations.ts";
import { getHistory } from "../../../shared/contract/overview/account.ts";
import { putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import { getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { lacking, laterItems } from "../../support/later-items.ts";
import { idIn, personIn, putItems, valueIn } from "../../support/older-items.ts";
import * as organizations from "../../support/organizations.ts";
import * as partners from "../../support/partners.ts";
import { bind } from "../binding-calls.ts";
import { call } from "../calls.ts";
import { freshTable, runSchedule } from "../schedule-runs.ts";
import { all, type Stored } from "../stored-items.ts";

/** After all that was done when the items were written, and after the exams that are booked in them. */
const [at, sat] = ["2026-11-23T09:30:00.000Z", "2026-12-02T12:00:00.000Z"];

type Changed = { readonly before: Stored; readonly after: Stored };

/** Each step changes things of some kinds. */
async function changeAll(): Promise<void> {
  const { main, ...partner } = {
    main: personIn("partner", "main"),
    partnerId: idIn("partner", "partnerId"),
    organizationId: idIn("partner", "organizationId"),
    name: "Nuvem Lda",
  };
  const ana = personIn("unbound");
  const placed = given.placed(idIn("open", "eligibilityCode"));
  const moved = { confirmationNumber: given.someNumber(), previousConfirmationNumber: idIn("moved", "second") };
  const total = valueIn("purchase", "total", z.object({ amount: z.number(), currency: z.string() }));
  const taken = { exam: "written", outcome: "pass", takenAt: "2026-12-01T11:00:00.000Z" };
  const named = { candidateId: idIn("unbound", "candidateId"), registrationId: idIn("unbound", "registrationId") };
  const certificationId = idIn("certifications", "acp");
  const corrects = idIn("failed", "resultId");
  const correction = { resultId: `${corrects}-c`, corrects, outcome: "pass", reason: "Re-scored" };
  const number = idIn("booked", "confirmationNumber");

  for (const scene of ["claimed", "counted"]) {
    const params = { certificateId: idIn(scene, "certificateId") };
    const body = { familyName: "Silva", reason: "Married" };
    given.must([200], await call(correctName, { params, body, as: given.staff, at }));
  }
  const entry = { level: "acp", title: "Another", price: { amount: 1, currency: "USD" }, status: "published" };
  const renamed = { params: { certificationId: idIn("certifications", "acp") }, body: entry, as: given.staff, at };
  given.must([200], await call(putCertification, renamed));
  given.must([200], await given.report("prometric", "appointment.booked", placed, { at }));
  const again = given.placed(idIn("moved", "eligibilityCode"), moved);
  given.must([200], await given.report("prometric", "appointment.rescheduled", again, { at }));
  given.must([200], await given.payment({ orderId: idIn("purchase", "awaiting"), ...total }, { at }));
  given.must([201], await given.registering(idIn("purchase", "bought"), certificationId, personIn("purchase"), { at }));
  given.must([201], await bind(idIn("unbound", "certificationId"), named, ana, at));
  given.must([200], await bindingGiven.sendResult(valueIn("pending", "report", z.looseObject({})), at));
  given.must([201], await organizations.applying(idIn("partner", "token"), given.someone(), { at }));
  given.must([200], await organizations.approving({ ...partner, main }, idIn("partner", "pending"), at));
  given.must(
    [200],
    await partners.assigning(idIn("examCodes", "available"), idIn("examCodes", "holder"), main, { at }),
  );
  const params = { reportId: idIn("reports", "parked") };
  given.must([200], await call(releaseReport, { params, body: {}, as: given.staff, at }));
  expect((await runSchedule(at)).failed).toEqual({});
  const result = { ...taken, resultId: `R-${number}`, confirmationNumber: number };
  given.must([200], await given.report("prometric", "result.reported", result, { at: sat }));
  given.must([200], await given.claiming(idIn("claimable", "certificateId"), personIn("claimable"), sat));
  given.must([200], await given.report("prometric", "result.corrected", correction, { at: sat }));
  given.must([200], await bindingGiven.sendCorrection(idIn("bound", "resultId"), "invalidated", { at: sat }));
  expect((await runSchedule(sat)).failed).toEqual({});
}

describe("what a later version has stored", () => {
  let changed: Changed[] = [];

  beforeAll(async () => {
    await freshTable();
    await putItems(laterItems);
    await changeAll();
    const stored = new Map((await all()).map((item) => [`${item.pk} ${item.sk}`, item]));
    changed = laterItems.flatMap((before) => {
      const after = stored.get(`${before.pk} ${before.sk}`);
      return after === undefined || after.commit === before.commit ? [] : [{ before, after }];
    });
  });

  test.each([
    "application",
    "appointment",
    "authorization-code",
    "batch",
    "binding",
    "certificate",
    "certification",
    "counted",
    "enrolment",
    "exam-code",
    "invitation",
    "mail",
    "membership",
    "order",
    "partner",
    "registration",
    "report",
    "result",
    "sitting",
    "status-place",
  ])("is changed, and keeps its new members: %s", (kind) => {
    const some = changed.filter(({ before: { kind: one } }) => one === kind);

    expect(some.length).toBeGreaterThan(0);
    for (const { before, after } of some) expect([after.pk, lacking(before, after)]).toEqual([after.pk, []]);
  });

  test.each([
    [getRegistration, { registrationId: idIn("booked", "registrationId") }],
    [getAppointment, { confirmationNumber: idIn("booked", "confirmationNumber") }],
    [getCertificate, { certificateId: idIn("claimed", "certificateId") }],
    [getOrder, { orderId: idIn("purchase", "awaiting") }],
    [getReport, { reportId: idIn("reports", "parked") }],
    [getHistory, { kind: "registration", id: idIn("booked", "registrationId") }],
  ])("is shown without them: $id", async (operation, params) => {
    const { body } = given.must([200], await call(operation, { params, as: given.staff, at: sat }));

    expect(JSON.stringify(body)).not.toContain("laterMember");
  });
});

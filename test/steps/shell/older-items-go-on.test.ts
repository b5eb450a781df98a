import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { getBinding } from "../../../shared/contract/certificate/binding-operations.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { getReport, releaseReport } from "../../../shared/contract/exam/report-operations.ts";
import { getBatch } from "../../../shared/contract/purchase/batch-operations.ts";
import { placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { Facts } from "../../../shared/store/core/facts.ts";
import { read } from "../../../shared/store/core/read.ts";
import { mails } from "../../../shared/store/history/mails.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { idIn, items, personIn, putItems, valueIn } from "../../support/older-items.ts";
import * as organizations from "../../support/organizations.ts";
import * as partners from "../../support/partners.ts";
import { bind, differences } from "../binding-calls.ts";
import { call, field, refusal } from "../calls.ts";
import { freshTable, runSchedule } from "../schedule-runs.ts";

/** After the last act in the items, and within the 3 days of their waiting things. */
const at = "2026-11-23T09:30:00.000Z";
/** After the booked exams in the items. */
const sat = "2026-12-02T12:00:00.000Z";

beforeEach(async () => {
  await freshTable();
  await putItems();
});

const registrationStatus = async (scene: string, time = sat) =>
  field(
    await call(getRegistration, {
      params: { registrationId: idIn(scene, "registrationId") },
      as: personIn(scene),
      at: time,
    }),
    "status",
  );

const reportStatus = async (reportId: string, time = at) =>
  field(given.must([200], await call(getReport, { params: { reportId }, as: given.staff, at: time })), "status");

const bindingStatus = async (scene: string, time = at) =>
  field(
    await call(getBinding, { params: { bindingId: idIn(scene, "bindingId") }, as: personIn(scene), at: time }),
    "status",
  );

const certificatesOf = async (as: Claims, time = sat) =>
  (await given.certificates(as, time)).map(({ status }) => status);

/** The test centre reports a result of an appointment. */
async function result(confirmationNumber: string, outcome: string, exam = "written") {
  const takenAt = "2026-12-01T11:00:00.000Z";
  const data = { resultId: `R-${confirmationNumber}`, exam, outcome, takenAt, confirmationNumber };
  const told = { at: sat, occurredAt: "2026-12-01T12:00:00.000Z" };
  return given.must([200], await given.report("prometric", "result.reported", data, told)).body;
}

describe("a registration of before goes on", () => {
  test.each([
    ["booked", "confirmationNumber"],
    ["moved", "second"],
    ["overdue", "confirmationNumber"],
  ])("%s: its result makes a certificate claimable, and that is claimed", async (scene, number) => {
    const ana = personIn(scene);

    expect(await result(idIn(scene, number), "pass")).toEqual({ status: "applied" });

    expect(await registrationStatus(scene)).toBe("passed");
    const [certificate] = await given.certificates(ana, sat);
    given.must([200], await given.claiming(certificate?.certificateId ?? "", ana, sat));
    expect(await certificatesOf(ana)).toEqual(["valid"]);
  });

  test("its booking is moved once more, and the old numbers name the valid one", async () => {
    const [first, second, third] = [idIn("moved", "first"), idIn("moved", "second"), given.someNumber()];
    const eligibilityCode = idIn("moved", "eligibilityCode");
    const moved = given.placed(eligibilityCode, { confirmationNumber: third, previousConfirmationNumber: second });

    given.must([200], await given.report("prometric", "appointment.rescheduled", moved, { at }));

    for (const confirmationNumber of [first, second]) {
      const shown = await call(getAppointment, { params: { confirmationNumber }, as: personIn("moved"), at });
      expect(field(shown, "validConfirmationNumber")).toBe(third);
    }
  });

  test.each(["open", "cancelled"])("%s: it is booked", async (scene) => {
    const placed = given.placed(idIn(scene, "eligibilityCode"));

    expect((await given.report("prometric", "appointment.booked", placed, { at })).body).toEqual({ status: "applied" });

    const look = { params: { confirmationNumber: placed.confirmationNumber }, as: personIn(scene), at };
    expect(field(await call(getAppointment, look), "status")).toBe("booked");
  });

  test("its lab is passed, as its written exam was before, and the two make a certificate", async () => {
    await result(idIn("expert", "lab"), "pass", "lab");

    expect(await certificatesOf(personIn("expert"))).toEqual(["claimable"]);
  });

  test("it is passed at the academy", async () => {
    const registrationId = idIn("online", "registrationId");
    const data = { resultId: "R-online", exam: "online", outcome: "pass", takenAt: at, registrationId };

    given.must([200], await given.report("academy", "result.reported", data, { at }));

    expect(await certificatesOf(personIn("online"))).toEqual(["claimable"]);
  });

  test("its pass that was claimable is claimed, and its fail corrected", async () => {
    const claimable = await given.claiming(idIn("claimable", "certificateId"), personIn("claimable"), sat);
    const corrects = idIn("failed", "resultId");
    const correction = { resultId: `${corrects}-c`, corrects, outcome: "pass", reason: "Re-scored" };
    const told = await given.report("prometric", "result.corrected", correction, { at: sat });

    expect([field(claimable, "status"), told.body]).toEqual(["valid", { status: "applied" }]);
    expect(await certificatesOf(personIn("failed"))).toEqual(["claimable"]);
  });
});

describe("reports of before", () => {
  test("that wait for a number are settled in the call that brings the booking", async () => {
    const confirmationNumber = idIn("awaited", "confirmationNumber");
    const startsAt = "2026-11-22T10:00:00.000Z";
    const placed = given.placed(idIn("awaited", "eligibilityCode"), { confirmationNumber, startsAt });

    given.must(
      [200],
      await given.report("prometric", "appointment.booked", placed, { at, occurredAt: "2026-11-22T09:30:00.000Z" }),
    );

    expect(await reportStatus(idIn("awaited", "resultReport"))).toBe("applied");
    expect(await reportStatus(idIn("awaited", "absenceReport"))).not.toBe("waiting");
    expect(await registrationStatus("awaited", at)).toBe("passed");
  });

  test("that wait for a number whose booking came are settled by the schedule", async () => {
    expect(await reportStatus(idIn("cutOff", "resultReport"))).toBe("waiting");

    expect((await runSchedule(at)).failed).toEqual({});

    expect(await reportStatus(idIn("cutOff", "resultReport"))).toBe("applied");
    expect(await registrationStatus("cutOff", at)).toBe("passed");
  });

  test("that wait for a result are settled in the call that brings it: parked, where they tell of days to come", async () => {
    const confirmationNumber = idIn("correctedLater", "confirmationNumber");
    const takenAt = "2026-11-22T11:00:00.000Z";
    const data = { resultId: `R-${confirmationNumber}`, exam: "written", outcome: "pass", takenAt, confirmationNumber };

    given.must([200], await given.report("prometric", "result.reported", data, { at, occurredAt: takenAt }));

    expect(await reportStatus(idIn("correctedLater", "correctionReport"))).toBe("parked");
    expect(await registrationStatus("correctedLater", at)).toBe("passed");
  });

  test("are duplicates when they come again, under whatever message id", async () => {
    const stored = z.object({
      kind: z.literal("report"),
      data: z
        .object({ provider: z.string(), type: z.string(), occurredAt: z.string(), status: z.literal("applied") })
        .loose(),
    });
    const applied = items.flatMap((item) => stored.safeParse(item).data?.data ?? []);
    const some = applied.filter(({ provider }) => provider !== "payments");

    expect(new Set(some.map(({ type }) => type)).size).toBe(6);
    for (const { provider, type, occurredAt, data } of some) {
      const again = await given.report(provider, type, z.looseObject({}).parse(data), { at: sat, occurredAt });
      expect([type, again.body]).toEqual([type, { status: "duplicate" }]);
    }
  });

  test("that were parked are tried again when staff release them, and parked for the same reason", async () => {
    const params = { reportId: idIn("reports", "parked") };

    given.must([200], await call(releaseReport, { params, body: {}, as: given.staff, at }));
    expect(await reportStatus(params.reportId)).toBe("waiting");
    expect((await runSchedule(at)).failed).toEqual({});

    expect(await reportStatus(params.reportId)).toBe("parked");
  });
});

describe("sittings and bindings of before", () => {
  const partnerId = () => idIn("partner", "partnerId");

  test("a binding that waits is bound in the call that brings its result", async () => {
    expect(await bindingStatus("pending")).toBe("pending");
    const report = valueIn("pending", "report", z.looseObject({}));

    given.must([200], await bindingGiven.sendResult(report, at));

    expect(await bindingStatus("pending")).toBe("bound");
    expect(await certificatesOf(personIn("pending"), at)).toEqual(["valid"]);
    expect(await differences(partnerId(), at)).toEqual([]);
  });

  test("a binding whose result came is bound by the schedule", async () => {
    expect((await runSchedule(at)).failed).toEqual({});

    expect(await bindingStatus("pendingCutOff")).toBe("bound");
    expect(await differences(partnerId(), at)).toEqual([]);
  });

  test("a binding whose result never comes fails after its 3 days", async () => {
    await runSchedule("2026-11-26T09:30:00.000Z");

    expect(await bindingStatus("pending", "2026-11-26T09:30:00.000Z")).toBe("failed");
  });

  test.each(["unbound", "unreserved"])("a sitting is bound: %s", async (scene) => {
    const named = { candidateId: idIn(scene, "candidateId"), registrationId: idIn(scene, "registrationId") };
    const ana = scene === "unbound" ? personIn(scene) : { ...given.someone(), name: "Ana Sá" };

    const answer = given.must([201], await bind(idIn(scene, "certificationId"), named, ana, at));

    expect(field(answer, "status")).toBe("bound");
    expect(await certificatesOf(ana, at)).toEqual(["valid"]);
  });

  test("a sitting stays its account's", async () => {
    const named = { candidateId: idIn("bound", "candidateId"), registrationId: idIn("bound", "registrationId") };

    const answer = await bind(idIn("bound", "certificationId"), named, personIn("examCodes", "holder"), at);

    expect(refusal(answer)).toEqual([409, "sitting-not-available"]);
  });

  test("the lab of a member whose written exam is bound makes the certificate", async () => {
    const [ana, partner] = [personIn("half"), organizationOf()];
    const certificationId = idIn("half", "certificationId");
    const code = await bindingGiven.examCode(partner, certificationId, { exam: "lab", holder: ana, at });
    const named = bindingGiven.pair();
    const takenAt = "2026-11-23T10:00:00.000Z";
    const told = bindingGiven.resultData(code, named, { exam: "lab", takenAt });
    given.must([200], await given.report("pearson-vue", "result.reported", told, { at: sat, occurredAt: takenAt }));

    given.must([201], await bind(certificationId, named, ana, sat));

    expect(await certificatesOf(ana)).toEqual(["valid"]);
    expect(await differences(partnerId(), sat)).toEqual([]);
  });

  test("a correction of a bound sitting revokes its certificate", async () => {
    given.must([200], await bindingGiven.sendCorrection(idIn("bound", "resultId"), "invalidated", { at }));

    expect(await certificatesOf(personIn("bound"), at)).toEqual(["revoked"]);
    expect(await differences(partnerId(), at)).toEqual([]);
  });
});

describe("what else there was before", () => {
  test("an order is paid, and its placing is answered as it was", async () => {
    const buyer = personIn("purchase");
    const orderId = idIn("purchase", "awaiting");
    const total = valueIn("purchase", "total", z.object({ amount: z.number(), currency: z.string() }));

    expect((await given.payment({ orderId, ...total }, { at })).body).toEqual({ status: "applied" });

    const asked = { items: valueIn("purchase", "items", z.array(z.looseObject({}))) };
    const headers = { "idempotency-key": "older-order" };
    const again = await call(placeOrder, { body: asked, as: buyer, headers, at: "2026-11-22T10:00:00.000Z" });
    expect([field(again, "orderId"), again.headers["idempotent-replayed"]]).toEqual([orderId, "true"]);
  });

  test("an authorization code is activated, and a gift by whom it was given to", async () => {
    const certificationId = idIn("certifications", "acp");
    const recipient = { sub: "recipient", email: "recipient@example.org", email_verified: "true" };
    const [bought, gift] = [idIn("purchase", "bought"), idIn("purchase", "gift")];

    given.must([201], await given.registering(bought, certificationId, personIn("purchase"), { at }));
    given.must([201], await given.registering(gift, certificationId, recipient, { at }));
  });

  test("a batch that was cut short is issued to its end", async () => {
    await runSchedule(at);

    const params = { batchId: idIn("batches", "running") };
    expect(field(await call(getBatch, { params, as: given.staff, at }), "issued")).toBe(99);
  });

  test("an invitation is applied by, and who applied before is approved", async () => {
    const partner = organizationOf();
    given.must([201], await organizations.applying(idIn("partner", "token"), given.someone(), { at }));
    given.must([200], await organizations.approving(partner, idIn("partner", "pending"), at));
  });

  test("an e-mail that could not be sent is tried again", async () => {
    const stored = z.object({
      kind: z.literal("mail"),
      data: z.looseObject({ mailId: z.string(), status: z.literal("pending") }),
    });
    const [mail] = items.flatMap((item) => stored.safeParse(item).data?.data ?? []);
    const ref = mails.at(mail?.mailId ?? "");

    await runSchedule(at);

    const facts = new Facts();
    await read(facts, [ref], new Cost());
    expect(facts.get(ref)).toMatchObject({
      status: "pending",
      tries: 2,
      subject: "You were given an authorization code",
    });
  });

  test("exam codes are given, and taken back", async () => {
    const holder = idIn("examCodes", "holder");
    const { main } = organizationOf();
    given.must([200], await partners.assigning(idIn("examCodes", "available"), holder, main, { at }));
    given.must([200], await partners.returning(idIn("examCodes", "assigned"), main, { at }));
  });
});

/** The partner in the form that other tests' helpers take. */
function organizationOf(): organizations.Given {
  const main = personIn("partner", "main");
  const partnerId = idIn("partner", "partnerId");
  return { partnerId, organizationId: idIn("partner", "organizationId"), name: "Nuvem Lda", main };
}

import { beforeAll, describe, expect, test } from "vitest";
import type { AnswerOf } from "../../shared/client/client.ts";
import { type RunningHost, sharedHost } from "../support/host.ts";
import { refusalOf, testCenter, Walk, type Walker, walker } from "../support/walk.ts";

/**
 * The source document of the partners' benefits, its sections on sitting the exams and on linking what was passed, line
 * by line, over HTTP; the numbers are those of its lines. Each test goes on where the one before it ended. What the
 * second centre does, its signed look-ups and reports do.
 */

const acp = "acp-cloud-computing";
const ace = "ace-cloud-computing";
const pearson = "pearson-vue";

let host: RunningHost;
let walk: Walk;
let main: Walker;
let mei: Walker;
let lin: Walker;
let partner: AnswerOf<"createPartner">["body"];
/** Exam codes of the ACP. */
let codes: string[];

beforeAll(async () => {
  host = await sharedHost();
  walk = new Walk(host.url);
  [main, mei, lin] = [walker("Main"), walker("Mei"), walker("Lin")];
  const body = { name: "Cloud Partners Ltd", mainAccountId: main.sub };
  partner = (await walk.as(walker("Staff", ["certrail-staff"])).createPartner({ body })).body;
  codes = await issued(acp, "written", 4);
}, 90_000);

async function issued(certificationId: string, exam: string, quantity: number): Promise<string[]> {
  const body = { certificationId, exam, quantity };
  return (await walk.as(main).applyForBenefits({ params: { partnerId: partner.partnerId }, body })).body.examCodes;
}

async function given(code: string, to: Walker): Promise<void> {
  await walk.as(main).assignExamCode({ params: { code }, body: { accountId: to.sub } });
}

const codeOf = async (code: string) => (await walk.as(main).getExamCode({ params: { code } })).body;
const valid = async (level: "acp" | "ace") =>
  (await walk.as(main).getTally({ params: { partnerId: partner.partnerId } })).body.levels[level]?.valid;

/** The centre shows a person an id of the person's, and one of the sitting. */
const idsOf = (of: number, sitting = 0) => ({ candidateId: `ALI00${of}`, registrationId: `4988${of}${sitting}` });

/** A booking at the second centre, at a place there unless said otherwise. */
async function booking(confirmationNumber: string, data: object) {
  return { confirmationNumber, exam: "written", startsAt: await walk.day(2), testCenter, ...data };
}

describe("Participate in ACP/ACE Exams", () => {
  test("line 30: who has joined is given the code, by an e-mail that guides to the exam", async () => {
    await walk.joined(mei, main, partner.organizationId);
    await given(codes[0] ?? "", mei);

    const [mail = ""] = await walk.mailTo(mei);
    expect(mail).toContain(codes[0]);
    expect(mail).toContain("ACP-CC1");
    expect(mail).toContain("https://learn.example.org/acp-cloud-computing/written-exam");
    expect(mail).toContain("Pearson VUE");
  });

  test("line 30: a code goes to nobody who has not joined", async () => {
    const asked = { params: { code: codes[1] ?? "" }, body: { accountId: lin.sub } };
    expect(await refusalOf(walk.as(main).attempt.assignExamCode(asked))).toBe("member-not-found");
  });

  test("line 33: member and partner see for which exam the code is, by the name that the centre's list has", async () => {
    const about = { certificationId: acp, exam: "written", seriesCode: "ACP-CC1" };
    expect((await walk.as(mei).listExamCodes()).body.data).toMatchObject([{ ...about, status: "assigned" }]);
    expect(await codeOf(codes[0] ?? "")).toMatchObject(about);
  });

  test("line 33: chosen for another exam, the code books nothing, neither looked up nor reported", async () => {
    expect(await walk.lookUp(pearson, codes[0] ?? "", "ACP-BD1")).toMatchObject({ reason: "exam-differs" });
    const named = { examCode: codes[0], seriesCode: "ACP-BD1", exam: undefined, ...idsOf(1) };
    expect(await walk.reported(pearson, "appointment.booked", await booking("PV-0", named))).toBe(
      "parked: exam-differs",
    );
    expect((await codeOf(codes[0] ?? "")).status).toBe("assigned");
  });

  test("line 34: the centre offers both ways of sitting it", async () => {
    const looked = await walk.lookUp(pearson, codes[0] ?? "", "ACP-CC1");
    expect(looked).toMatchObject({ eligible: true, candidate: { fullName: mei.name, email: mei.email } });
    expect(looked.delivery.toSorted()).toEqual(["online", "test-center"]);
  });

  test("lines 35 and 36: at a test centre, the code pays at the checkout; the booking is told and seen", async () => {
    const placed = await booking("PV-1", { examCode: codes[0], ...idsOf(1) });
    expect(await walk.reported(pearson, "appointment.booked", placed)).toBe("applied");

    expect(await codeOf(codes[0] ?? "")).toMatchObject({ status: "booked", booked: { confirmationNumber: "PV-1" } });
    expect((await walk.mailTo(mei))[0]).toContain("PV-1");
    const { data } = (await walk.as(mei).listAppointments()).body;
    expect(data).toMatchObject([{ confirmationNumber: "PV-1", status: "booked", testCenter }]);
  });

  test("line 36: once it has paid, it pays for no other candidate, and is not taken back", async () => {
    expect(await walk.lookUp(pearson, codes[0] ?? "")).toMatchObject({ reason: "exam-already-booked" });
    const other = await booking("PV-2", { examCode: codes[0], ...idsOf(9) });
    expect(await walk.reported(pearson, "appointment.booked", other)).toBe("parked: booked-by-another-candidate");
    const taken = walk.as(main).attempt.returnExamCode({ params: { code: codes[0] ?? "" } });
    expect(await refusalOf(taken)).toBe("exam-code-booked");
  });

  test("line 37: online, the member books a time without a place, and the same code pays at the checkout", async () => {
    await walk.joined(lin, main, partner.organizationId);
    await given(codes[1] ?? "", lin);
    const ids = idsOf(2);
    const placed = { ...(await booking("PV-3", { examCode: codes[1], ...ids })), testCenter: undefined };
    const without = { type: "appointment.booked", occurredAt: await walk.day(), data: placed };
    expect((await walk.local.webhook(pearson, without)).status).toBe(422);
    expect(await walk.reported(pearson, "appointment.booked", { ...placed, delivery: "online" })).toBe("applied");

    const [own] = (await walk.as(lin).listAppointments()).body.data;
    expect(own).toMatchObject({ confirmationNumber: "PV-3", delivery: "online", startsAt: placed.startsAt });
    expect((await walk.mailTo(lin))[0]).toMatch(/online/i);
  });

  test("lines 36 and 37: both are sat and passed; each code is used, and pays no more", async () => {
    await walk.wait("P2DT3H");
    for (const [code = "", of, who] of [
      [codes[0], 1, mei],
      [codes[1], 2, lin],
    ] as const) {
      expect(await walk.passed(pearson, { examCode: code, exam: "written", ...idsOf(of) })).toBe("applied");
      expect(await codeOf(code)).toMatchObject({ status: "used", outcome: "pass" });
      expect((await walk.lookUp(pearson, code)).eligible).toBe(false);
      expect((await walk.mailTo(who)).join("\n")).toMatch(/passed/);
    }
  });
});

describe("How to link certifications to Partner Account", () => {
  const bound = async (who: Walker, of: number, certificationId = acp) =>
    walk.as(who).bindSitting({ body: { certificationId, ...idsOf(of) } });

  test("lines 43 and 44: the member names the certification, enters both ids, and is told that it is done", async () => {
    const { status, body } = await bound(mei, 1);

    expect([status, body.status, body.organizationId]).toEqual([201, "bound", partner.organizationId]);
    expect((await walk.as(mei).listCertificates()).body.data).toMatchObject([
      { certificationId: acp, status: "valid" },
    ]);
    expect(await valid("acp")).toBe(1);
  });

  test("lines 44, 46 and 47: both ids are asked for, and each is at fault where it is missing", async () => {
    for (const left of ["candidateId", "registrationId"] as const) {
      const { [left]: _, ...one } = { certificationId: acp, ...idsOf(2) };
      const token = await walk.local.token(lin);
      const { status, text } = await walk.local.send("POST", "/v1/bindings", { token, body: one });
      expect([status, text.includes(`"/${left}"`)]).toEqual([422, true]);
    }
  });

  test("lines 46 and 47: entered the other way round they are recognised, and nothing is bound for good", async () => {
    const { candidateId, registrationId } = idsOf(2);
    const swapped = { certificationId: acp, candidateId: registrationId, registrationId: candidateId };
    expect(await refusalOf(walk.as(lin).attempt.bindSitting({ body: swapped }))).toBe("ids-look-swapped");
  });

  test("line 42: who has not joined binds for none, and joining later changes nothing of that", async () => {
    await walk.as(lin).quitOrganization();
    const { body } = await bound(lin, 2);
    expect([body.status, body.organizationId]).toEqual(["bound", undefined]);
    await walk.joined(lin, main, partner.organizationId);

    expect(await valid("acp")).toBe(1);
  });

  test("line 45: a certificate is one account's alone, and stays it", async () => {
    for (const [who, code] of [
      [mei, "sitting-already-bound"],
      [lin, "sitting-not-available"],
      [walker("Bo"), "sitting-not-available"],
    ] as const) {
      const again = walk.as(who).attempt.bindSitting({ body: { certificationId: acp, ...idsOf(1) } });
      expect(await refusalOf(again)).toBe(code);
    }
  });

  test("line 48: asked for before the centre's word is there it waits, and is bound the moment that it comes", async () => {
    const zoe = walker("Zoe");
    await walk.joined(zoe, main, partner.organizationId);
    await given(codes[2] ?? "", zoe);
    const { status, body } = await bound(zoe, 3);
    expect([status, body.status]).toEqual([202, "pending"]);
    await walk.wait("P2DT20H");
    expect(await walk.passed(pearson, { examCode: codes[2], exam: "written", ...idsOf(3) })).toBe("applied");

    const asked = { params: { bindingId: body.bindingId } };
    expect((await walk.as(zoe).getBinding(asked)).body.status).toBe("bound");
    expect(await valid("acp")).toBe(2);
  });

  test("line 48: without a word for 3 days it fails; the member tries again, and is bound", async () => {
    const ada = walker("Ada");
    await walk.joined(ada, main, partner.organizationId);
    await given(codes[3] ?? "", ada);
    const { bindingId } = (await bound(ada, 4)).body;
    await walk.wait("P3D");
    const failed = (await walk.as(ada).getBinding({ params: { bindingId } })).body;
    expect(failed).toMatchObject({ status: "failed", reason: "result-not-received" });
    expect((await walk.mailTo(ada)).join("\n")).toMatch(/again/i);

    expect(await walk.passed(pearson, { examCode: codes[3], exam: "written", ...idsOf(4) })).toBe("applied");
    expect((await bound(ada, 4)).status).toBe(201);
    expect(await valid("acp")).toBe(3);
  });
});

describe("Overview", () => {
  test("line 5: what was paid at the centre itself counts, too, for who belongs to the organization", async () => {
    const kim = walker("Kim");
    await walk.joined(kim, main, partner.organizationId);
    const own = { seriesCode: "ACP-CC1", ...idsOf(5) };
    const placed = { ...(await booking("PV-5", own)), exam: undefined };
    expect(await walk.reported(pearson, "appointment.booked", placed)).toBe("applied");
    await walk.wait("P2DT3H");
    expect(await walk.passed(pearson, own)).toBe("applied");
    const before = await valid("acp");

    const { status } = await walk.as(kim).bindSitting({ body: { certificationId: acp, ...idsOf(5) } });
    expect([status, await valid("acp")]).toEqual([201, (before ?? 0) + 1]);
  });

  test("line 5: it counts for no organization where the account belongs to none", async () => {
    const before = await valid("acp");
    expect(await walk.passed(pearson, { seriesCode: "ACP-CC1", ...idsOf(6) })).toBe("applied");
    const { body } = await walk.as(walker("Oda")).bindSitting({ body: { certificationId: acp, ...idsOf(6) } });
    expect([body.status, body.organizationId, await valid("acp")]).toEqual(["bound", undefined, before]);
  });

  test("lines 33 and 42: the ACE takes a code for each exam, the lab after the written one, and counts once", async () => {
    const uma = walker("Uma");
    await walk.joined(uma, main, partner.organizationId);
    const [written = "", lab = ""] = [...(await issued(ace, "written", 1)), ...(await issued(ace, "lab", 1))];
    for (const code of [written, lab]) await given(code, uma);
    expect(await walk.lookUp(pearson, lab)).toMatchObject({ reason: "exam-locked", seriesCode: "ACE-CC1-LAB" });
    expect(await walk.passed(pearson, { examCode: written, exam: "written", ...idsOf(7) })).toBe("applied");
    expect((await walk.lookUp(pearson, lab)).eligible).toBe(true);
    const second = idsOf(7, 1);
    expect(await walk.passed(pearson, { examCode: lab, exam: "lab", ...second })).toBe("applied");

    const before = await walk.as(uma).bindSitting({ body: { certificationId: ace, ...idsOf(7) } });
    expect([before.body.status, await valid("ace")]).toEqual(["bound", 0]);
    await walk.as(uma).bindSitting({ body: { certificationId: ace, ...second } });
    expect(await valid("ace")).toBe(1);
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import type { AnswerOf } from "../../shared/client/client.ts";
import { plusMonths } from "../../shared/domain/instant.ts";
import { type RunningHost, sharedHost } from "../support/host.ts";
import { refusalOf, testCenter, Walk, type Walker, walker } from "../support/walk.ts";

/**
 * The source document of the terms from the eligibility code on, line by line, over HTTP; the numbers are those of its lines. Each test goes on where
 * the one before it ended. What a centre does, its signed look-ups and reports do.
 */

const acp = "acp-cloud-computing";
const ace = "ace-cloud-computing";

let host: RunningHost;
let walk: Walk;
let ana: Walker;
let open: AnswerOf<"register">["body"];

beforeAll(async () => {
  host = await sharedHost();
  walk = new Walk(host.url);
  ana = walker("Ana");
  open = await walk.registered(ana, acp);
}, 90_000);

const code = () => open.eligibilityCode?.code ?? "";
const first = "8850000000001";
const second = "8850000000002";
const third = "8850000000003";

async function mails(): Promise<string[]> {
  return walk.mailTo(ana);
}

async function row(who: Walker, certificationId: string) {
  const { data } = (await walk.as(who).getMyCertifications({ query: { certificationId } })).body;
  expect(data).toHaveLength(1);
  return data[0];
}

async function booking(confirmationNumber: string, days: number, more: object = {}) {
  const placed = { confirmationNumber, eligibilityCode: code(), exam: "written", testCenter };
  return { ...placed, startsAt: await walk.day(days), ...more };
}

describe("Eligibility code", () => {
  test("line 23: ACP and ACE have one; ACA and Clouder have none", async () => {
    const cy = walker("Cy");
    for (const [certificationId, has] of [
      [ace, true],
      ["aca-cloud-computing", false],
      ["clouder-large-language-models", false],
    ] as const) {
      expect((await walk.registered(cy, certificationId)).eligibilityCode !== undefined).toBe(has);
    }
  });

  test("lines 26 and 33: the candidate copies it from My Certifications, and is told where to use it until when", async () => {
    const mine = await row(ana, acp);
    expect(mine?.registration?.eligibilityCode).toEqual(open.eligibilityCode);
    expect(mine?.next).toMatchObject([{ action: "book", exam: "written", code: code(), until: open.expiresAt }]);
  });

  test("lines 25 and 27: the centre enters the code, sees whose and for what it is, and books place and time", async () => {
    expect(await walk.lookUp("prometric", code())).toMatchObject({
      eligible: true,
      exam: "written",
      seriesCode: "ACP-CC1",
      delivery: ["test-center"],
      candidate: { givenName: "Ana", familyName: "Maris" },
    });
    expect(await walk.reported("prometric", "appointment.booked", await booking(first, 20))).toBe("applied");
    expect(await walk.lookUp("prometric", code())).toMatchObject({ eligible: false, reason: "exam-already-booked" });
  });

  test("line 28: it is good for one year from the activation, and books nothing at its end", async () => {
    expect(open.eligibilityCode?.expiresAt).toBe(plusMonths(open.openedAt, 12));
  });
});

describe("Confirmation number", () => {
  test("line 30: Prometric's number begins with 885; another one is named as a fault", async () => {
    const { status, text } = await walk.local.webhook("prometric", {
      type: "appointment.booked",
      occurredAt: await walk.day(),
      data: await booking("7770000000001", 20),
    });
    expect([status, text.includes('"/data/confirmationNumber"')]).toEqual([422, true]);
  });

  test("lines 31 and 35: the number leads to place, time and exam, on a page of its own and in My Certifications", async () => {
    const asked = { params: { confirmationNumber: first } };
    const { body } = await walk.as(ana).getAppointment(asked);
    expect(body).toMatchObject({ status: "booked", exam: "written", testCenter });
    expect((await row(ana, acp))?.exams).toMatchObject([
      { status: "booked", appointment: { confirmationNumber: first, startsAt: body.startsAt, testCenter } },
    ]);
    expect(await refusalOf(walk.as(walker("Di")).attempt.getAppointment(asked))).toBe("appointment-not-found");
  });

  test("line 36: an e-mail confirms the booking with its number", async () => {
    expect((await mails()).filter((each) => each.includes(first))).toHaveLength(1);
  });

  test("lines 38 and 39: a change sends another e-mail, and its number is the valid one", async () => {
    const moved = await booking(second, 25, { previousConfirmationNumber: first });
    expect(await walk.reported("prometric", "appointment.rescheduled", moved)).toBe("applied");

    expect((await mails()).filter((each) => each.includes(second))).toHaveLength(1);
    const { body } = await walk.as(ana).getAppointment({ params: { confirmationNumber: first } });
    expect(body).toMatchObject({ status: "rescheduled", supersededBy: second, validConfirmationNumber: second });
  });

  test("line 39: where a number comes back, it is the latest, and so the valid one again", async () => {
    const back = await booking(first, 26, { previousConfirmationNumber: second });
    expect(await walk.reported("prometric", "appointment.rescheduled", back)).toBe("applied");

    const { body } = await walk.as(ana).getAppointment({ params: { confirmationNumber: second } });
    expect(body).toMatchObject({ status: "rescheduled", validConfirmationNumber: first });
    expect((await mails())[0]).toContain(first);
  });

  test("lines 31 and 38: a cancellation sends another e-mail, and the code books again", async () => {
    const before = (await mails()).length;
    expect(await walk.reported("prometric", "appointment.cancelled", { confirmationNumber: first })).toBe("applied");

    const [newest, ...others] = await mails();
    expect(others).toHaveLength(before);
    expect(newest).toMatch(/cancel/i);
    expect(newest).toContain(first);
    expect((await walk.lookUp("prometric", code())).eligible).toBe(true);
    expect(await walk.reported("prometric", "appointment.booked", await booking(third, 2))).toBe("applied");
  });
});

describe("Prometric", () => {
  test("line 41: it holds the ACP's exam; Pearson VUE and the academy do not take its code", async () => {
    for (const center of ["pearson-vue", "academy"]) {
      expect(await walk.lookUp(center, code())).toMatchObject({ reason: "provider-does-not-hold-exam" });
    }
    await walk.wait("P2DT3H");
    expect(await walk.passed("prometric", { exam: "written", confirmationNumber: third })).toBe("applied");
    expect((await mails()).join("\n")).toMatch(/passed/);
  });

  test("line 41: it holds both exams of the ACE, at a place and a time that are booked; the lab after the written one", async () => {
    const eve = walker("Eve");
    const { eligibilityCode } = await walk.registered(eve, ace);
    const entitlement = { eligibilityCode: eligibilityCode?.code ?? "" };
    const look = (exam: string) => walk.lookUp("prometric", entitlement.eligibilityCode, exam);
    expect(await look("lab")).toMatchObject({ eligible: false, reason: "exam-locked", seriesCode: "ACE-CC1-LAB" });
    expect(await walk.passed("prometric", { ...entitlement, exam: "written" })).toBe("parked: result-without-booking");

    for (const [exam, confirmationNumber] of [
      ["ACE-CC1", "8850000000011"],
      ["ACE-CC1-LAB", "8850000000012"],
    ] as const) {
      expect(await look(exam)).toMatchObject({ eligible: true, delivery: ["test-center"] });
      const placed = { confirmationNumber, ...entitlement, seriesCode: exam, startsAt: await walk.day(1), testCenter };
      expect(await walk.reported("prometric", "appointment.booked", placed)).toBe("applied");
      await walk.wait("P1DT1H");
      expect(await walk.passed("prometric", { seriesCode: exam, confirmationNumber })).toBe("applied");
    }
    expect((await row(eve, ace))?.certificate).toMatchObject({ status: "claimable" });
  });
});

describe("Certificate", () => {
  let number: string;

  test("line 43: a pass gives an electronic certificate, good for two years from its claim", async () => {
    const params = { certificateId: (await row(ana, acp))?.certificate?.certificateId ?? "" };
    await walk.wait("P5D");
    const { body } = await walk.as(ana).claimCertificate({ params });
    expect(body.claimedAt?.slice(0, 10)).toBe((await walk.day()).slice(0, 10));
    expect(body.validUntil).toBe(plusMonths(body.claimedAt ?? "", 24));
    number = body.certificateNumber;
    const verified = await walk.as(walker("Fay")).verifyCertificate({ params: { certificateNumber: number } });
    expect(verified.body).toMatchObject({ status: "valid", holderName: "Ana Maris" });
    expect(await (await fetch(`${host.url}/verify/${number}`)).text()).toContain('lang="en"');
  });

  test("line 43: while it is valid, the same account cannot take that exam again, and is free for any other", async () => {
    expect((await walk.lookUp("prometric", code())).eligible).toBe(false);
    const again = await walk.bought(ana, [{ product: "certification", certificationId: acp, quantity: 1 }]);
    const asked = walk.activation(ana, acp, again.authorizationCodes?.[0]?.code ?? "");
    expect(await refusalOf(walk.as(ana).attempt.register(asked))).toBe("certificate-still-valid");
    const other = await walk.registered(ana, ace);
    expect(other.exams).toMatchObject([{ status: "to-book" }, { status: "locked" }]);
  });
});

test("an e-mail comes in the language and on the clocks that its reader has stated", async () => {
  const mei = walker("Mei");
  await walk.as(mei).setMailPreferences({ body: { language: "zh-Hans", timeZone: "Asia/Shanghai" } });
  await walk.registered(mei, acp);

  const [registered = ""] = await walk.mailTo(mei);
  expect(registered).toMatch(/^您已报名：/);
  expect(registered).toContain("（Asia/Shanghai）");
});

describe("Validity periods", () => {
  test("lines 20 and 28: at the end of its year an eligibility code books nothing, and a code not used is dead", async () => {
    const gil = walker("Gil");
    const { eligibilityCode } = await walk.registered(gil, acp);
    const left = await walk.bought(gil, [{ product: "certification", certificationId: "acp-big-data", quantity: 1 }]);
    await walk.wait("P1Y");

    const looked = await walk.lookUp("prometric", eligibilityCode?.code ?? "");
    expect(looked).toMatchObject({ eligible: false, reason: "eligibility-code-expired" });
    const asked = walk.activation(gil, "acp-big-data", left.authorizationCodes?.[0]?.code ?? "");
    expect(await refusalOf(walk.as(gil).attempt.register(asked))).toBe("authorization-code-expired");
  });
});

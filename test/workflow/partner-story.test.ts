import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import { tellPartnerStory } from "../../infra/commands/partner-story.ts";
import type { AnswerOf } from "../../shared/client/client.ts";
import { customer, provider } from "../support/customer.ts";
import { type RunningHost, sharedHost } from "../support/host.ts";

/**
 * The second source document, followed from its first section to its last against the bundles over HTTP. Each test is
 * one section and goes on where the one before it ended.
 */

const acp = "acp-cloud-computing";
const mailAnswer = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() }));

let host: RunningHost;
let client: LocalClient;

function person(name: string, groups: string[] = []) {
  const sub = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  return { sub, email: `${sub}@example.org`, name, groups };
}

const as = (who: Someone) => customer(host.url, who);

/** The code of a refusal. */
async function refusal(call: Promise<{ ok: true } | { ok: false; problem: { code: string } }>): Promise<string> {
  const came = await call;
  expect(came.ok).toBe(false);
  return came.ok ? "" : came.problem.code;
}

async function mailTo(who: Someone): Promise<string[]> {
  const { body } = await client.send("GET", "/__local/mail");
  return mailAnswer
    .parse(body)
    .filter(({ to }) => to === who.email)
    .map(({ subject, text }) => `${subject}\n${text}`);
}

async function passAtPearson(examCode: string, ids: { candidateId: string; registrationId: string }) {
  const now = await client.now();
  const result = { resultId: `PV-${randomUUID()}`, exam: "written", outcome: "pass" as const, takenAt: now };
  const data = { ...result, delivery: "online" as const, examCode, ...ids };
  const body = { type: "result.reported" as const, occurredAt: now, data };
  return (await provider(host.url, "pearson-vue").receiveReport({ params: { provider: "pearson-vue" }, body })).body;
}

async function approve(invited: Someone, main: Someone, organizationId: string) {
  const { token } = (await as(main).createInvitation({ params: { organizationId } })).body;
  const body = { fullName: invited.name, email: invited.email, department: "Cloud" };
  const { applicationId } = (await as(invited).applyToOrganization({ params: { token }, body })).body;
  return as(main).approveApplication({ params: { organizationId, applicationId } });
}

async function newPartner(name: string, main: Someone) {
  return (await as(staff).createPartner({ body: { name, mainAccountId: main.sub } })).body;
}

type Someone = ReturnType<typeof person>;

let staff: Someone;
let main: Someone;
let member: Someone;
let partner: AnswerOf<"createPartner">["body"];
let issued: AnswerOf<"applyForBenefits">["body"];
const pair = { candidateId: "ALI000123", registrationId: "498877665" };

beforeAll(async () => {
  host = await sharedHost();
  client = new LocalClient(host.url);
  staff = person("Staff", ["certrail-staff"]);
  main = person("Main");
  member = person("Mei");
}, 90_000);

test("the demo tells the whole way, and ends with a certificate that counts", async () => {
  const lines: string[] = [];
  expect(await tellPartnerStory(client, (line) => lines.push(line))).toBe("valid");
  expect(lines).toHaveLength(13);
});

describe("Overview", () => {
  test("a partner has a training organization of its own, and a quota before its first certificate", async () => {
    partner = await newPartner("Cloud Partners Ltd", main);

    const { levels } = (await as(main).getBenefits({ params: { partnerId: partner.partnerId } })).body;
    expect(levels.acp).toMatchObject({ quota: 10, issued: 0, remaining: 10 });
    expect(levels.ace).toMatchObject({ quota: 2, issued: 0, remaining: 2 });
  });
});

describe("How to Apply for Benefits", () => {
  test("an exam and a number of coupons are chosen, and the answer confirms them", async () => {
    const body = { certificationId: acp, exam: "written", quantity: 3 };

    issued = (await as(main).applyForBenefits({ params: { partnerId: partner.partnerId }, body })).body;

    expect(issued.quantity).toBe(3);
    expect(new Set(issued.examCodes).size).toBe(3);
  });

  test("the exam codes stand on the partner's page of exam codes", async () => {
    const { data } = (await as(main).listPartnerExamCodes({ params: { partnerId: partner.partnerId } })).body;
    expect(data.map(({ code }) => code).toSorted()).toEqual(issued.examCodes.toSorted());
    expect(data.every(({ status }) => status === "available")).toBe(true);
  });
});

describe("How to find the issued ACP/ACE Exam Code in the Benefit Center", () => {
  test("the benefit change records lead to the details with the issued codes", async () => {
    const { partnerId } = partner;
    const { data } = (await as(main).listBenefitChanges({ params: { partnerId } })).body;
    expect(data.map(({ changeId }) => changeId)).toEqual([issued.changeId]);

    const change = await as(main).getBenefitChange({ params: { partnerId, changeId: issued.changeId } });
    expect(change.body.examCodes.toSorted()).toEqual(issued.examCodes.toSorted());
  });
});

describe("How to Utilize the Exam Code: Invite Members to Join Your Organization", () => {
  test("who opens the link applies, waits, and is approved by the main account", async () => {
    const { organizationId } = partner;
    await approve(member, main, organizationId);

    const { data } = (await as(main).listMembers({ params: { organizationId } })).body;
    expect(data.map(({ accountId }) => accountId)).toContain(member.sub);
    expect((await mailTo(member)).join("\n")).toContain("Cloud Partners Ltd");
  });
});

describe("How to Utilize the Exam Code: Participate in ACP/ACE Exams", () => {
  test("the member is given a code for one exam, and sits online with it", async () => {
    const [code = ""] = issued.examCodes;
    await as(main).assignExamCode({ params: { code }, body: { accountId: member.sub } });
    expect((await mailTo(member)).join("\n")).toContain(code);
    expect((await as(member).listExamCodes()).body.data).toMatchObject([{ code, status: "assigned" }]);

    expect(await passAtPearson(code, pair)).toEqual({ status: "applied" });

    expect((await as(member).listExamCodes()).body.data).toMatchObject([{ code, status: "used" }]);
    expect((await mailTo(member)).join("\n")).toContain("Your result has come");
  });
});

describe("How to link certifications to Partner Account", () => {
  test("two identifiers sent the other way round are recognised", async () => {
    const swapped = { candidateId: pair.registrationId, registrationId: pair.candidateId };
    const call = as(member).attempt.bindSitting({ body: { certificationId: acp, ...swapped } });
    expect(await refusal(call)).toBe("ids-look-swapped");
  });

  test("the passed exam is bound once and for all, and counts for the partner", async () => {
    const body = { certificationId: acp, ...pair };
    const bound = await as(member).bindSitting({ body });
    expect(bound).toMatchObject({ status: 201, body: { status: "bound" } });

    const certificateId = bound.body.certificateId ?? "";
    const { body: certificate } = await as(member).getCertificate({ params: { certificateId } });
    expect(certificate).toMatchObject({ status: "valid", certificationId: acp });
    expect(await as(person("Bo")).attempt.bindSitting({ body })).toMatchObject({ status: 409 });
    expect(await as(member).attempt.bindSitting({ body })).toMatchObject({ status: 409 });
    const params = { partnerId: partner.partnerId };
    expect((await as(main).getTally({ params })).body.levels).toMatchObject({ acp: { valid: 1 } });
    const { levels } = (await as(main).getBenefits({ params })).body;
    expect(levels.acp).toMatchObject({ quota: 11, issued: 3, remaining: 8 });
  });

  test("a result that takes its time is bound when it arrives, within three days", async () => {
    const late = person("Lin");
    const [, code = ""] = issued.examCodes;
    await approve(late, main, partner.organizationId);
    await as(main).assignExamCode({ params: { code }, body: { accountId: late.sub } });
    const ids = { candidateId: "ALI000124", registrationId: "498877666" };
    const { status, body: asked } = await as(late).bindSitting({ body: { certificationId: acp, ...ids } });
    expect([status, asked.status, asked.retryUntil]).toEqual([202, "pending", expect.any(String)]);
    await client.send("POST", "/__local/clock", { body: { advance: "P2D" } });

    await passAtPearson(code, ids);

    const { body: binding } = await as(late).getBinding({ params: { bindingId: asked.bindingId } });
    expect(binding.status).toBe("bound");
  });

  test("one whose result has not come after three days has failed, says what to do, and can be asked for again", async () => {
    const early = person("Ada");
    const ids = { candidateId: "ALI000125", registrationId: "498877667" };
    const ask = () => as(early).bindSitting({ body: { certificationId: acp, ...ids } });
    const { bindingId } = (await ask()).body;

    await client.send("POST", "/__local/clock", { body: { advance: "P3D" } });

    const { body: failed } = await as(early).getBinding({ params: { bindingId } });
    expect(failed).toMatchObject({ status: "failed", reason: "result-not-received" });
    expect((await mailTo(early)).join("\n")).toMatch(/again/i);
    expect((await ask()).status).toBe(202);
  });
});

describe("FAQ", () => {
  let other: Someone;
  let second: AnswerOf<"createPartner">["body"];

  test("an account of one organization cannot be taken into another, and is told what to do", async () => {
    other = person("Otto");
    second = await newPartner("Second Partners Ltd", other);
    const { organizationId } = second;
    const { token } = (await as(other).createInvitation({ params: { organizationId } })).body;
    const body = { fullName: member.name, email: member.email };

    const refused = await as(member).attempt.applyToOrganization({ params: { token }, body });

    expect(refused).toMatchObject({ status: 409, problem: { code: "account-in-another-organization" } });
    expect(JSON.stringify(refused)).toMatch(/quit/);
  });

  test("way a: the account quits by itself, and can then join", async () => {
    await as(member).quitOrganization();
    await approve(member, other, second.organizationId);
  });

  test("way b: a manager removes it, and it can then join", async () => {
    await as(other).removeMember({ params: { organizationId: second.organizationId, accountId: member.sub } });
    await approve(member, main, partner.organizationId);
  });

  test("what was counted before stays with the organization under which it was claimed, and a recount agrees", async () => {
    for (const [{ partnerId }, valid] of [
      [partner, 2],
      [second, 0],
    ] as const) {
      const params = { partnerId };
      expect((await as(staff).getTally({ params })).body.levels).toMatchObject({ acp: { valid } });
      expect((await as(staff).recountPartner({ params })).body.agrees).toBe(true);
    }
  });
});

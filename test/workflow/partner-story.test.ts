import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { type Answered, LocalClient } from "../../infra/local/client.ts";
import { type RunningHost, startHost } from "../support/host.ts";

/**
 * The second source document, followed from its first section to its last against the bundles over HTTP. Each test is
 * one section and goes on where the one before it ended.
 */

const acp = "acp-cloud-computing";
const benefit = z.object({ quota: z.number(), issued: z.number(), remaining: z.number() });
const benefitsAnswer = z.object({ levels: z.object({ acp: benefit, ace: benefit }) });
const changeAnswer = z.object({ changeId: z.string(), quantity: z.number(), examCodes: z.array(z.string()) });
const tallyAnswer = z.object({ levels: z.object({ acp: z.object({ valid: z.number() }) }) });
const codesAnswer = z.object({ data: z.array(z.looseObject({ code: z.string(), status: z.string() })) });
const mailAnswer = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() }));

let host: RunningHost;
let client: LocalClient;

type Person = { readonly sub: string; readonly email: string; readonly name: string; readonly groups: string[] };

function person(name: string, groups: string[] = []): Person {
  const sub = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  return { sub, email: `${sub}@example.org`, name, groups };
}

async function must(status: number, answer: Promise<Answered>): Promise<unknown> {
  const answered = await answer;
  expect([answered.status, answered.text]).toEqual([status, answered.text]);
  return answered.body;
}

/** Signs in for each request: the clock is moved by days. */
const ask = async (who: Person, method: string, path: string, body?: object) =>
  client.send(method, path, { token: await client.token(who), ...(body && { body }) });
const get = (who: Person, path: string) => ask(who, "GET", path);
const post = (who: Person, path: string, body: object = {}) => ask(who, "POST", path, body);
const codeOf = (answer: unknown) => z.object({ code: z.string() }).parse(answer).code;

async function mailTo(who: Person): Promise<string[]> {
  const { body } = await client.send("GET", "/__local/mail");
  return mailAnswer
    .parse(body)
    .filter(({ to }) => to === who.email)
    .map(({ subject, text }) => `${subject}\n${text}`);
}

async function passAtPearson(examCode: string, ids: { candidateId: string; registrationId: string }) {
  const now = await client.now();
  const data = { resultId: `PV-${randomUUID()}`, exam: "written", outcome: "pass", takenAt: now, delivery: "online" };
  const body = { type: "result.reported", occurredAt: now, data: { ...data, examCode, ...ids } };
  return must(200, client.webhook("pearson-vue", body));
}

async function approve(invited: Person, main: Person, organizationId: string): Promise<Answered> {
  const { token } = z
    .object({ token: z.string() })
    .parse(await must(201, post(main, `/v1/organizations/${organizationId}/invitations`)));
  const application = { fullName: invited.name, email: invited.email, department: "Cloud" };
  const { applicationId } = z
    .object({ applicationId: z.string() })
    .parse(await must(201, post(invited, `/v1/invitations/${token}/applications`, application)));
  return post(main, `/v1/organizations/${organizationId}/applications/${applicationId}/approve`);
}

async function newPartner(name: string, main: Person): Promise<{ partnerId: string; organizationId: string }> {
  const body = await must(201, post(staff, "/v1/partners", { name, mainAccountId: main.sub }));
  return z.object({ partnerId: z.string(), organizationId: z.string() }).parse(body);
}

let staff: Person;
let main: Person;
let member: Person;
let partner: { partnerId: string; organizationId: string };
let issued: z.infer<typeof changeAnswer>;
const pair = { candidateId: "ALI000123", registrationId: "498877665" };

beforeAll(async () => {
  host = await startHost();
  client = new LocalClient(host.url);
  staff = person("Staff", ["staff"]);
  main = person("Main");
  member = person("Mei");
}, 90_000);

afterAll(async () => {
  await host.stop();
});

describe("Overview", () => {
  test("a partner has a training organization of its own, and a quota before its first certificate", async () => {
    partner = await newPartner("Cloud Partners Ltd", main);

    const { levels } = benefitsAnswer.parse(await must(200, get(main, `/v1/partners/${partner.partnerId}/benefits`)));
    expect(levels.acp).toMatchObject({ quota: 10, issued: 0, remaining: 10 });
    expect(levels.ace).toMatchObject({ quota: 2, issued: 0, remaining: 2 });
  });
});

describe("How to Apply for Benefits", () => {
  test("an exam and a number of coupons are chosen, and the answer confirms them", async () => {
    const application = { certificationId: acp, exam: "written", quantity: 3 };
    const path = `/v1/partners/${partner.partnerId}/benefit-applications`;

    issued = changeAnswer.parse(await must(201, post(main, path, application)));

    expect(issued.quantity).toBe(3);
    expect(new Set(issued.examCodes).size).toBe(3);
  });

  test("the exam codes stand on the partner's page of exam codes", async () => {
    const { data } = codesAnswer.parse(await must(200, get(main, `/v1/partners/${partner.partnerId}/exam-codes`)));
    expect(data.map(({ code }) => code).toSorted()).toEqual(issued.examCodes.toSorted());
    expect(data.every(({ status }) => status === "available")).toBe(true);
  });
});

describe("How to find the issued ACP/ACE Exam Code in the Benefit Center", () => {
  test("the benefit change records lead to the details with the issued codes", async () => {
    const path = `/v1/partners/${partner.partnerId}/benefit-changes`;
    const { data } = z
      .object({ data: z.array(z.object({ changeId: z.string() })) })
      .parse(await must(200, get(main, path)));
    expect(data.map(({ changeId }) => changeId)).toEqual([issued.changeId]);

    const text = JSON.stringify(await must(200, get(main, `${path}/${issued.changeId}`)));
    for (const code of issued.examCodes) expect(text).toContain(code);
  });
});

describe("How to Utilize the Exam Code: Invite Members to Join Your Organization", () => {
  test("who opens the link applies, waits, and is approved by the main account", async () => {
    await must(200, approve(member, main, partner.organizationId));

    const path = `/v1/organizations/${partner.organizationId}/members`;
    const { data } = z
      .object({ data: z.array(z.object({ accountId: z.string() })) })
      .parse(await must(200, get(main, path)));
    expect(data.map(({ accountId }) => accountId)).toContain(member.sub);
    expect((await mailTo(member)).join("\n")).toContain("Cloud Partners Ltd");
  });
});

describe("How to Utilize the Exam Code: Participate in ACP/ACE Exams", () => {
  test("the member is given a code for one exam, and sits online with it", async () => {
    const [code = ""] = issued.examCodes;
    await must(200, post(main, `/v1/exam-codes/${code}/assign`, { accountId: member.sub }));
    expect((await mailTo(member)).join("\n")).toContain(code);
    const mine = codesAnswer.parse(await must(200, get(member, "/v1/exam-codes")));
    expect(mine.data).toMatchObject([{ code, status: "assigned" }]);

    expect(await passAtPearson(code, pair)).toEqual({ status: "applied" });

    const used = codesAnswer.parse(await must(200, get(member, "/v1/exam-codes")));
    expect(used.data).toMatchObject([{ code, status: "used" }]);
  });
});

describe("How to link certifications to Partner Account", () => {
  test("two identifiers sent the other way round are recognised", async () => {
    const swapped = { candidateId: pair.registrationId, registrationId: pair.candidateId };
    expect(codeOf(await must(409, post(member, "/v1/bindings", { certificationId: acp, ...swapped })))).toBe(
      "ids-look-swapped",
    );
  });

  test("the passed exam is bound once and for all, and counts for the partner", async () => {
    const asked = { certificationId: acp, ...pair };
    const bound = z
      .object({ status: z.literal("bound"), certificateId: z.string() })
      .parse(await must(201, post(member, "/v1/bindings", asked)));

    const path = `/v1/certificates/${bound.certificateId}`;
    expect(await must(200, get(member, path))).toMatchObject({ status: "valid", certificationId: acp });
    const stranger = person("Bo");
    await must(409, post(stranger, "/v1/bindings", asked));
    await must(409, post(member, "/v1/bindings", asked));
    const tally = tallyAnswer.parse(await must(200, get(main, `/v1/partners/${partner.partnerId}/tally`)));
    expect(tally.levels.acp.valid).toBe(1);
    const { levels } = benefitsAnswer.parse(await must(200, get(main, `/v1/partners/${partner.partnerId}/benefits`)));
    expect(levels.acp).toMatchObject({ quota: 11, issued: 3, remaining: 8 });
  });

  test("a result that takes its time is bound when it arrives, within three days", async () => {
    const late = person("Lin");
    const [, code = ""] = issued.examCodes;
    await must(200, approve(late, main, partner.organizationId));
    await must(200, post(main, `/v1/exam-codes/${code}/assign`, { accountId: late.sub }));
    const ids = { candidateId: "ALI000124", registrationId: "498877666" };
    const asked = z
      .object({ status: z.literal("pending"), bindingId: z.string(), retryUntil: z.string() })
      .parse(await must(202, post(late, "/v1/bindings", { certificationId: acp, ...ids })));
    await client.send("POST", "/__local/clock", { body: { advance: "P2D" } });

    await passAtPearson(code, ids);

    expect(await must(200, get(late, `/v1/bindings/${asked.bindingId}`))).toMatchObject({ status: "bound" });
  });

  test("one whose result has not come after three days has failed, says what to do, and can be asked for again", async () => {
    const early = person("Ada");
    const ids = { candidateId: "ALI000125", registrationId: "498877667" };
    const ask = () => post(early, "/v1/bindings", { certificationId: acp, ...ids });
    const { bindingId } = z.object({ bindingId: z.string() }).parse(await must(202, ask()));

    await client.send("POST", "/__local/clock", { body: { advance: "P3D" } });

    const failed = { status: "failed", reason: "result-not-received" };
    expect(await must(200, get(early, `/v1/bindings/${bindingId}`))).toMatchObject(failed);
    expect((await mailTo(early)).join("\n")).toMatch(/again/i);
    await must(202, ask());
  });
});

describe("FAQ", () => {
  let other: Person;
  let second: { partnerId: string; organizationId: string };

  test("an account of one organization cannot be taken into another, and is told what to do", async () => {
    other = person("Otto");
    second = await newPartner("Second Partners Ltd", other);
    const { token } = z
      .object({ token: z.string() })
      .parse(await must(201, post(other, `/v1/organizations/${second.organizationId}/invitations`)));
    const application = { fullName: member.name, email: member.email };

    const refused = await must(409, post(member, `/v1/invitations/${token}/applications`, application));

    expect(codeOf(refused)).toBe("account-in-another-organization");
    expect(JSON.stringify(refused)).toMatch(/quit/);
  });

  test("way a: the account quits by itself, and can then join", async () => {
    await must(200, post(member, "/v1/me/organization/quit"));
    await must(200, approve(member, other, second.organizationId));
  });

  test("way b: a manager removes it, and it can then join", async () => {
    const path = `/v1/organizations/${second.organizationId}/members/${member.sub}`;
    await must(200, ask(other, "DELETE", path));
    await must(200, approve(member, main, partner.organizationId));
  });

  test("what was counted before stays with the organization under which it was claimed, and a recount agrees", async () => {
    for (const [{ partnerId }, valid] of [
      [partner, 2],
      [second, 0],
    ] as const) {
      const tally = tallyAnswer.parse(await must(200, get(staff, `/v1/partners/${partnerId}/tally`)));
      expect(tally.levels.acp.valid).toBe(valid);
      expect(await must(200, get(staff, `/v1/partners/${partnerId}/recount`))).toMatchObject({ agrees: true });
    }
  });
});

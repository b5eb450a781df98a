import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import { operations } from "../../shared/contract/operations/operations.ts";
import { candidates } from "../../shared/pages/guide/candidates.ts";
import type { Chapter } from "../../shared/pages/guide/chapter.ts";
import { partners } from "../../shared/pages/guide/partners.ts";
import { paymentProvider } from "../../shared/pages/guide/payments.ts";
import { staffGuide } from "../../shared/pages/guide/staff.ts";
import { testCenters } from "../../shared/pages/guide/test-centers.ts";
import { type RunningHost, startHost } from "../support/host.ts";

let host: RunningHost;
let client: LocalClient;

beforeAll(async () => {
  host = await startHost();
  client = new LocalClient(host.url);
});
afterAll(async () => {
  await host.stop();
});

type Shown = { readonly id: string; readonly body: string | undefined };

const marks = { "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** The text of a sample as a reader sees it. */
function read(text: string): string {
  return Object.entries(marks).reduce((plain, [mark, symbol]) => plain.replaceAll(mark, symbol), text);
}

/** The calls of a guide's section, in order, with their bodies. */
async function callsIn(chapter: Chapter, heading: string): Promise<readonly Shown[]> {
  const [, section = ""] = String(await chapter.body).split(`<h2>${heading}</h2>`);
  const [calls = ""] = section.split("<h2>");
  return [...calls.matchAll(/<li>.*?#operation\/(\w+)".*?<\/li>/gs)].map(([item, id = ""]) => {
    const body = /<pre[^>]*><code>(.*?)<\/code>/s.exec(item)?.[1];
    return { id, body: body === undefined ? undefined : read(body) };
  });
}

async function bodyOf(chapter: Chapter, heading: string, id: string): Promise<string> {
  const found = (await callsIn(chapter, heading)).find((each) => each.id === id)?.body;
  if (found === undefined) throw new Error(`the guide shows no body of ${id}`);
  return found;
}

const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

const message = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

/** A guide's message, changed to these things and to now. */
async function tell(chapter: Chapter, sender: string, type: string, about: object): Promise<unknown> {
  const samples = [...String(await chapter.body).matchAll(/<pre[^>]*><code>(.*?)<\/code>/gs)];
  const shown = samples.map(([, text = ""]) => read(text)).find((text) => text.includes(`"type": "${type}"`)) ?? "";
  const { data } = message.parse(JSON.parse(shown));
  return (await client.webhook(sender, { type, occurredAt: soon(0), data: { ...data, ...about } })).body;
}

/** A reader who makes the calls of a guide's sections one after the other, with the guide's bodies. */
type Way = {
  readonly of: Chapter;
  readonly headings: readonly string[];
  readonly without?: readonly string[];
  readonly token: string;
  /** The path parameters, and our values for the guide's example values. Both grow with each call. */
  readonly known: Record<string, string>;
  readonly ours: Record<string, string>;
  /** The events that others cause between calls, and the values in an answer. */
  readonly afterwards: Readonly<Record<string, (answer: unknown) => Promise<void> | void>>;
};

/** The answer of the last call. Every call must succeed. */
async function follow({ of, headings, without = [], token, known, ours, afterwards }: Way): Promise<unknown> {
  let last: unknown;
  for (const heading of headings) {
    const calls = await callsIn(of, heading);
    expect(calls.length, heading).toBeGreaterThan(1);
    for (const { id, body } of calls.filter((each) => !without.includes(each.id))) {
      const { method = "", path = "" } = operations.find((each) => each.id === id) ?? {};
      const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? `no-${name}`);
      const text = body && Object.entries(ours).reduce((to, [theirs, own]) => to.replaceAll(theirs, own), body);
      const headers = { "idempotency-key": randomUUID() };
      const answered = await client.send(method, address, { token, headers, ...(text !== undefined && { text }) });
      expect(answered.status, `${id}: ${answered.text}`).toBeLessThan(300);
      await afterwards[id]?.(answered.body);
      last = answered.body;
    }
  }
  return last;
}

test("a candidate's front end that follows its guide ends with a valid certificate", async () => {
  const known: Record<string, string> = {};
  const ours: Record<string, string> = {};
  const number = `885${randomInt(10 ** 9, 10 ** 10)}`;
  const { authorizationCode: typed } = z
    .object({ authorizationCode: z.string() })
    .parse(JSON.parse(await bodyOf(candidates, "Register and sit", "register")));
  const last = await follow({
    of: candidates,
    headings: ["Buy", "Register and sit", "The certificate"],
    without: ["cancelOrder", "giveAuthorizationCode"],
    known,
    ours,
    token: await client.token({ sub: "ana", email: "ana@example.org" }),
    afterwards: {
      placeOrder: async (answer) => {
        const { orderId } = z.object({ orderId: z.string() }).parse(answer);
        Object.assign(known, { orderId });
        const told = await tell(paymentProvider, "payments", "payment.succeeded", { orderId, paymentId: "pay_guide" });
        expect(told).toMatchObject({ status: "applied" });
      },
      getOrder: (answer) => {
        const paid = z.object({ authorizationCodes: z.array(z.object({ code: z.string() })) }).parse(answer);
        Object.assign(ours, { [typed]: paid.authorizationCodes[0]?.code });
      },
      register: async (answer) => {
        const registered = z.object({ eligibilityCode: z.object({ code: z.string() }) }).parse(answer);
        const booking = { eligibilityCode: registered.eligibilityCode.code, confirmationNumber: number };
        const begins = { ...booking, startsAt: soon(1) };
        expect(await tell(testCenters, "prometric", "appointment.booked", begins)).toMatchObject({ status: "applied" });
        await sleep(1_500);
        const sat = { confirmationNumber: number, resultId: `R-${number}`, takenAt: soon(0) };
        expect(await tell(testCenters, "prometric", "result.reported", sat)).toMatchObject({ status: "applied" });
        Object.assign(known, { confirmationNumber: number });
      },
      getMyCertifications: (answer) => {
        const row = z.object({ next: z.array(z.unknown()), certificate: z.object({ certificateId: z.string() }) });
        const [mine] = z.object({ data: z.array(row) }).parse(answer).data;
        expect(mine?.next).toContainEqual({ action: "claim" });
        Object.assign(known, { certificateId: mine?.certificate.certificateId });
      },
      getCertificate: (answer) =>
        expect(answer).toMatchObject({ status: "valid", links: { verify: expect.stringMatching(/\/verify\//) } }),
    },
  });
  expect(last).toMatchObject({ status: "valid", certificateId: known.certificateId });
});

const partner = z.object({ partnerId: z.string(), organizationId: z.string() });

test("a partner's system that follows its guide takes people in, has coupons issued and gives exam codes", async () => {
  const company = await bodyOf(staffGuide, "Run the programme", "createPartner");
  const { mainAccountId } = z.object({ mainAccountId: z.string() }).parse(JSON.parse(company));
  const staff = await client.token({ sub: "staff", groups: ["certrail-staff"] });
  const taken = await client.send("POST", "/v1/partners", { token: staff, text: company });
  const known: Record<string, string> = partner.parse(taken.body);
  const ours: Record<string, string> = {};
  const applicant = await bodyOf(candidates, "Members of a partner's organization", "applyToOrganization");
  const [given = ""] = /ana-\d+/.exec(await bodyOf(partners, "Coupons and exam codes", "assignExamCode")) ?? [];
  const [code = ""] = /EXC-[\w-]+/.exec(await bodyOf(partners, "Coupons and exam codes", "assignExamCodes")) ?? [];
  const approved = (await bodyOf(partners, "People", "approveApplications")).match(/app_\w+/g) ?? [];
  const applications: string[] = [];

  const balance = await follow({
    of: partners,
    headings: ["People", "Coupons and exam codes"],
    known,
    ours,
    token: await client.token({ sub: mainAccountId }),
    afterwards: {
      createInvitation: async (answer) => {
        const { token: link } = z.object({ token: z.string() }).parse(answer);
        for (const sub of [given, "ben-1", "cy-2", "dee-3"]) {
          const token = await client.token({ sub });
          const came = await client.send("POST", `/v1/invitations/${link}/applications`, { token, text: applicant });
          applications.push(z.object({ applicationId: z.string() }).parse(came.body).applicationId);
        }
        const [first, ...others] = applications;
        Object.assign(known, { applicationId: first });
        for (const [place, shown] of approved.entries()) Object.assign(ours, { [shown]: others[place] });
      },
      approveApplication: () => void Object.assign(known, { applicationId: applications[3] }),
      rejectApplication: () => void Object.assign(known, { accountId: "ben-1" }),
      changeRole: () => void Object.assign(known, { accountId: "cy-2" }),
      applyForBenefits: (answer) => {
        const { changeId, examCodes } = z
          .object({ changeId: z.string(), examCodes: z.array(z.string()) })
          .parse(answer);
        Object.assign(known, { changeId, code: examCodes[0] });
        Object.assign(ours, { [code]: examCodes[1] });
      },
    },
  });
  // Three were issued; the first was given and came back, the second was given in a list.
  expect(balance).toMatchObject({ levels: { acp: { remaining: 7, available: 2, assigned: 1 } } });
});

import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { getAccount } from "../../../shared/contract/overview/accounts.ts";
import { getRecordsCsv, listRecords } from "../../../shared/contract/overview/record-operations.ts";
import { search } from "../../../shared/contract/overview/search.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { bind } from "../binding-calls.ts";
import { call, eventTypes, field, pageOf, refusal } from "../calls.ts";
import { freshTable } from "../schedule-runs.ts";

beforeEach(freshTable);

const year = (of: number) => `${of}-03-15T09:30:00.000Z`;
const now = "2028-06-01T00:00:00.000Z";

/** All things of a kind, page by page. */
async function records(kind: string, query: Record<string, string> = {}, limit = "2", at = now) {
  const found: Record<string, unknown>[] = [];
  let cursor: string | undefined;
  do {
    const asked = { limit, ...query, ...(cursor !== undefined && { cursor }) };
    const page = pageOf(await call(listRecords, { params: { kind }, query: asked, as: given.staff, at }));
    found.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

const idsOf = async (...asked: Parameters<typeof records>) => (await records(...asked)).map(({ id }) => id);

describe("the list of all things of a kind", () => {
  test("has all accounts' things, newest first, over the ends of months and of pages", async () => {
    const opened: string[] = [];
    for (const at of [year(2027), "2027-03-31T23:59:59.999Z", "2027-04-01T00:00:00.000Z", year(2028)]) {
      opened.unshift((await given.registration("acp", given.someone(), at)).registrationId);
    }

    expect(await idsOf("registrations")).toEqual(opened);
    expect(await idsOf("registrations", {}, "100")).toEqual(opened);
    expect(await idsOf("authorization-codes")).toHaveLength(4);
  });

  test("is of the time that is asked for: from an instant on, and before another", async () => {
    const at = (second: string) => `2028-03-15T09:30:${second}.000Z`;
    const [first, second, third] = [
      await given.registration("acp", given.someone(), at("01")),
      await given.registration("acp", given.someone(), at("02")),
      await given.registration("acp", given.someone(), at("03")),
    ].map(({ registrationId }) => registrationId);

    expect(await idsOf("registrations", { from: at("02") })).toEqual([third, second]);
    expect(await idsOf("registrations", { to: at("02") })).toEqual([first]);
    expect(await idsOf("registrations", { from: at("01"), to: at("03") })).toEqual([second, first]);
  });

  test("is of a status, a certification or a partner alone, although few of many are that", async () => {
    const { partner, certificationId, code } = await bindingGiven.sat();
    await bindingGiven.sat();

    expect(await idsOf("exam-codes", { partnerId: partner.partnerId })).toEqual([code]);
    expect(await idsOf("exam-codes", { certificationId })).toEqual([code]);
    expect(await idsOf("exam-codes", { status: "expired" })).toHaveLength(2);
    expect(await idsOf("exam-codes", { status: "assigned" }, "2", bindingGiven.now)).toHaveLength(2);
    expect(await idsOf("exam-codes", { status: "used" })).toEqual([]);
  });

  test("shows results, certificates and orders with their accounts", async () => {
    const ana = given.someone();
    const { certificateId } = await given.pass(ana, year(2028));

    expect(await records("certificates")).toEqual([expect.objectContaining({ id: certificateId, accountId: ana.sub })]);
    expect(await records("results")).toEqual([expect.objectContaining({ status: "pass", accountId: ana.sub })]);
    expect(await records("orders")).toEqual([expect.objectContaining({ status: "paid", accountId: ana.sub })]);
  });

  test("is staff's alone", async () => {
    const asked = { params: { kind: "orders" }, as: given.someone() };
    expect(refusal(await call(listRecords, asked))[0]).toBe(403);
    expect(refusal(await call(getRecordsCsv, asked))[0]).toBe(403);
  });

  test("can be had as CSV", async () => {
    const { registrationId } = await given.registration("acp", given.someone(), year(2028));
    const { status, body } = await call(getRecordsCsv, {
      params: { kind: "registrations" },
      as: given.staff,
      at: now,
    });
    expect(status).toBe(200);
    const lines = String(body).trim().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(registrationId);
  });
});

test("a list of more accounts than one transaction can note is given, and each is noted", async () => {
  const accounts = await Promise.all(
    Array.from({ length: 130 }, async () => {
      const ana = given.someone();
      await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
      return ana.sub;
    }),
  );
  const asked = { params: { kind: "orders" }, as: given.staff, at: now };

  expect((await call(getRecordsCsv, asked)).status).toBe(200);

  for (const accountId of [accounts[0], accounts.at(-1)]) {
    expect(await eventTypes("account", accountId ?? "")).toContain("account.looked-up");
  }
});

describe("search by name", () => {
  const found = async (name: string) =>
    pageOf(await call(search, { query: { name, limit: "100" }, as: given.staff, at: now })).data.map(({ id }) => id);

  test("finds people by the beginning of their names, in any case and script", async () => {
    const open = (who: object) => given.registration("acp", given.someone(), year(2028), who);
    const { registrationId: ana } = await open({ givenName: "Ana", familyName: "Sá" });
    const { registrationId: wang } = await open({ givenName: "小明", familyName: "王" });

    expect(await found("ana s")).toEqual([ana]);
    expect(await found("ANA")).toEqual([ana]);
    expect(await found("王小")).toEqual([wang]);
    expect(await found("anb")).toEqual([]);
  });

  test("is asked for a name or for something else, not for both and not for nothing", async () => {
    const asked = (query: Record<string, string>) => call(search, { query, as: given.staff });
    expect((await asked({})).status).toBe(422);
    expect((await asked({ q: "ana@example.org", name: "Ana" })).status).toBe(422);
  });
});

describe("a person's whole record", () => {
  const record = (accountId: string) => call(getAccount, { params: { accountId }, as: given.staff, at: now });

  test("has what was bought, registered, sat, bound and earned", async () => {
    const { ana, code, certificationId, named, result } = await bindingGiven.sat();
    await result();
    given.must([201], await bind(certificationId, named, ana));
    const other = await given.pass(ana, bindingGiven.now);

    const answer = given.must([200], await record(ana.sub));

    expect(answer.body).toMatchObject({
      accountId: ana.sub,
      member: { fullName: "Ana Sá", role: "member" },
      examCodes: [{ code }],
      bindings: [{ certificationId, status: "bound" }],
      candidateLinks: [{ candidateId: named.candidateId }],
      registrations: [{ registrationId: other.registrationId }],
    });
    for (const name of ["orders", "authorizationCodes", "registrations", "results", "certificates"]) {
      expect(field(answer, name), name).not.toEqual([]);
    }
  });

  test("is of an account of which something is known, and for staff", async () => {
    expect(refusal(await record("nobody"))).toEqual([404, "account-not-found"]);
    expect(refusal(await call(getAccount, { params: { accountId: "ana" }, as: given.someone() }))[0]).toBe(403);
  });
});

test("a file ends after 2,000 lines, and its cursor leads to the next one, for the same caller and query", async () => {
  const certificationId = await given.certification("acp");
  const quantity = 2_100;
  await given.issuing(await given.orderedBatch({ edition: "single-subject", certificationId, quantity }));
  const file = async (query: Record<string, string>) => {
    const asked = { params: { kind: "authorization-codes" }, query, as: given.staff };
    return await call(getRecordsCsv, asked);
  };
  const linesOf = (body: unknown) => String(body).trimEnd().split("\r\n").slice(1);

  const first = given.must([200], await file({}));
  const cursor = z.string().parse(first.headers?.["x-next-cursor"]);
  const second = given.must([200], await file({ cursor }));

  expect([linesOf(first.body).length, linesOf(second.body).length]).toEqual([2_000, 100]);
  expect(new Set([...linesOf(first.body), ...linesOf(second.body)]).size).toBe(quantity);
  expect(second.headers).not.toHaveProperty("x-next-cursor");
  expect(refusal(await file({ cursor, status: "available" }))[0]).toBe(422);
});

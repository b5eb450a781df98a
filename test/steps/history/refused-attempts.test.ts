import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { bindSitting } from "../../../shared/contract/certificate/binding-operations.ts";
import { showVerification, verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { getEligibilityCode } from "../../../shared/contract/exam/eligibility-codes.ts";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import { listRefusedAttempts } from "../../../shared/contract/history/attempts.ts";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { drawCode } from "../../../shared/domain/code.ts";
import { client } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { atOnce, call, pageOf, refusal, tally } from "../calls.ts";
import { cancelled, faulty, named } from "../store-faults.ts";

afterEach(() => void vi.restoreAllMocks());

const random = () => crypto.getRandomValues(new Uint8Array(10));
const someCode = () => drawCode("EDU", random);
const someNumber = () => drawCode("CRT", random);
const someSource = () =>
  `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::${randomUUID().slice(0, 4)}`;

const look = (code: string, as: Claims, at?: string) =>
  call(getAuthorizationCode, { params: { code }, as, ...(at !== undefined && { at }) });
const verify = (certificateNumber: string, from: string, at?: string) =>
  call(verifyCertificate, { params: { certificateNumber }, from, ...(at !== undefined && { at }) });

const attempts = async (query: Record<string, string>, at?: string) =>
  pageOf(await call(listRefusedAttempts, { query, as: given.staff, ...(at !== undefined && { at }) })).data;

/** A number of refused attempts, one after the other. */
async function refused(count: number, attempt: () => Promise<Response>): Promise<void> {
  for (let each = 0; each < count; each += 1) expect((await attempt()).status).toBe(404);
}

const commands = (sent: { mock: { calls: readonly (readonly [object, ...unknown[]])[] } }) =>
  sent.mock.calls.map(([command]) => command.constructor.name);

describe("the limit", () => {
  test("the hundredth refused attempt of an hour is refused by its rule, the next as one too many", async () => {
    const ana = given.someone();
    await refused(99, () => look(someCode(), ana));

    const last = await look(someCode(), ana, "2026-11-22T09:59:59.999Z");
    const over = await look(someCode(), ana, "2026-11-22T09:59:59.999Z");

    expect(refusal(last)).toEqual([404, "authorization-code-not-found"]);
    expect(refusal(over)).toEqual([429, "too-many-attempts"]);
    expect(over.headers["retry-after"]).toBe("1");
    expect(await attempts({ accountId: ana.sub, limit: "100" })).toHaveLength(100);
  });

  test("Retry-After leads to the next hour of the clock, when the count begins again", async () => {
    const ana = given.someone();
    await refused(100, () => look(someCode(), ana));

    const over = await look(someCode(), ana);
    const still = await look(someCode(), ana, "2026-11-22T09:59:59.999Z");
    const next = await look(someCode(), ana, "2026-11-22T10:00:00.000Z");

    expect([over.headers["retry-after"], still.headers["retry-after"]]).toEqual(["1800", "1"]);
    expect([over.status, still.status, next.status]).toEqual([429, 429, 404]);
  });

  test("of 150 at the same moment 100 are refused by their rule, and 50 as too many", async () => {
    const ana = given.someone();

    const answers = await atOnce(150, () => look(someCode(), ana));

    expect(tally(answers)).toEqual({ 404: 100, 429: 50 });
    expect(await attempts({ accountId: ana.sub, limit: "100" })).toHaveLength(100);
  });

  test("an account that is known to be over it is refused before anything is looked up, a good code too", async () => {
    const ana = given.someone();
    const good = await given.authorizationCode(await given.certification("acp"), ana);
    await refused(100, () => look(someCode(), ana));
    await look(someCode(), ana);
    const sent = vi.spyOn(client, "send");

    const answer = await look(good, ana);

    expect(refusal(answer)).toEqual([429, "too-many-attempts"]);
    expect(sent).not.toHaveBeenCalled();
  });

  test("is each account's own, and staff have none", async () => {
    const [ana, ben] = [given.someone(), given.someone()];
    await refused(100, () => look(someCode(), ana));

    expect((await look(someCode(), ana)).status).toBe(429);
    expect((await look(someCode(), ben)).status).toBe(404);
    await refused(101, () => look(someCode(), given.staff));
  });

  test("is each network's own where anyone may ask: other addresses behind it are the same guesser", async () => {
    const [mine, other] = ["2001:db8:77:1::1", someSource()];
    await refused(50, () => verify(someNumber(), mine));
    await refused(50, () => verify(someNumber(), "2001:DB8:77:1:ffff:0:0:2"));

    expect((await verify(someNumber(), "2001:db8:77:1::3")).status).toBe(429);
    expect((await verify(someNumber(), "2001:db8:77:2::1")).status).toBe(404);
    expect((await verify(someNumber(), other)).status).toBe(404);
  });

  test("of a network is for wrong numbers alone: a good one is verified, on the page too, and guessing on costs one look", async () => {
    const from = someSource();
    const ana = given.someone();
    const { certificateId, certificateNumber } = await given.pass(ana);
    await given.claiming(certificateId, ana);
    await refused(100, () => verify(someNumber(), from));
    expect((await verify(someNumber(), from)).status).toBe(429);

    const good = await verify(certificateNumber, from);
    const page = await call(showVerification, { params: { certificateNumber }, from });
    const sent = vi.spyOn(client, "send");
    const wrong = await verify(someNumber(), from);

    expect([good.status, page.status]).toEqual([200, 200]);
    expect(good.body).toMatchObject({ status: "valid" });
    expect(refusal(wrong)).toEqual([429, "too-many-attempts"]);
    expect(commands(sent)).toEqual(["GetCommand"]);
    expect(await attempts({ source: from, limit: "100" })).toHaveLength(100);
  });

  test("counts whatever code operation was refused, as one", async () => {
    const ana = given.someone();
    await refused(98, () => look(someCode(), ana));
    await refused(1, () => call(getEligibilityCode, { params: { code: drawCode("ACTC", random) }, as: ana }));
    await refused(1, () => call(getExamCode, { params: { code: drawCode("EXC", random) }, as: ana }));

    expect((await given.registering(someCode(), await given.certification("acp"), ana)).status).toBe(429);
  });

  test("is not touched by what is malformed, or by what is answered", async () => {
    const ana = given.someone();
    const code = await given.authorizationCode(await given.certification("acp"), ana);
    for (let each = 0; each < 20; each += 1) {
      expect((await look("EDU-0000-0000-0000-0000-1", ana)).status).toBe(422);
      expect((await look(code, ana)).status).toBe(200);
    }

    expect(await attempts({ accountId: ana.sub })).toEqual([]);
  });
});

test("an attempt on the page is found by the number, however that was typed, and keeps nothing else of what was typed", async () => {
  const from = someSource();
  const number = someNumber();
  for (const typed of [number.toLowerCase(), `https://certs.example.org/verify/${number}?name=Ana Maris`]) {
    expect((await call(showVerification, { params: { certificateNumber: typed }, from })).status).toBe(404);
  }

  const found = await attempts({ code: number });
  expect(found).toHaveLength(2);
  expect(found).toEqual(found.map(() => expect.objectContaining({ codeTail: number.slice(-6) })));
});

describe("what it costs", () => {
  test("a refused look-up is one conditional write, a good one nothing", async () => {
    const ana = given.someone();
    const code = await given.authorizationCode(await given.certification("acp"), ana);
    const sent = vi.spyOn(client, "send");

    await look(code, ana);
    expect(commands(sent)).toEqual(["GetCommand"]);
    await look(someCode(), ana);
    expect(commands(sent)).toEqual(["GetCommand", "GetCommand", "TransactWriteCommand"]);
  });
});

describe("an attempt in trouble", () => {
  test("that was counted although the answer says that it collided is counted once", async () => {
    const ana = given.someone();
    using store = faulty({ writes: [{ after: cancelled("None", "TransactionConflict") }] });

    const answer = await look(someCode(), ana);

    expect([refusal(answer), store.sent.writes]).toEqual([[404, "authorization-code-not-found"], 2]);
    expect(await attempts({ accountId: ana.sub })).toHaveLength(1);
  });

  test("that could not be counted is not answered: guessing on while the table is busy tells nothing", async () => {
    const ana = given.someone();
    using _ = faulty({ writes: [{ before: named("ThrottlingException") }] });

    expect(refusal(await look(someCode(), ana))).toEqual([503, "store-busy"]);
    expect(await attempts({ accountId: ana.sub })).toEqual([]);
  });

  test("that is the hundredth, and whose answer was lost, is refused by its rule", async () => {
    const ana = given.someone();
    await refused(99, () => look(someCode(), ana));
    using _ = faulty({ writes: [{ after: cancelled("TransactionConflict", "None") }] });

    expect((await look(someCode(), ana)).status).toBe(404);
  });
});

describe("a refusal under a key", () => {
  const headers = { "idempotency-key": "one" };

  test("is counted once, and its repetition gets the first answer without another", async () => {
    const ana = given.someone();
    const [certificationId, code] = [await given.certification("acp"), someCode()];

    const first = await given.registering(code, certificationId, ana, { headers });
    const again = await given.registering(code, certificationId, ana, { headers });

    expect([again.status, again.body, again.headers["idempotent-replayed"]]).toEqual([404, first.body, "true"]);
    expect(await attempts({ accountId: ana.sub })).toHaveLength(1);
  });

  test("is counted once also when it is sent fifty times at the same moment", async () => {
    const ana = given.someone();
    const [certificationId, code] = [await given.certification("acp"), someCode()];

    const answers = await atOnce(50, () => given.registering(code, certificationId, ana, { headers }));

    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await attempts({ accountId: ana.sub })).toHaveLength(1);
  });

  test("is given again to who is over the limit meanwhile, after one look at the key alone", async () => {
    const ana = given.someone();
    const [certificationId, code] = [await given.certification("acp"), someCode()];
    const first = await given.registering(code, certificationId, ana, { headers });
    await refused(99, () => look(someCode(), ana));
    await look(someCode(), ana);
    const sent = vi.spyOn(client, "send");

    const again = await given.registering(code, certificationId, ana, { headers });
    const other = await given.registering(code, certificationId, ana, { headers: { "idempotency-key": "two" } });

    expect([again.status, again.body]).toEqual([404, first.body]);
    expect(refusal(other)).toEqual([429, "too-many-attempts"]);
    expect(commands(sent)).toEqual(["GetCommand", "GetCommand"]);
  });

  test("that was one too many is no answer for good: the key is free when the hour is over", async () => {
    const ana = given.someone();
    const certificationId = await given.certification("acp");
    const code = await given.authorizationCode(certificationId, ana);
    await refused(100, () => look(someCode(), ana));
    const over = await given.registering(someCode(), certificationId, ana, { headers });

    const request = { headers, at: "2026-11-22T10:00:00.000Z" };
    const later = await given.registering(code, certificationId, ana, request);

    expect([over.status, later.status]).toEqual([429, 201]);
  });
});

describe("what staff see of it", () => {
  test("fifty at once with one code are one registration and 49 refusals, each to be seen", async () => {
    const ana = given.someone();
    const certificationId = await given.certification("acp");
    const code = await given.authorizationCode(certificationId, ana);

    const answers = await atOnce(50, () => given.registering(code, certificationId, ana));

    expect(tally(answers)).toEqual({ 201: 1, 409: 49 });
    const seen = await attempts({ code, limit: "100" });
    expect(seen).toHaveLength(49);
    expect(seen[0]).toEqual({
      attemptId: expect.stringMatching(/^att_/),
      at: "2026-11-22T09:30:00.000Z",
      by: { kind: "account", id: ana.sub },
      operation: "register",
      refusal: "authorization-code-already-redeemed",
      title: "The authorization code was redeemed",
      codeTail: code.slice(-6),
      requestId: expect.any(String),
    });
  });

  test("the attempts with one code by several accounts, as it is typed; newest first, in pages", async () => {
    const [ana, ben] = [given.someone(), given.someone()];
    const code = await given.authorizationCode(await given.certification("acp"), given.someone());
    await look(code, ana, "2026-11-22T09:30:00.000Z");
    await look(code, ben, "2026-11-22T09:30:00.001Z");
    await look(someCode(), ben);

    const typed = { code: code.toLowerCase().replaceAll("-", " ") };
    const first = pageOf(await call(listRefusedAttempts, { query: { ...typed, limit: "1" }, as: given.staff }));
    const cursor = first.nextCursor ?? "";
    const second = pageOf(await call(listRefusedAttempts, { query: { ...typed, cursor }, as: given.staff }));

    expect([...first.data, ...second.data].map(({ by }) => by)).toEqual([
      { kind: "account", id: ben.sub },
      { kind: "account", id: ana.sub },
    ]);
  });

  test("what was tried without a token, by the network", async () => {
    const [number, source] = [someNumber(), someSource()];
    await verify(number, source);

    const [attempt] = await attempts({ source });

    expect(attempt).toMatchObject({ operation: "verifyCertificate", refusal: "certificate-not-found" });
    expect(await attempts({ code: number })).toEqual([attempt]);
  });

  test("an attempt for 90 days, and not from then on", async () => {
    const [ana, code] = [given.someone(), someCode()];
    await look(code, ana);

    for (const query of [{ code }, { accountId: ana.sub }]) {
      expect(await attempts(query, "2027-02-20T09:30:00.000Z")).toHaveLength(1);
      expect(await attempts(query, "2027-02-20T09:30:00.001Z")).toEqual([]);
    }
  });

  test("never more than the end of a code, nor is the rest stored", async () => {
    const ana = given.someone();
    const [code, registrationId] = [someCode(), "PV-1"];
    const sent = vi.spyOn(client, "send");
    await look(code, ana);
    const body = { certificationId: "acp-none", candidateId: "C-1", registrationId };
    await call(bindSitting, { body, as: ana });

    const stored = JSON.stringify(sent.mock.calls.flatMap(([{ input }]) => ("TransactItems" in input ? [input] : [])));

    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.slice(4, -7));
    expect(JSON.stringify(await attempts({ accountId: ana.sub }))).not.toContain(code);
    const tails = (await attempts({ accountId: ana.sub })).map(({ codeTail }) => codeTail);
    expect(tails.toSorted()).toEqual(["-1", code.slice(-6)].toSorted());
  });

  test.each([[{}], [{ code: "EDU", accountId: "ana" }], [{ accountId: "ana", source: "192.0.2.1" }], [{ code: "" }]])(
    "nothing for a question that names none, or two: %j",
    async (query) => {
      const answer = await call(listRefusedAttempts, { query, as: given.staff });

      expect(refusal(answer)).toEqual([422, "invalid-request"]);
    },
  );

  test("nothing for who is not staff", async () => {
    const ana = given.someone();

    expect(refusal(await call(listRefusedAttempts, { query: { accountId: ana.sub }, as: ana }))).toEqual([
      403,
      "forbidden",
    ]);
  });
});

import { expect, test, vi } from "vitest";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { quitOrganization, removeMember } from "../../../shared/contract/partner/leaving.ts";
import { returned } from "../../../shared/domain/exam/exam-code.ts";
import { put } from "../../../shared/store/core/change.ts";
import { client } from "../../../shared/store/core/client.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { Facts } from "../../../shared/store/core/facts.ts";
import { listParts } from "../../../shared/store/core/list.ts";
import { read } from "../../../shared/store/core/read.ts";
import { examCodes } from "../../../shared/store/exam/exam-codes.ts";
import { ledger } from "../../../shared/store/partner/ledger.ts";
import { partnerAt } from "../../../shared/store/partner/partners.ts";
import * as given from "../../support/given.ts";
import { type Claims, defaultTime } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { assigning, returning } from "../../support/partners.ts";
import { beforeItWrites } from "../between.ts";
import { atOnce, call, eventsOf, eventTypes, field, refusal, tally } from "../calls.ts";

const { partner, member, assignedCodes } = organizations;

const quitting = (as: Claims, request: { at?: string; headers?: Record<string, string> } = {}) =>
  call(quitOrganization, { body: {}, as, ...request });

async function codeOf(code: string) {
  const facts = new Facts();
  await read(facts, [examCodes.at(code)], new Cost());
  return facts.get(examCodes.at(code));
}

async function returnedEntries({ partnerId }: organizations.Given) {
  const { values } = await listParts(ledger, partnerAt(partnerId).key, { limit: 100 }, new Cost());
  return values.filter(({ kind }) => kind === "returned");
}

test("who quits belongs nowhere, and may join another organization", async () => {
  const [acme, other] = [await partner(), await partner()];
  const ana = await member(acme);

  const left = await quitting(ana, { at: "2026-11-23T00:00:00.000Z" });

  const { organizationId } = acme;
  const leftAt = "2026-11-23T00:00:00.000Z";
  expect([left.status, left.body]).toEqual([
    200,
    { accountId: ana.sub, organizationId, leftAt, returnedExamCodes: [] },
  ]);
  expect(await eventTypes("membership", ana.sub)).toEqual(["application.approved", "membership.quit"]);
  await member(other, ana);
  expect(field(await call(getMe, { as: ana }), "organization")).toMatchObject({ organizationId: other.organizationId });
});

test("who belongs nowhere cannot quit, nor can the main account, nor anyone twice", async () => {
  const acme = await partner();
  const ana = await member(acme);
  await quitting(ana);

  expect(refusal(await quitting(given.someone()))).toEqual([409, "not-in-an-organization"]);
  expect(refusal(await quitting(ana))).toEqual([409, "not-in-an-organization"]);
  expect(refusal(await quitting(acme.main))).toEqual([409, "main-account-cannot-leave"]);
});

test("who quits again with the same key gets the first answer, also as a member of another organization by now", async () => {
  const [acme, other] = [await partner(), await partner()];
  const ana = await member(acme);
  const headers = { "idempotency-key": "one" };
  const first = await quitting(ana, { headers });
  await member(other, ana);

  const again = await quitting(ana, { headers });

  expect([again.status, again.body, again.headers["idempotent-replayed"]]).toEqual([200, first.body, "true"]);
  expect(field(await call(getMe, { as: ana }), "organization")).toMatchObject({ organizationId: other.organizationId });
});

test("a member with 20 codes leaves in one transaction: every code is back, with its history and one entry", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const codes = await assignedCodes(acme, ana.sub, 20);
  const send = vi.spyOn(client, "send");

  const left = await quitting(ana);

  const writes = send.mock.calls.filter(([command]) => /Put|Write/.test(command.constructor.name));
  send.mockRestore();
  expect(writes).toHaveLength(1);
  expect(field(left, "returnedExamCodes")).toEqual(codes);
  for (const code of codes) {
    expect((await codeOf(code))?.holdings).toMatchObject([{ accountId: ana.sub, until: defaultTime }]);
    const [, last] = await eventsOf("exam-code", code);
    expect(last).toMatchObject({ type: "membership.quit", data: { returnedFrom: ana.sub } });
  }
  const entry = { level: "acp", quantity: 20, codes, accountId: ana.sub, by: ana.sub, at: defaultTime };
  expect(await returnedEntries(acme)).toMatchObject([entry]);
});

test("a removed member's codes come back by level, and the entries name who removed it", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const ace = { certificationId: "ace-cloud-computing", title: "Cloud Computing", level: "ace" };
  const levels = (each: number) => (each === 0 ? { certification: ace } : {});
  const [first = "", ...others] = await assignedCodes(acme, ana.sub, 3, levels);
  const params = { organizationId: acme.organizationId, accountId: ana.sub };

  await call(removeMember, { params, as: acme.main });

  const entries = await returnedEntries(acme);
  expect(entries).toHaveLength(2);
  expect(entries).toContainEqual(expect.objectContaining({ level: "ace", codes: [first], by: acme.main.sub }));
  expect(entries).toContainEqual(expect.objectContaining({ level: "acp", quantity: 2, codes: others }));
});

test("used, expired and taken-back codes stay as they are; one a moment before its end comes back", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const used = { at: defaultTime, resultId: "R-1" };
  const fields = [
    { used },
    { expiresAt: defaultTime },
    { expiresAt: "2026-11-22T09:30:00.001Z" },
    { holdings: [{ accountId: ana.sub, fullName: "Ana", since: "2026-01-01T00:00:00.000Z", until: defaultTime }] },
    { holdings: [{ accountId: "someone-else", fullName: "Ben", since: "2026-01-01T00:00:00.000Z" }] },
  ];
  const codes = await assignedCodes(acme, ana.sub, 5, (each) => fields[each] ?? {});

  const left = await quitting(ana);

  expect(field(left, "returnedExamCodes")).toEqual([codes[2]]);
  for (const at of [0, 1, 3, 4]) expect(await eventTypes("exam-code", codes[at] ?? "")).toEqual(["exam-code.assigned"]);
});

test("twelve ways out at the same moment are one: its codes come back once", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const codes = await assignedCodes(acme, ana.sub, 5);
  const params = { organizationId: acme.organizationId, accountId: ana.sub };

  const answers = await atOnce(12, (each) =>
    each % 2 === 0 ? quitting(ana) : call(removeMember, { params, as: acme.main }),
  );

  const statuses = tally(answers);
  expect(statuses[200]).toBe(1);
  expect((statuses[404] ?? 0) + (statuses[409] ?? 0)).toBe(11);
  expect(await returnedEntries(acme)).toHaveLength(1);
  for (const code of codes) expect(await eventsOf("exam-code", code)).toHaveLength(2);
});

test("a code that is used while its member leaves stays used, and the others come back", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const codes = await assignedCodes(acme, ana.sub, 3);
  const [first = "", ...others] = codes;
  const ref = examCodes.at(first);
  const use = () =>
    organizations.stored({ type: "result.accepted", data: { occurredAt: defaultTime } }, [ref], (facts) => {
      const code = facts.get(ref);
      return code === undefined ? [] : [put(ref, { ...code, used: { at: defaultTime, resultId: "R-1" } })];
    });
  const left = await beforeItWrites(use, () => quitting(ana));

  expect(field(left, "returnedExamCodes")).toEqual(others);
  expect(await codeOf(first)).toMatchObject({ used: { resultId: "R-1" } });
});

test("a code that is given while its member leaves comes back too", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const early = await assignedCodes(acme, ana.sub, 1);
  let late: string[] = [];

  const left = await beforeItWrites(
    async () => {
      late = await assignedCodes(acme, ana.sub, 2);
    },
    () => quitting(ana),
  );

  expect(field(left, "returnedExamCodes")).toEqual([...early, ...late]);
  for (const code of late) expect((await codeOf(code))?.holdings.at(-1)?.until).toBe(defaultTime);
});

test("a code that is taken back and given again while its member leaves comes back too", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const [code = ""] = await assignedCodes(acme, ana.sub, 1);

  const left = await beforeItWrites([() => returning(code, acme.main), () => assigning(code, ana.sub, acme.main)], () =>
    quitting(ana),
  );

  expect(field(left, "returnedExamCodes")).toEqual([code]);
  expect((await codeOf(code))?.holdings.map(({ until }) => until)).toEqual([defaultTime, defaultTime]);
});

test("a code that came back is with nobody, however often it is looked at", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const [code = ""] = await assignedCodes(acme, ana.sub, 1);
  await quitting(ana);

  const found = await codeOf(code);
  expect(found && returned(found, "2027-01-01T00:00:00.000Z")).toEqual(found);
});

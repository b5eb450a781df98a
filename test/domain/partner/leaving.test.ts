import { expect, test } from "vitest";
import { balanceOf } from "../../../shared/domain/partner/balance.ts";
import { returnUnused } from "../../../shared/domain/partner/leaving.ts";
import type { LedgerEntry } from "../../../shared/domain/partner/ledger.ts";
import { examCode } from "../organizations.ts";

const now = "2027-06-01T00:00:00.000Z";
const returning = { by: "mia", now, random: (bytes: number) => new Uint8Array(bytes) };

test("codes that an account has come back: nobody has them from then on, and one entry says which", () => {
  const codes = [examCode("EXC-1"), examCode("EXC-2")];

  const back = returnUnused(codes, "ana", returning);

  expect(back.codes.map(({ code, holdings }) => [code, holdings.at(-1)?.until])).toEqual([
    ["EXC-1", now],
    ["EXC-2", now],
  ]);
  expect(back.entries).toEqual([
    {
      changeId: expect.stringMatching(/^bch_/),
      partnerId: "par_acme",
      at: now,
      by: "mia",
      accountId: "ana",
      kind: "returned",
      level: "acp",
      quantity: 2,
      codes: ["EXC-1", "EXC-2"],
    },
  ]);
});

test("each level has an entry of its own", () => {
  const certification = { certificationId: "ace-cloud-computing", title: "Cloud Computing", level: "ace" };
  const codes = [examCode("EXC-1"), examCode("EXC-2", { certification }), examCode("EXC-3")];

  const { entries } = returnUnused(codes, "ana", returning);

  expect(entries.map(({ level, quantity }) => [level, quantity])).toEqual([
    ["acp", 2],
    ["ace", 1],
  ]);
});

test("used, expired and other people's codes stay where they are; one just before its end comes back", () => {
  const [first] = examCode("x").holdings;
  const codes = [
    examCode("EXC-used", { used: { at: now, resultId: "R-1" } }),
    examCode("EXC-expired", { expiresAt: now }),
    examCode("EXC-last", { expiresAt: "2027-06-01T00:00:00.001Z" }),
    examCode("EXC-nobody", { holdings: [] }),
    examCode("EXC-back", { holdings: [{ ...first, accountId: "ana", fullName: "Ana", since: now, until: now }] }),
    examCode("EXC-other", { holdings: [{ accountId: "ben", fullName: "Ben", since: now }] }),
  ];

  const { codes: back, entries } = returnUnused(codes, "ana", returning);

  expect(back.map(({ code }) => code)).toEqual(["EXC-last"]);
  expect(entries).toHaveLength(1);
  expect(returnUnused(codes.toSpliced(2, 1), "ana", returning)).toEqual({ codes: [], entries: [] });
});

test("what came back can be given again: the coupon account has it in the pot of those with nobody", () => {
  const entry = { partnerId: "par_acme", at: "2027-01-01T00:00:00.000Z", level: "acp", by: "mia" };
  const expiresAt = "2028-01-01T00:00:00.000Z";
  const issued = { certificationId: "acp-cloud-computing", exam: "written", codes: ["EXC-1", "EXC-2"], expiresAt };
  const before: LedgerEntry[] = [
    { ...entry, changeId: "1", quantity: 10, kind: "granted", why: "agreement" },
    { ...entry, ...issued, changeId: "2", quantity: 2, kind: "issued" },
    { ...entry, changeId: "3", quantity: 1, kind: "assigned", codes: ["EXC-1"], accountId: "ana" },
  ];
  const { entries } = returnUnused([examCode("EXC-1")], "ana", returning);

  expect(balanceOf(before, "acp", now)).toEqual({
    remaining: 8,
    available: 1,
    assigned: 1,
    booked: 0,
    used: 0,
    expired: 0,
    cancelled: 0,
  });
  expect(balanceOf([...before, ...entries], "acp", now)).toEqual({
    remaining: 8,
    available: 2,
    assigned: 0,
    booked: 0,
    used: 0,
    expired: 0,
    cancelled: 0,
  });
});

import { describe, expect, test } from "vitest";
import type { ClaimedCertificate } from "../../../shared/domain/certificate/certificate.ts";
import type { Event } from "../../../shared/domain/history/event.ts";
import { type Books, recount } from "../../../shared/domain/history/recount.ts";
import type { LedgerEntry } from "../../../shared/domain/partner/ledger.ts";
import { countsOf, type Partner } from "../../../shared/domain/partner/partner.ts";
import { type Counted, count, tallyOf, uncount, whyNotCounted } from "../../../shared/domain/partner/tally.ts";

const now = "2027-06-01T00:00:00.000Z";
const validUntil = "2029-05-02T00:00:00.000Z";

const partner: Partner = {
  partnerId: "par_1",
  organizationId: "org_1",
  name: "Acme",
  mainAccountId: "main",
  programmeVersion: 1,
  createdAt: "2027-01-01T00:00:00.000Z",
  levels: {},
};

const certificate: ClaimedCertificate = {
  certificateId: "crt_1",
  certificateNumber: "CRT-1",
  accountId: "ana",
  bindingId: "bnd_1",
  holderName: "Ana Sá",
  certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" },
  programmeVersion: 1,
  passedAt: now,
  claimedAt: "2027-05-02T00:00:00.000Z",
  validUntil,
  state: "claimed",
};

const paidBy = (...partners: readonly string[]) =>
  count(
    partner,
    { ...certificate, sittings: partners.map((partnerId) => ({ exam: "written", sittingId: "sit_1", partnerId })) },
    "bound",
  ).counted.paidBy;

describe("counting a certificate (R27–R29)", () => {
  test("makes the tally grow by one, and the quota by what the benefit rule gives", () => {
    const { partner: after, counted, granted } = count(partner, certificate, "claimed");

    expect([countsOf(after, "acp"), granted]).toEqual([{ counted: 1, standing: 1, issued: 0 }, 1]);
    expect(counted).toMatchObject({ partnerId: "par_1", certificateId: "crt_1", why: "claimed", paidBy: "otherwise" });
    expect(countsOf(uncount(after, "acp"), "acp")).toEqual({ counted: 1, standing: 0, issued: 0 });
  });

  test("gives no coupons for a level that has none", () => {
    const aca = { ...certificate, certification: { ...certificate.certification, level: "aca" } };
    expect(count(partner, aca, "claimed").granted).toBe(0);
  });

  test("says that a benefit paid for it where every exam was paid with the partner's codes", () => {
    expect([paidBy(), paidBy("par_1"), paidBy("par_1", "par_1"), paidBy("par_1", "par_2"), paidBy("par_2")]).toEqual([
      "otherwise",
      "benefit",
      "benefit",
      "otherwise",
      "otherwise",
    ]);
  });

  test("leaves what has ended out of the tally before it is taken away", () => {
    const { partner: after, counted } = count(partner, certificate, "claimed");
    expect([tallyOf(after, []).acp, tallyOf(after, [counted]).acp]).toEqual([
      { valid: 1, counted: 1 },
      { valid: 0, counted: 1 },
    ]);
  });

  test.each([
    [{ organizationId: "org_1" }, "2029-05-01T23:59:59.999Z", undefined],
    [{ organizationId: "org_1" }, validUntil, "expired"],
    [{ organizationId: "org_2" }, now, "counted-under-another-organization"],
    [{}, now, "claimed-while-not-a-member"],
  ])("with %j at %s it does not count for: %s", (fields, at, expected) => {
    expect(whyNotCounted({ ...certificate, ...fields }, "org_1", at)).toBe(expected);
  });
});

describe("a recount", () => {
  const event = (change: "counted" | "uncounted", certificateId: string): Event => ({
    eventId: "evt",
    type: "certificate.claimed",
    at: now,
    requestId: "r",
    subjects: [],
    actor: { kind: "account", id: "ana" },
    data: { change, certificateId, level: "acp", validUntil },
  });
  const movement = { partnerId: "par_1", at: now, level: "acp", by: "ana" };
  const granted = (changeId: string, quantity: number): LedgerEntry => ({
    ...movement,
    changeId,
    quantity,
    kind: "granted",
    why: "agreement",
  });
  const issued: LedgerEntry = {
    ...movement,
    changeId: "bch_i",
    quantity: 2,
    kind: "issued",
    codes: ["EXC-1", "EXC-2"],
    exam: "written",
    certificationId: "acp-cloud-computing",
    expiresAt: validUntil,
  };
  const row: Counted = count(partner, certificate, "bound").counted;
  const ace: LedgerEntry = { ...granted("bch_e", 2), level: "ace" };
  const books: Books = {
    partner: { ...partner, levels: { acp: { counted: 2, standing: 1, issued: 2 } } },
    rows: [row],
    events: [event("counted", "crt_1"), event("counted", "crt_2"), event("uncounted", "crt_2")],
    entries: [granted("bch_1", 10), granted("bch_2", 1), granted("bch_3", 1), issued, ace],
  };
  const wrong = (fields: Partial<Books>) => recount({ ...books, ...fields }, now).differences.map(({ of }) => of);

  test("agrees with what is kept, where that is right", () => {
    const { levels, differences } = recount(books, now);

    expect(differences).toEqual([]);
    expect(levels.acp).toEqual({
      counted: 2,
      standing: 1,
      valid: 1,
      quota: 12,
      issued: 2,
      remaining: 10,
      available: 2,
      assigned: 0,
      booked: 0,
      used: 0,
      expired: 0,
      cancelled: 0,
    });
    expect(recount(books, validUntil).levels.acp).toMatchObject({ standing: 1, valid: 0, expired: 2 });
    expect(recount(books, validUntil).differences).toEqual([]);
  });

  test("counts a hundred thousand certificates of a partner in one pass", () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => `crt_${at}`);
    const events = ids.flatMap((id, at) => [event("counted", id), ...(at % 2 === 0 ? [event("uncounted", id)] : [])]);

    expect(recount({ ...books, events }, now).levels.acp).toMatchObject({ counted: 100_000, standing: 50_000 });
  });

  test.each([
    ["a tally that is one too high", { acp: { counted: 2, standing: 2, issued: 2 } }, ["standing", "valid"]],
    [
      "a quota that is one too high",
      { acp: { counted: 3, standing: 1, issued: 2 } },
      ["counted", "quota", "remaining"],
    ],
    ["coupons issued that nobody entered", { acp: { counted: 2, standing: 1, issued: 3 } }, ["issued", "remaining"]],
  ])("finds %s", (_, levels, expected) => {
    expect(wrong({ partner: { ...partner, levels } })).toEqual(expected);
  });

  test("finds a row that is missing, a grant that is, and a code that was issued twice", () => {
    expect(wrong({ rows: [] })).toEqual(["certificates listed"]);
    expect(wrong({ entries: books.entries.slice(1) })).toEqual(["granted", "remaining"]);
    const twice = { ...issued, codes: ["EXC-1", "EXC-1"] };
    expect(wrong({ entries: [...books.entries.slice(0, 3), twice, ace] })).toEqual(["issued codes"]);
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import type { Operation } from "../../../shared/contract/operation.ts";
import * as benefits from "../../../shared/contract/partner/benefit-operations.ts";
import * as ledger from "../../../shared/contract/partner/ledger.ts";
import { getPartnerExamCodesCsv, listPartnerExamCodes } from "../../../shared/contract/partner/partner-exam-codes.ts";
import { withCounts } from "../../../shared/domain/partner/partner.ts";
import type { Counted } from "../../../shared/domain/partner/tally.ts";
import { put } from "../../../shared/store/core/change.ts";
import { commit } from "../../../shared/store/core/commit.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { Facts } from "../../../shared/store/core/facts.ts";
import { read } from "../../../shared/store/core/read.ts";
import { countedAt } from "../../../shared/store/partner/counted.ts";
import { partnerAt } from "../../../shared/store/partner/partners.ts";
import * as given from "../../support/given.ts";
import { type Claims, defaultTime } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import * as partners from "../../support/partners.ts";
import { call, field, pageOf, pointers, refusal } from "../calls.ts";

const end = "2027-11-22T09:30:00.000Z";

let acp = "";

beforeAll(async () => {
  acp = await given.certification("acp");
});

const reading = {
  getBenefits: benefits.getBenefits,
  getLedgerBalance: ledger.getLedgerBalance,
  listBenefitChanges: benefits.listBenefitChanges,
  listLedger: ledger.listLedger,
  listPartnerExamCodes,
  getPartnerExamCodesCsv,
};

/** All pages of a list, from the first to the last. */
async function walk(operation: Operation, partnerId: string, query: Record<string, string>) {
  const pages: Record<string, unknown>[][] = [];
  let cursor: string | undefined;
  do {
    const narrowed = { ...query, ...(cursor !== undefined && { cursor }) };
    const page = pageOf(await call(operation, { params: { partnerId }, query: narrowed, as: given.staff }));
    pages.push(page.data);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

describe.each(Object.entries(reading))("%s", (_, operation) => {
  test("shows a partner's own to its managers and to staff, and to nobody else", async () => {
    const ours = await partners.partner();
    const other = await partners.partner();
    const ask = (as: Claims, partnerId = ours.partnerId) => call(operation, { params: { partnerId }, as });

    for (const as of [ours.main, await partners.member(ours, "manager"), given.staff]) {
      expect((await ask(as)).status).toBe(200);
    }
    expect(refusal(await ask(await partners.member(ours)))).toEqual([403, "managers-only"]);
    for (const as of [other.main, await partners.member(other), given.someone()]) {
      expect(refusal(await ask(as))).toEqual([404, "partner-not-found"]);
    }
    expect(refusal(await ask(ours.main, "par_unknown"))).toEqual([404, "partner-not-found"]);
    expect(refusal(await ask(given.staff, "par_unknown"))).toEqual([404, "partner-not-found"]);
  });
});

test("a partner that has had nothing issued has empty lists, and a CSV of its columns", async () => {
  const { partnerId, main } = await partners.partner();
  const ask = (operation: Operation) => call(operation, { params: { partnerId }, as: main });

  expect((await ask(benefits.listBenefitChanges)).body).toEqual({ data: [] });
  expect((await ask(listPartnerExamCodes)).body).toEqual({ data: [] });
  expect((await ask(getPartnerExamCodesCsv)).body).toBe(
    "\ufeffcode,status,certificationId,exam,holder,email,accountId,issuedAt,expiresAt,changeId,seriesCode,bookedAt,startsAt,confirmationNumber,usedAt,outcome\r\n",
  );
});

describe("the lists of a partner", () => {
  test("give each benefit change, code and entry once, newest first, as many at a time as are asked for", async () => {
    const partner = await partners.partner({ acp: 20 });
    const { partnerId } = partner;
    const issued: string[][] = [];
    for (let minute = 10; minute < 15; minute += 1) {
      issued.push(await partners.examCodes(partner, acp, 5, `2026-11-22T10:${minute}:00.000Z`));
    }

    const changes = await walk(benefits.listBenefitChanges, partnerId, { limit: "2" });
    const codes = await walk(listPartnerExamCodes, partnerId, { limit: "9" });
    const entries = await walk(ledger.listLedger, partnerId, { limit: "3" });

    expect(changes.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(changes.flat().map(({ at }) => String(at).slice(14, 16))).toEqual(["14", "13", "12", "11", "10"]);
    expect(changes.flat()[0]).toEqual({
      changeId: expect.any(String),
      kind: "issued",
      at: "2026-11-22T10:14:00.000Z",
      level: "acp",
      quantity: 5,
      certificationId: acp,
      exam: "written",
      expiresAt: "2027-11-22T10:14:00.000Z",
      by: partner.main.sub,
    });
    const byChange = issued.toReversed().map((each) => each.toSorted());
    const listed = codes.flat().map(({ code }) => String(code));
    expect(Array.from({ length: 5 }, (_, at) => listed.slice(at * 5, at * 5 + 5).sort())).toEqual(byChange);
    const said = entries.flat().map(({ kind, quantity }) => `${kind} ${quantity}`);
    expect(said.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "issued 5"));
    expect(said.slice(5).sort()).toEqual(["granted 10", "granted 2", "granted 20"]);
  });

  test("show in a benefit change's details which codes it issued, where each stands now, and who has it", async () => {
    const partner = await partners.partner();
    const other = await partners.partner();
    const ana = await partners.member(partner);
    const [first = "", second = ""] = await partners.examCodes(partner, acp, 2);
    given.must([200], await partners.assigning(second, ana.sub, partner.main));
    const [change] = (await walk(benefits.listBenefitChanges, partner.partnerId, {})).flat();
    const changeId = String(change?.changeId);
    const ask = (partnerId: string, id: string, as: Claims, at = defaultTime) =>
      call(benefits.getBenefitChange, { params: { partnerId, changeId: id }, as, at });

    const details = await ask(partner.partnerId, changeId, partner.main);

    expect(details.body).toEqual({
      ...change,
      examCodes: [first, second],
      codes: [
        { code: first, status: "available" },
        { code: second, status: "assigned", holder: { accountId: ana.sub, fullName: "Ana Sá" } },
      ],
    });
    const late = field(await ask(partner.partnerId, changeId, given.staff, end), "codes");
    expect(late).toMatchObject([{ status: "expired" }, { status: "expired" }]);
    const entries = (await walk(ledger.listLedger, partner.partnerId, {})).flat();
    const granted = String(entries.find(({ kind }) => kind === "granted")?.changeId);
    for (const [partnerId, id, as] of [
      [partner.partnerId, "bch_unknown", partner.main],
      [partner.partnerId, granted, partner.main],
      [other.partnerId, changeId, other.main],
    ] as const) {
      expect(refusal(await ask(partnerId, id, as))).toEqual([404, "benefit-change-not-found"]);
    }
    expect(refusal(await ask(partner.partnerId, changeId, other.main))).toEqual([404, "partner-not-found"]);
    expect(refusal(await ask(partner.partnerId, changeId, ana))).toEqual([403, "managers-only"]);
  });

  test("are narrowed to the codes of one status at the time of the request", async () => {
    const partner = await partners.partner();
    const ana = await partners.member(partner);
    const [handed = "", ...free] = await partners.examCodes(partner, acp, 3);
    given.must([200], await partners.assigning(handed, ana.sub, partner.main));
    const { partnerId } = partner;
    const of = async (status: string, at = defaultTime) => {
      const request = { params: { partnerId }, query: { status }, as: partner.main, at };
      const listed = pageOf(await call(listPartnerExamCodes, request)).data.map(({ code }) => String(code));
      const csv = String((await call(getPartnerExamCodesCsv, request)).body);
      expect(
        csv
          .trimEnd()
          .split("\r\n")
          .slice(1)
          .map((line) => line.split(",")[0]),
      ).toEqual(listed);
      return listed.sort();
    };

    expect(await of("available")).toEqual(free.toSorted());
    expect(await of("assigned")).toEqual([handed]);
    expect([await of("used"), await of("expired")]).toEqual([[], []]);
    expect([await of("available", end), (await of("expired", end)).length]).toEqual([[], 3]);
    const wrong = await call(listPartnerExamCodes, {
      params: { partnerId },
      query: { status: "lost" },
      as: given.staff,
    });
    expect([refusal(wrong), pointers(wrong)]).toEqual([[422, "invalid-request"], ["/query/status"]]);
  });
});

describe("the CSV of a partner's exam codes", () => {
  const names = [
    ['=HYPERLINK("http://x.example","y")', `"'=HYPERLINK(""http://x.example"",""y"")"`],
    ["+1", "'+1"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", `"'\t'=1"`],
    ["\r=1", `"'\r'=1"`],
    ["\n=1", `"'\n'=1"`],
    ["＝1+1", "'＝1+1"],
    ["Sá, Ana", '"Sá, Ana"'],
    ["Ana; =1", `"Ana;' =1"`],
    ['Ana "A" Sá', '"Ana ""A"" Sá"'],
    ["Ана\nСа", '"Ана\nСа"'],
    ["安娜 🎓", "安娜 🎓"],
    ["آنا", "آنا"],
    ["O'Neill-Smith", "O'Neill-Smith"],
  ] as const;

  test("holds every name in any script, and none that a spreadsheet would run", async () => {
    const partner = await partners.partner({ acp: 20 });
    const codes = await partners.examCodes(partner, acp, names.length);
    // An application would refuse some of them. The file must not depend on that.
    const all = names.map(([fullName]) => fullName);
    const members = await organizations.crowd(partner, all);
    for (const [at, member] of members.entries()) {
      given.must([200], await partners.assigning(codes[at] ?? "", member, partner.main));
    }

    const answer = await call(getPartnerExamCodesCsv, { params: { partnerId: partner.partnerId }, as: partner.main });

    const text = String(answer.body);
    for (const [at, [, cell]] of names.entries()) {
      const member = members[at];
      expect(text).toContain(
        `${codes[at]},assigned,${acp},written,${cell},${member}@example.org,${member},${defaultTime},`,
      );
    }
    expect(answer.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${partner.partnerId}-exam-codes.csv"`,
    });
    expect(text.startsWith("\ufeffcode,")).toBe(true);
  });

  test("holds all codes, however many pages they are", async () => {
    const partner = await partners.partner({ acp: 1_100 });
    const codes: string[] = [];
    for (let part = 0; part < 12; part += 1) codes.push(...(await partners.examCodes(partner, acp, 92)));

    const { body } = await call(getPartnerExamCodesCsv, { params: { partnerId: partner.partnerId }, as: partner.main });

    const lines = String(body).trimEnd().split("\r\n").slice(1);
    expect(lines.map((line) => line.split(",")[0] ?? "").sort()).toEqual(codes.toSorted());
    const balance = await call(ledger.getLedgerBalance, {
      params: { partnerId: partner.partnerId },
      as: given.staff,
    });
    expect(field(balance, "levels")).toMatchObject({ acp: { remaining: 6, available: 1_104 } });
  });
});

test("the benefits tell the certificates that are valid at the very instant, before their ends are recorded", async () => {
  const { partnerId, main } = await partners.partner({ acp: 3 });
  const facts = new Facts();
  const ref = partnerAt(partnerId);
  await read(facts, [ref], new Cost());
  const found = facts.get(ref);
  if (found === undefined) throw new Error(partnerId);
  const rows = ["2027-01-01T00:00:00.000Z", "2027-01-01T00:00:00.001Z"].map(
    (validUntil, at): Counted => ({
      partnerId,
      certificateId: `crt_${at}`,
      accountId: "ana",
      holderName: "Ana Sá",
      certificationId: acp,
      level: "acp",
      why: "claimed",
      paidBy: "otherwise",
      countedAt: defaultTime,
      validUntil,
    }),
  );
  const changes = [put(ref, withCounts(found, "acp", { standing: 2 })), ...rows.map((row) => put(countedAt(row), row))];
  const actor = { kind: "system", id: "test" } as const;
  const request = { now: defaultTime, requestId: "test", eventId: "evt_test", actor };
  await commit(facts, changes, { type: "certificate.claimed", data: { validUntil: defaultTime } }, request, new Cost());
  const valid = async (at: string) => {
    const answer = await call(benefits.getBenefits, { params: { partnerId }, as: main, at });
    return field(answer, "levels");
  };

  expect(await valid("2026-12-31T23:59:59.999Z")).toMatchObject({ acp: { valid: 2, counted: 3 }, ace: { valid: 0 } });
  expect(await valid("2027-01-01T00:00:00.000Z")).toMatchObject({ acp: { valid: 1, counted: 3 } });
  expect(await valid("2027-01-01T00:00:00.001Z")).toMatchObject({ acp: { valid: 0, counted: 3, quota: 13 } });
});

import { randomBytes, randomUUID } from "node:crypto";
import * as z from "zod";
import { handler as applyHandler } from "../../functions/apply-for-benefits/handler.ts";
import { handler as assignHandler } from "../../functions/assign-exam-code/handler.ts";
import { handler as returnHandler } from "../../functions/return-exam-code/handler.ts";
import { applyForBenefits } from "../../shared/contract/benefits.ts";
import { assignExamCode, returnExamCode } from "../../shared/contract/exam-codes.ts";
import { drawId, drawSortableId } from "../../shared/domain/code.ts";
import type { LedgerEntry } from "../../shared/domain/ledger.ts";
import type { Role } from "../../shared/domain/membership.ts";
import { benefitLevels, organizationIdOf, type Partner, quotaFor, withCounts } from "../../shared/domain/partner.ts";
import { levelRule } from "../../shared/domain/programme.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { put } from "../../shared/store/change.ts";
import { commit } from "../../shared/store/commit.ts";
import { Cost } from "../../shared/store/cost.ts";
import { Facts } from "../../shared/store/facts.ts";
import { memberships } from "../../shared/store/memberships.ts";
import { ledgerAt, partnerAt } from "../../shared/store/partners.ts";
import { must, someone } from "./given.ts";
import { type Claims, defaultTime, invoke, type Response } from "./invoke.ts";

export type GivenPartner = { readonly partnerId: string; readonly organizationId: string; readonly main: Account };

export type Account = Claims & { email: string };

/** A partner with its main account, and so many certificates counted under it for each level, none of them valid now. */
export async function partner(counted: Readonly<Record<string, number>> = {}): Promise<GivenPartner> {
  const partnerId = drawId("par", randomBytes);
  const organizationId = organizationIdOf(partnerId);
  const main = someone();
  const about = { partnerId, organizationId, name: "Example Ltd", mainAccountId: main.sub };
  const none: Partner = { ...about, programmeVersion: programme.version, createdAt: defaultTime, levels: {} };
  const made = Object.entries(counted).reduce(
    (each, [level, count]) => withCounts(each, level, { counted: count }),
    none,
  );
  const entries = benefitLevels(programme).map((level): LedgerEntry => {
    const quantity = quotaFor(levelRule(programme, level).benefit, counted[level] ?? 0);
    const entry = { changeId: drawSortableId("bch", randomBytes, defaultTime), partnerId, at: defaultTime, level };
    return { ...entry, quantity, by: "staff-1", kind: "granted", why: "agreement" };
  });
  await store("partner.created", [
    put(partnerAt(partnerId), made),
    ...entries.map((entry) => put(ledgerAt(entry), entry)),
  ]);
  await join(main, organizationId, "main");
  return { partnerId, organizationId, main };
}

/** An account that belongs to the partner's organization. */
export async function member(
  { organizationId }: Pick<GivenPartner, "organizationId">,
  role: Role = "member",
  fields: { fullName?: string; email?: string | undefined } = {},
): Promise<Account> {
  const account = someone();
  await join(account, organizationId, role, fields);
  return account;
}

async function join(
  { sub: accountId, email }: Account,
  organizationId: string,
  role: Role,
  fields: { fullName?: string; email?: string | undefined } = {},
): Promise<void> {
  const details = { fullName: "Ana Sá", email, ...fields };
  const joined = { ...details, organizationId, role, since: defaultTime, examCodes: [] };
  await store("application.approved", [put(memberships.at(accountId), { accountId, member: joined })]);
}

/** Writes new things, as the operations do that make them. */
async function store(type: "partner.created" | "application.approved", changes: Parameters<typeof commit>[1]) {
  const request = {
    ...{ now: defaultTime, requestId: randomUUID(), eventId: drawId("evt", randomBytes) },
    actor: { kind: "staff", id: "staff-1" },
  } as const;
  const { outcome } = await commit(new Facts(), changes, { type }, request, new Cost());
  if (outcome !== "done") throw new Error(`a new thing was there already: ${outcome}`);
}

export type Asked = { at?: string; headers?: Record<string, string> };

/** Asks for coupons; the answer may be a refusal. */
export function applying(partnerId: string, body: object, as: Claims, request: Asked = {}): Promise<Response> {
  return invoke(applyHandler, applyForBenefits, { params: { partnerId }, body, as, ...request });
}

/** So many exam codes that were issued to a partner for the written exam of a certification. */
export async function examCodes(
  { partnerId, main }: GivenPartner,
  certificationId: string,
  quantity = 1,
  at = defaultTime,
): Promise<string[]> {
  const body = { certificationId, exam: "written", quantity };
  const { body: issued } = must([201], await applying(partnerId, body, main, { at }));
  return z.object({ examCodes: z.array(z.string()) }).parse(issued).examCodes;
}

export function assigning(code: string, accountId: string, as: Claims, request: Asked = {}): Promise<Response> {
  return invoke(assignHandler, assignExamCode, { params: { code }, body: { accountId }, as, ...request });
}

export function returning(code: string, as: Claims, request: Asked = {}): Promise<Response> {
  return invoke(returnHandler, returnExamCode, { params: { code }, body: {}, as, ...request });
}

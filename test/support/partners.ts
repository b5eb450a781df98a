import { randomBytes } from "node:crypto";
import * as z from "zod";
import { handler as applyHandler } from "../../functions/apply-for-benefits/handler.ts";
import { handler as assignHandler } from "../../functions/assign-exam-code/handler.ts";
import { handler as returnHandler } from "../../functions/return-exam-code/handler.ts";
import { assignExamCode, returnExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { applyForBenefits } from "../../shared/contract/partner/benefit-operations.ts";
import { drawSortableId } from "../../shared/domain/code.ts";
import { benefitOf, type Partner, withCounts } from "../../shared/domain/partner/partner.ts";
import { type Change, put } from "../../shared/store/core/change.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";
import { must, someone } from "./given.ts";
import { type Claims, defaultTime, invoke, type Response } from "./invoke.ts";
import * as organizations from "./organizations.ts";

export type GivenPartner = organizations.Given;

/** A partner with its main account, and a number of counted certificates for each level. None is valid now. */
export async function partner(counted: Readonly<Record<string, number>> = {}): Promise<GivenPartner> {
  const made = await organizations.partner();
  if (Object.keys(counted).length === 0) return made;
  const ref = partnerAt(made.partnerId);
  await organizations.stored({ type: "certificate.claimed", data: { validUntil: defaultTime } }, [ref], (facts) => {
    const found = facts.get(ref);
    if (found === undefined) throw new Error("a partner that was created is there");
    return Object.entries(counted).flatMap(([level, count]) => grantedFor(found, level, count));
  });
  return made;
}

/** Counts more certificates, and grants their coupons. */
function grantedFor(partner: Partner, level: string, counted: number): Change[] {
  const { partnerId } = partner;
  const after = withCounts(partner, level, { counted });
  const quantity = benefitOf(after, level).quota - benefitOf(partner, level).quota;
  const about = { changeId: drawSortableId("bch", randomBytes, defaultTime), partnerId, at: defaultTime, level };
  const entry = { ...about, quantity, by: "staff-1", kind: "granted", why: "certificate" } as const;
  return [put(partnerAt(partnerId), after), put(ledgerAt(entry), entry)];
}

/** An account that belongs to the partner's organization. */
export function member(of: GivenPartner, role: "manager" | "member" = "member", fields: object = {}) {
  return role === "manager" ? organizations.manager(of) : organizations.member(of, someone(), fields);
}

export type Asked = { at?: string; headers?: Record<string, string> };

/** Asks for coupons. The answer may be a refusal. */
export function applying(partnerId: string, body: object, as: Claims, request: Asked = {}): Promise<Response> {
  return invoke(applyHandler, applyForBenefits, { params: { partnerId }, body, as, ...request });
}

/** A number of exam codes, issued to a partner for an exam of a certification. */
export async function examCodes(
  { partnerId, main }: GivenPartner,
  certificationId: string,
  quantity = 1,
  at = defaultTime,
  exam = "written",
): Promise<string[]> {
  const body = { certificationId, exam, quantity };
  const { body: issued } = must([201], await applying(partnerId, body, main, { at }));
  return z.object({ examCodes: z.array(z.string()) }).parse(issued).examCodes;
}

export function assigning(code: string, accountId: string, as: Claims, request: Asked = {}): Promise<Response> {
  return invoke(assignHandler, assignExamCode, { params: { code }, body: { accountId }, as, ...request });
}

export function returning(code: string, as: Claims, request: Asked = {}): Promise<Response> {
  return invoke(returnHandler, returnExamCode, { params: { code }, body: {}, as, ...request });
}

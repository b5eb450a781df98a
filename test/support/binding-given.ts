import { randomUUID } from "node:crypto";
import { handler as quitHandler } from "../../functions/quit-organization/handler.ts";
import { quitOrganization } from "../../shared/contract/partner/leaving.ts";
import * as given from "./given.ts";
import { type Claims, invoke, type Response } from "./invoke.ts";
import type { Given, Someone } from "./organizations.ts";
import * as organizations from "./organizations.ts";
import * as partners from "./partners.ts";

/** Default times of payment, sitting and report. */
export const issuedAt = "2026-11-01T09:30:00.000Z";
export const takenAt = "2026-11-21T10:00:00.000Z";
export const now = "2026-11-22T09:30:00.000Z";

/** A new partner with the coupons of its agreement. */
export function partner(at = issuedAt): Promise<Given> {
  return organizations.partner({}, at);
}

/** Makes an account a member. Answers the account. */
export async function member(
  of: Given,
  as = given.someone(),
  { role = "member", fullName = "Ana Sá" }: { role?: "manager" | "member"; fullName?: string } = {},
): Promise<Someone> {
  return role === "manager"
    ? organizations.manager(of, as, issuedAt)
    : organizations.member(of, as, { fullName }, issuedAt);
}

/** The account leaves its organization. */
export async function quitting(as: Claims, at = now): Promise<void> {
  given.must([200], await invoke(quitHandler, quitOrganization, { body: {}, as, at }));
}

/** A partner's exam code, assigned to a member from its issue on if one is named. */
export async function examCode(
  of: Given,
  certificationId: string,
  { exam = "written", holder, at = issuedAt }: { exam?: string; holder?: Claims | undefined; at?: string } = {},
): Promise<string> {
  const [code = ""] = await partners.examCodes(of, certificationId, 1, at, exam);
  if (holder !== undefined) given.must([200], await partners.assigning(code, holder.sub, of.main, { at }));
  return code;
}

/** New identifiers of one sitting of one person. */
export function pair() {
  const own = randomUUID().slice(0, 13);
  return { candidateId: `CAND-${own}`, registrationId: `PV-${own}` };
}

/** The second centre's report of a sitting. `data` overrides fields. */
export function resultData(examCode: string, named: ReturnType<typeof pair>, data: object = {}) {
  const sat = { resultId: `R-${named.registrationId}`, exam: "written", outcome: "pass", takenAt };
  return { ...sat, examCode, ...named, delivery: "online", ...data };
}

export function sendResult(data: object, at = now, messageId?: string): Promise<Response> {
  const occurredAt = "2026-11-21T12:00:00.000Z";
  return given.report("pearson-vue", "result.reported", data, { at, occurredAt, ...(messageId && { messageId }) });
}

export function sendCorrection(
  corrects: string,
  outcome: "pass" | "fail" | "invalidated",
  { at = now, place = 1, resultId = `${corrects}-${place}` }: { at?: string; place?: number; resultId?: string } = {},
): Promise<Response> {
  const occurredAt = `2026-11-21T13:0${place}:00.000Z`;
  const data = { resultId, corrects, outcome, reason: "Re-scored" };
  return given.report("pearson-vue", "result.corrected", data, { at, occurredAt });
}

/** A partner's member, with the identifiers and the result of an ACP sitting that the member's code paid for. */
export async function sat({
  holder = true,
  outcome = "pass",
  title = "Cloud Computing",
  level = "acp",
}: {
  holder?: boolean;
  outcome?: "pass" | "fail";
  title?: string;
  level?: string;
} = {}) {
  const of = await partner();
  const ana = await member(of);
  const certificationId = await given.certification(level, { title });
  const code = await examCode(of, certificationId, { holder: holder ? ana : undefined });
  const named = pair();
  const data = resultData(code, named, { outcome });
  return { partner: of, ana, certificationId, code, named, data, result: (at = now) => sendResult(data, at) };
}

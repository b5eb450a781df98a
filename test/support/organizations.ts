import { randomBytes, randomUUID } from "node:crypto";
import * as z from "zod";
import { handler as applyHandler } from "../../functions/apply-to-organization/handler.ts";
import { handler as approveHandler } from "../../functions/approve-application/handler.ts";
import { handler as changeRoleHandler } from "../../functions/change-role/handler.ts";
import { handler as createInvitationHandler } from "../../functions/create-invitation/handler.ts";
import { handler as createPartnerHandler } from "../../functions/create-partner/handler.ts";
import { approveApplication } from "../../shared/contract/partner/application-decisions.ts";
import { applyToOrganization } from "../../shared/contract/partner/application-operations.ts";
import { createInvitation } from "../../shared/contract/partner/invitation-operations.ts";
import { changeRole } from "../../shared/contract/partner/member-operations.ts";
import { createPartner } from "../../shared/contract/partner/partners.ts";
import { drawCode, drawId } from "../../shared/domain/code.ts";
import type { ExamCode } from "../../shared/domain/exam/exam-code.ts";
import type { Happening } from "../../shared/domain/history/event.ts";
import { plusMonths } from "../../shared/domain/instant.ts";
import type { Membership } from "../../shared/domain/partner/membership.ts";
import { type Change, put } from "../../shared/store/core/change.ts";
import { commit } from "../../shared/store/core/commit.ts";
import { Cost } from "../../shared/store/core/cost.ts";
import type { Ref } from "../../shared/store/core/entity.ts";
import { Facts } from "../../shared/store/core/facts.ts";
import { read } from "../../shared/store/core/read.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { must, someone, staff } from "./given.ts";
import { type Claims, defaultTime, invoke, type Response } from "./invoke.ts";

export type Someone = ReturnType<typeof someone>;

const partnerSchema = z.object({ partnerId: z.string(), organizationId: z.string() });

/** Creates a partner, with an account that signs in as its main account. */
export async function partner(
  fields: { name?: string; main?: Someone; mainName?: string | null; email?: string | null } = {},
  at = defaultTime,
) {
  const { name = `Company ${randomUUID()}`, main = someone(), mainName = "Mia Main", email = main.email } = fields;
  const body = {
    name,
    mainAccountId: main.sub,
    ...(mainName && { mainAccountName: mainName }),
    ...(email && { mainAccountEmail: email }),
  };
  const created = must([201], await invoke(createPartnerHandler, createPartner, { body, as: staff, at }));
  return { ...partnerSchema.parse(created.body), name, main };
}

export type Given = Awaited<ReturnType<typeof partner>>;

/** A link of the organization's. Answers its token. */
export async function invitation(
  { organizationId, main }: Given,
  at = defaultTime,
  as: Claims = main,
): Promise<string> {
  const made = must(
    [201],
    await invoke(createInvitationHandler, createInvitation, { params: { organizationId }, as, at }),
  );
  return z.object({ token: z.string() }).parse(made.body).token;
}

/** Asks to join by a link. The answer may be a refusal. */
export function applying(
  token: string,
  as: Someone,
  request: { at?: string; fields?: object; headers?: Record<string, string> } = {},
): Promise<Response> {
  const body = { fullName: "Ana Sá", email: as.email, ...request.fields };
  const { at = defaultTime, headers = {} } = request;
  return invoke(applyHandler, applyToOrganization, { params: { token }, body, as, at, headers });
}

const applicationSchema = z.object({ applicationId: z.string() });

/** The id in the answer with an application. */
export function applicationOf(response: Response): string {
  return applicationSchema.parse(must([200, 201], response).body).applicationId;
}

/** A waiting application to an organization. Answers its id. */
export async function application(to: Given, as: Someone, fields: object = {}, at = defaultTime): Promise<string> {
  return applicationOf(await applying(await invitation(to, at), as, { at, fields }));
}

/** Approves an application. The answer may be a refusal. */
export function approving({ organizationId, main }: Given, applicationId: string, at = defaultTime, as: Claims = main) {
  return invoke(approveHandler, approveApplication, { params: { organizationId, applicationId }, body: {}, as, at });
}

/** A member who has joined by application. */
export async function member(of: Given, as = someone(), fields: object = {}, at = defaultTime): Promise<Someone> {
  must([200], await approving(of, await application(of, as, fields, at), at));
  return as;
}

/** A member whom the main account has named a manager. */
export async function manager(of: Given, as = someone(), at = defaultTime): Promise<Someone> {
  await member(of, as, {}, at);
  const params = { organizationId: of.organizationId, accountId: as.sub };
  must([200], await invoke(changeRoleHandler, changeRole, { params, body: { role: "manager" }, as: of.main, at }));
  return as;
}

/** Stores things without any rule. Each list of changes is one transaction. */
export async function stored(
  happening: Happening,
  refs: readonly Ref<unknown>[],
  changes: (facts: Facts) => readonly Change[],
  at = defaultTime,
): Promise<void> {
  const facts = new Facts();
  const cost = new Cost();
  await read(facts, refs, cost);
  const actor = { kind: "system", id: "test" } as const;
  const request = { now: at, requestId: randomUUID(), actor, eventId: drawId("evt", randomBytes) };
  const outcome = await commit(facts, changes(facts), happening, request, cost);
  if (outcome !== "done") throw new Error(`what is given was not stored: ${outcome}`);
}

/** Memberships of people, without their applications. */
export async function crowd(
  { organizationId }: Given,
  names: readonly string[],
  since = defaultTime,
): Promise<string[]> {
  const all = names.map((fullName): Membership => {
    const accountId = someone().sub;
    const member = { fullName, email: `${accountId}@example.org`, organizationId, role: "member", since } as const;
    return { accountId, member: { ...member, examCodes: [] } };
  });
  for (let from = 0; from < all.length; from += 50) {
    const part = all.slice(from, from + 50).map((each) => [memberships.at(each.accountId), each] as const);
    await stored(
      { type: "application.approved", data: { organizationId, accountId: part[0]?.[1].accountId ?? "" } },
      part.map(([ref]) => ref),
      () => part.map(([ref, each]) => put(ref, each)),
    );
  }
  return all.map(({ accountId }) => accountId);
}

/** A partner's exam codes, assigned to a member. `fields` overrides their fields. Answers the codes. */
export async function assignedCodes(
  { partnerId }: Given,
  accountId: string,
  count: number,
  fields: (each: number) => Partial<ExamCode> = () => ({}),
  at = defaultTime,
): Promise<string[]> {
  const codes = Array.from({ length: count }, (_, each): ExamCode => {
    const certification = { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" };
    const issued = { code: drawCode("EXC", randomBytes), partnerId, certification, exam: "written", changeId: "bch_1" };
    const dates = { programmeVersion: 1, issuedAt: at, expiresAt: plusMonths(at, 12) };
    return { ...issued, ...dates, holdings: [{ accountId, fullName: "Ana Sá", since: at }], ...fields(each) };
  });
  const ref = memberships.at(accountId);
  const given = codes.map((code) => [examCodes.at(code.code), code] as const);
  await stored({ type: "exam-code.assigned", data: { accountId } }, [ref, ...given.map(([each]) => each)], (facts) => {
    const membership = facts.get(ref);
    if (membership?.member === undefined) throw new Error("only a member has exam codes");
    const examCodes = [...membership.member.examCodes, ...codes.map(({ code }) => code)];
    const having = put(ref, { ...membership, member: { ...membership.member, examCodes } });
    return [...given.map(([each, code]) => put(each, code)), having];
  });
  return codes.map(({ code }) => code);
}

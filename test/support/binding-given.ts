import { randomBytes, randomUUID } from "node:crypto";
import { drawCode, drawId, drawSortableId } from "../../shared/domain/code.ts";
import type { Happening } from "../../shared/domain/event.ts";
import type { ExamCode } from "../../shared/domain/exam-code.ts";
import { plusMonths } from "../../shared/domain/instant.ts";
import {
  benefitLevels,
  benefitOf,
  countsOf,
  organizationIdOf,
  type Partner,
  withCounts,
} from "../../shared/domain/partner.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { type Change, put } from "../../shared/store/change.ts";
import { commit } from "../../shared/store/commit.ts";
import { Cost } from "../../shared/store/cost.ts";
import type { Ref } from "../../shared/store/entity.ts";
import { examCodes } from "../../shared/store/exam-codes.ts";
import { Facts } from "../../shared/store/facts.ts";
import { memberships } from "../../shared/store/memberships.ts";
import { ledgerAt, partners } from "../../shared/store/partners.ts";
import { read } from "../../shared/store/read.ts";
import * as given from "./given.ts";
import type { Claims, Response } from "./invoke.ts";

/** When a sitting is paid for, sat and reported, unless a test says otherwise. */
export const issuedAt = "2026-11-01T09:30:00.000Z";
export const takenAt = "2026-11-21T10:00:00.000Z";
export const now = "2026-11-22T09:30:00.000Z";

const by = "staff-1";

/** Writes as a step would, deciding again as often as something had changed. */
async function written(
  refs: readonly Ref<unknown>[],
  decide: (facts: Facts) => { changes: Change[]; event: Happening },
  at: string,
): Promise<void> {
  const facts = new Facts();
  const cost = new Cost();
  await read(facts, refs, cost);
  for (let tries = 0; tries < 40; tries += 1) {
    const { changes, event } = decide(facts);
    const eventId = drawId("evt", randomBytes);
    const request = { now: at, requestId: randomUUID(), actor: { kind: "staff", id: by }, eventId } as const;
    if ((await commit(facts, changes, event, request, cost)).outcome === "done") return;
  }
  throw new Error("what is given was not written");
}

/** A partner of its own, with the coupons of its agreement. */
export async function partner(at = issuedAt): Promise<Partner> {
  const partnerId = drawId("par", randomBytes);
  const made: Partner = {
    ...{ partnerId, organizationId: organizationIdOf(partnerId), name: "Acme", mainAccountId: `main-${partnerId}` },
    ...{ programmeVersion: programme.version, createdAt: at, levels: {} },
  };
  const entries = benefitLevels(programme).map((level) => {
    const { quota } = benefitOf(made, level);
    const movement = { changeId: drawSortableId("bch", randomBytes, at), partnerId, at, level, quantity: quota, by };
    return { ...movement, kind: "granted", why: "agreement" } as const;
  });
  const changes = [put(partners.at(partnerId), made), ...entries.map((entry) => put(ledgerAt(entry), entry))];
  await written([], () => ({ changes, event: { type: "partner.created" } }), at);
  return made;
}

/** Makes an account a member; answers the account, so that it can be named on the way. */
export async function member(
  of: Partner,
  as: Claims = given.someone(),
  { role = "member", fullName = "Ana Sá" }: { role?: "main" | "manager" | "member"; fullName?: string } = {},
): Promise<Claims> {
  const ref = memberships.at(as.sub);
  const joined = { organizationId: of.organizationId, role, since: issuedAt, fullName, examCodes: [] };
  const change = () => [put(ref, { accountId: as.sub, member: joined })];
  await written([ref], () => ({ changes: change(), event: { type: "application.approved" } }), issuedAt);
  return as;
}

/** The account leaves its organization. */
export async function quitting(as: Claims, at = now): Promise<void> {
  const ref = memberships.at(as.sub);
  await written([ref], () => ({ changes: [put(ref, { accountId: as.sub })], event: { type: "membership.quit" } }), at);
}

/** An exam code of a partner's; given to an account from its issue on, if one is named. */
export async function examCode(
  of: Partner,
  certificationId: string,
  { exam = "written", holder, at = issuedAt }: { exam?: string; holder?: Claims | undefined; at?: string } = {},
): Promise<string> {
  const level = certificationId.split("-")[0] ?? "";
  const code = drawCode("EXC", randomBytes);
  const changeId = drawSortableId("bch", randomBytes, at);
  const expiresAt = plusMonths(at, programme.examCodeMonths);
  const holdings = holder === undefined ? [] : [{ accountId: holder.sub, fullName: "Ana Sá", since: at }];
  const made: ExamCode = {
    ...{ code, partnerId: of.partnerId, exam, changeId, issuedAt: at, expiresAt, holdings },
    certification: { certificationId, title: "A title", level },
    programmeVersion: programme.version,
  };
  const movement = { changeId, partnerId: of.partnerId, at, level, quantity: 1, by };
  const entry = { ...movement, kind: "issued", certificationId, exam, codes: [code], expiresAt } as const;
  const ref = partners.at(of.partnerId);
  const changes = (facts: Facts) => {
    const found = facts.get(ref) ?? of;
    const after = withCounts(found, level, { issued: countsOf(found, level).issued + 1 });
    return [put(ref, after), put(examCodes.at(code), made), put(ledgerAt(entry), entry)];
  };
  await written([ref], (facts) => ({ changes: changes(facts), event: { type: "benefit.issued" } }), at);
  return code;
}

/** Identifiers of one sitting of one person, which no other test has. */
export function pair() {
  const own = randomUUID().slice(0, 13);
  return { candidateId: `CAND-${own}`, registrationId: `PV-${own}` };
}

/** What the second centre reports of a sitting; `data` says what differs. */
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

/** A member of a partner's, and the identifiers and the result of an ACP sitting that the member's code paid for. */
export async function sat({ holder = true, outcome = "pass" }: { holder?: boolean; outcome?: "pass" | "fail" } = {}) {
  const of = await partner();
  const ana = await member(of);
  const certificationId = await given.certification("acp");
  const code = await examCode(of, certificationId, { holder: holder ? ana : undefined });
  const named = pair();
  const data = resultData(code, named, { outcome });
  return { partner: of, ana, certificationId, code, named, data, result: (at = now) => sendResult(data, at) };
}

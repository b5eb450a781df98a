import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { put } from "../../../shared/store/core/change.ts";
import { commit } from "../../../shared/store/core/commit.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { Facts } from "../../../shared/store/core/facts.ts";
import { read } from "../../../shared/store/core/read.ts";
import { memberships } from "../../../shared/store/partner/memberships.ts";
import * as given from "../../support/given.ts";
import { defaultTime } from "../../support/invoke.ts";
import * as partners from "../../support/partners.ts";
import { beforeItWrites } from "../between.ts";
import { eventTypes, refusal } from "../calls.ts";

/** The account is no longer a manager. */
async function demote(accountId: string): Promise<void> {
  const facts = new Facts();
  const ref = memberships.at(accountId);
  await read(facts, [ref], new Cost());
  const member = facts.get(ref)?.member;
  if (member === undefined) throw new Error(accountId);
  const actor = { kind: "account", id: "main" } as const;
  const request = { now: defaultTime, requestId: randomUUID(), eventId: randomUUID(), actor };
  const change = put(ref, { accountId, member: { ...member, role: "member" } });
  const data = { organizationId: member.organizationId, from: member.role, to: "member" } as const;
  await commit(facts, [change], { type: "membership.role-changed", data }, request, new Cost());
}

async function scene() {
  const partner = await partners.partner();
  const [manager, member] = [await partners.member(partner, "manager"), await partners.member(partner)];
  const certificationId = await given.certification("acp");
  const [code = ""] = await partners.examCodes(partner, certificationId);
  return { partner, manager, member, certificationId, code };
}

test("who is no manager any more at the moment of the write has no coupons issued", async () => {
  const { partner, manager, certificationId } = await scene();
  const body = { certificationId, exam: "written", quantity: 1 };

  const answer = await beforeItWrites(
    () => demote(manager.sub),
    () => partners.applying(partner.partnerId, body, manager),
  );

  expect(refusal(answer)).toEqual([403, "managers-only"]);
  expect(await eventTypes("partner", partner.partnerId)).toEqual(["partner.created", "benefit.issued"]);
});

test("who is no manager any more at the moment of the write gives no code away, and takes none back", async () => {
  const { partner, manager, member, code } = await scene();
  const second = await partners.member(partner, "manager");

  const handed = await beforeItWrites(
    () => demote(manager.sub),
    () => partners.assigning(code, member.sub, manager),
  );
  given.must([200], await partners.assigning(code, member.sub, partner.main));
  const taken = await beforeItWrites(
    () => demote(second.sub),
    () => partners.returning(code, second),
  );

  expect([refusal(handed), refusal(taken)]).toEqual([
    [403, "managers-only"],
    [403, "managers-only"],
  ]);
  expect(await eventTypes("exam-code", code)).toEqual(["benefit.issued", "exam-code.assigned"]);
});

test("who passes between the look and the write is given no code for that certification (R8)", async () => {
  const partner = await partners.partner();
  const member = await partners.member(partner);
  const open = await given.registration("acp", member);
  const [code = ""] = await partners.examCodes(partner, open.certificationId);
  const startsAt = "2026-11-22T09:30:00.500Z";
  const booking = given.placed(open.eligibilityCode, { startsAt });
  given.must([200], await given.report("prometric", "appointment.booked", booking));
  const { confirmationNumber } = booking;
  const result = { resultId: `R-${confirmationNumber}`, exam: "written", outcome: "pass", confirmationNumber };

  const answer = await beforeItWrites(
    () => given.report("prometric", "result.reported", { ...result, takenAt: startsAt }),
    () => partners.assigning(code, member.sub, partner.main),
  );

  expect(refusal(answer)).toEqual([409, "certificate-not-claimed"]);
  expect(await eventTypes("exam-code", code)).toEqual(["benefit.issued"]);
});

import { examCodeStatus, holderOf } from "../domain/exam/exam-code.ts";
import { endToEnter } from "../domain/exam/exam-code-end.ts";
import { examCodeEntry } from "../domain/partner/exam-code-entry.ts";
import { codeEnded } from "../domain/partner/exam-code-notice.ts";
import type { Partner } from "../domain/partner/partner.ts";
import { put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { transact } from "../store/core/transact.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { readExamCodes } from "../store/partner/benefits.ts";
import { ledgerAt } from "../store/partner/ledger.ts";
import { partnerAt } from "../store/partner/partners.ts";
import type { JobRun } from "./job.ts";

const actor = { kind: "system", id: "schedule" } as const;

/**
 * Records a partnership's end in its exam codes and tells their holders. It can stop anywhere and run twice. The index
 * may lag, so only a run that finds no code settles the end.
 */
export async function endCodes(partnerId: string, run: JobRun): Promise<void> {
  const ref = partnerAt(partnerId);
  const facts = new Facts();
  await read(facts, [ref], run.cost);
  const partner = facts.get(ref);
  if (partner?.ended === undefined || partner.ended.settled === true) return;

  const left = await readExamCodes(partner, (code) => endToEnter(code, partner) !== undefined, run.cost);
  for (const { code } of left) {
    if (!run.hasTime()) return;
    await endCode(code, partner, run);
  }
  if (left.length === 0) await settle(partnerId, run);
}

async function endCode(code: string, partner: Partner, run: JobRun): Promise<void> {
  const ref = examCodes.at(code);
  const facts = new Facts();
  const decide = () => {
    const before = facts.get(ref);
    const ended = before && endToEnter(before, partner);
    if (before === undefined || ended?.endedAt === undefined) return undefined;
    const entry = examCodeEntry(ended, "expired", holderOf(ended)?.accountId, "schedule", run);
    const ends = examCodeStatus(ended, run.now) === "expired";
    return {
      changes: [
        put(ref, ended),
        // Booked and used codes stay. The ledger takes the end from the partner.
        ...(ends ? [put(ledgerAt(entry), entry)] : []),
      ],
      event: { type: "exam-code.expired", data: { endsAt: ended.endedAt }, notifications: codeEnded(before, run.now) },
    } as const;
  };
  await transact(facts, { reads: [ref], decide }, { ...run, actor });
}

async function settle(partnerId: string, run: JobRun): Promise<void> {
  const ref = partnerAt(partnerId);
  const facts = new Facts();
  const decide = () => {
    const partner = facts.get(ref);
    if (partner?.ended === undefined || partner.ended.settled === true) return undefined;
    const ended = { ...partner.ended, settled: true } as const;
    const event = { type: "partner.codes-ended", data: { endsAt: ended.at } } as const;
    return { changes: [put(ref, { ...partner, ended })], event } as const;
  };
  await transact(facts, { reads: [ref], decide }, { ...run, actor });
}

import { handler as assignExamCodes } from "../../functions/assign-exam-codes/handler.ts";
import { handler as quit } from "../../functions/quit-organization/handler.ts";
import { handler as removeMember } from "../../functions/remove-member/handler.ts";
import * as bulkAssignment from "../../shared/contract/partner/bulk-assignment.ts";
import * as organizations from "../../shared/contract/partner/leaving.ts";
import { atOnce } from "../steps/calls.ts";
import { pair } from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import { type Given, member } from "../support/organizations.ts";
import { assigning, examCodes } from "../support/partners.ts";
import type { Call } from "./organization-tour.ts";

/** A member's codes determine the reads: none, one, one that arrives meanwhile, a booked one. */
export async function holdingsTour(call: Call, acme: Given): Promise<void> {
  const { organizationId, partnerId, main } = acme;
  const codes: string[] = [];
  for (let each = 0; each < 4; each += 1) codes.push(...(await examCodes(acme, await given.certification("acp"))));
  const [first = "", second = "", third = "", fourth = ""] = codes;

  const both = [first, second];
  const raced = await member(acme);
  const answers = await atOnce(both.length, (each) => assigning(both[each] ?? "", raced.sub, main));
  for (const each of answers) given.must([200], each);

  const holder = await member(acme);
  const single = { assignments: [{ code: third, accountId: holder.sub }] };
  await call(
    assignExamCodes,
    bulkAssignment.assignExamCodes,
    { params: { partnerId }, body: single, as: main },
    " (1)",
  );
  const removed = { params: { organizationId, accountId: holder.sub }, as: main };
  await call(removeMember, organizations.removeMember, removed, " (with 1 exam code)");

  const leaver = await member(acme);
  given.must([200], await assigning(fourth, leaver.sub, main));
  const { eligibilityCode: _, ...booked } = given.placed("", { examCode: fourth, ...pair() });
  given.must([200], await given.report("pearson-vue", "appointment.booked", booked));
  await call(quit, organizations.quitOrganization, { as: leaver }, " (with a booked exam code)");
}

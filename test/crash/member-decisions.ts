import * as z from "zod";
import type { Calls } from "./calls.ts";

/** A manager makes another link, and revokes it. */
export async function linkRevoked(calls: Calls, organization: string, as: string): Promise<void> {
  const { body } = await calls.post(`${organization}/invitations`, as, {}, [201]);
  const { token } = z.object({ token: z.string() }).parse(body);
  calls.must("invitation", token, "invitation.created");
  await calls.remove(`${organization}/invitations/${token}`, as);
  calls.must("invitation", token, "invitation.revoked");
}

type Member = { readonly who: string; readonly examCode: string };

/** A member becomes a manager, revokes a link of its own, and quits. Its exam code goes back to the partner. */
export async function promotedAndGone(calls: Calls, organization: string, main: string, { who, examCode }: Member) {
  await calls.put(`${organization}/members/${who}`, main, { role: "manager" });
  calls.must("membership", who, "membership.role-changed");
  await linkRevoked(calls, organization, who);
  await calls.post("/v1/me/organization/quit", who, {}, [200]);
  calls.must("membership", who, "membership.quit");
  calls.must("exam-code", examCode, "membership.quit");
}

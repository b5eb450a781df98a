import * as z from "zod";
import type { Operation } from "../contract/operation.ts";
import type { Account } from "../domain/account.ts";
import { drawId } from "../domain/code.ts";
import { keepLook } from "../store/history/looks.ts";
import type { Invocation } from "./invocation.ts";
import type { Reply } from "./reply.ts";

const paramsSchema = z.record(z.string(), z.string());

/** Records that staff see people's things, before they see them. If the record fails, nothing is shown. */
export async function noted(
  { id }: Pick<Operation, "id">,
  {
    account,
    params,
    now,
    random,
    requestId,
    cost,
  }: Invocation & { readonly account: Account; readonly params: unknown },
  reply: Reply,
): Promise<Reply> {
  if (!account.staff) return reply;
  const others = new Set(reply.about ?? []);
  others.delete(account.accountId);
  const look = {
    eventId: drawId("evt", random),
    at: now,
    requestId,
    accountIds: [...others],
    actor: { kind: "staff", id: account.accountId } as const,
    data: { operation: id, params: paramsSchema.parse(params) },
  };
  await keepLook(look, cost);
  return { ...reply, staff: account.accountId };
}

import * as z from "zod";
import { type Binding, bindingFailures } from "../../domain/certificate/binding.ts";
import { workOfBinding } from "../../domain/certificate/binding-work.ts";
import { nothingEarnedReasons } from "../../domain/exam/nothing-earned.ts";
import { idFor } from "../core/digest.ts";
import { entity, lists } from "../core/entity.ts";
import { onlyShown } from "../core/stored.ts";
import { pair } from "./sittings.ts";

const asked = () => ({
  ...pair,
  bindingId: z.string(),
  accountId: z.string(),
  certificationId: z.string(),
  provider: z.string(),
  holderName: z.string(),
  holderEmail: z.string().optional(),
  nameSettled: z.string().optional(),
  askedAt: z.string(),
  retryUntil: z.string(),
});

const bindingSchema = () =>
  z.discriminatedUnion("state", [
    z.object({ ...asked(), state: z.literal("pending") }),
    z.object({
      ...asked(),
      state: z.literal("bound"),
      boundAt: z.string(),
      exam: z.string(),
      nameDiffers: z.object({ registered: z.string(), checked: z.string(), since: z.string() }).optional(),
      organizationId: z.string().optional(),
      certificateId: z.string().optional(),
      earnsNothing: onlyShown(nothingEarnedReasons).optional(),
    }),
    z.object({ ...asked(), state: z.literal("failed"), failedAt: z.string(), reason: onlyShown(bindingFailures) }),
  ]);

/** One for each account and pair of identifiers: asked for again, it is opened again. */
export const bindings = entity<Binding>()({
  kind: "binding",
  schema: bindingSchema,
  owner: ({ accountId, askedAt }) => ({ list: lists.account(accountId), sort: askedAt }),
  due: (binding) => (binding.state === "pending" ? binding.retryUntil : undefined),
  work: workOfBinding,
});

export function bindingIdFor(accountId: string, sittingId: string): string {
  return idFor("bnd", JSON.stringify([accountId, sittingId]));
}

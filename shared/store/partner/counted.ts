import * as z from "zod";
import type { Counted } from "../../domain/partner/tally.ts";
import { partOf } from "../core/entity.ts";
import { onlyShown } from "../core/stored.ts";

const countedSchema = () =>
  z.object({
    partnerId: z.string(),
    certificateId: z.string(),
    accountId: z.string(),
    holderName: z.string(),
    certificationId: z.string(),
    level: z.string(),
    why: onlyShown(["bound", "claimed"]),
    paidBy: z.enum(["benefit", "otherwise"]),
    countedAt: z.string(),
    validUntil: z.string(),
  });

export const counted = partOf<Counted>("partner")({ kind: "counted", schema: countedSchema });

/** The certificates counted under a partner stand in its partition by their ends, the next to end first. */
export function countedAt({
  partnerId,
  validUntil,
  certificateId,
}: Pick<Counted, "partnerId" | "validUntil" | "certificateId">) {
  return counted.at(partnerId, `${validUntil}#${certificateId}`);
}

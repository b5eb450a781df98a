import { randomBytes } from "node:crypto";
import * as z from "zod";

/** The job that every variant does: the same code, the same rules, the same answer. */
export const codeSchema = z.object({
  code: z.string(),
  ownerId: z.string(),
  certifications: z.array(z.string()),
  purchasedAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(["issued", "redeemed"]),
  redeemedAt: z.string().optional(),
  redeemedFor: z.string().optional(),
  eligibilityCode: z.string().optional(),
});

export type Code = z.infer<typeof codeSchema>;

export const bodySchema = z.object({ code: z.string().min(1).max(64), certificationId: z.string().min(1).max(128) });

export type Asked = z.infer<typeof bodySchema> & { readonly account: string };

export type Redeemed = {
  readonly eligibilityCode: string;
  readonly certificationId: string;
  readonly redeemedAt: string;
};

export type Ruled =
  | { readonly refused: "not-found" | "already-redeemed" | "expired" | "not-covered" }
  | { readonly code: Code; readonly answer: Redeemed };

export const statusOf = { "not-found": 404, "already-redeemed": 409, expired: 409, "not-covered": 409 } as const;

/** The rules in their order of precedence. */
export function redeem(code: Code | undefined, { account, certificationId }: Asked, now: string): Ruled {
  if (code === undefined || code.ownerId !== account) return { refused: "not-found" };
  if (code.state !== "issued") return { refused: "already-redeemed" };
  if (now >= code.expiresAt) return { refused: "expired" };
  if (!code.certifications.includes(certificationId)) return { refused: "not-covered" };
  const eligibilityCode = `ACTC-${randomBytes(12).toString("hex").toUpperCase()}`;
  const answer = { eligibilityCode, certificationId, redeemedAt: now };
  return {
    code: { ...code, state: "redeemed", redeemedAt: now, redeemedFor: certificationId, eligibilityCode },
    answer,
  };
}

export const certifications = ["acp-cloud-computing", "acp-security"];

export function freshCode(): Code {
  return {
    code: `ACAC-${randomBytes(12).toString("hex").toUpperCase()}`,
    ownerId: `account-${randomBytes(8).toString("hex")}`,
    certifications,
    purchasedAt: "2026-11-22T09:30:00.000Z",
    expiresAt: "2099-11-22T09:30:00.000Z",
    state: "issued",
  };
}

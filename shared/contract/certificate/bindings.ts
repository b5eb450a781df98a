import * as z from "zod";
import { type Binding, bindingFailures, bindingStatus } from "../../domain/certificate/binding.ts";
import type { Instant } from "../../domain/instant.ts";
import { nameDiffers } from "../exam/candidate.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { certificationId, earnsNothing, exam } from "../programme-fields.ts";

export const askedBinding = {
  bindingId: "bnd_0f1e2d3c4b5a69788796",
  certificationId: example.certificationId,
  candidateId: "CAND-1",
  registrationId: "PV-1",
  provider: example.examCodeProvider,
  askedAt: "2026-12-03T08:00:00.000Z",
};

export const bindingAnswer = z
  .object({
    bindingId: z.string(),
    status: z.enum(["pending", "bound", "failed"]),
    certificationId,
    candidateId: z.string(),
    registrationId: z.string(),
    provider: z.string(),
    askedAt: instant,
    retryUntil: instant.optional(),
    boundAt: instant.optional(),
    exam: exam.optional(),
    nameDiffers: nameDiffers.optional(),
    certificateId: z.string().optional(),
    organizationId: z.string().optional(),
    reason: z.enum(bindingFailures).optional(),
    earnsNothing: earnsNothing.optional(),
  })
  .meta({
    id: "Binding",
    examples: [
      {
        ...askedBinding,
        status: "bound",
        boundAt: "2026-12-03T08:00:00.000Z",
        exam: example.exam,
        certificateId: "crt_0f1e2d3c4b5a69788796",
        organizationId: "org_7f3k9qxw2m8tr5vn",
      },
    ],
  });

/** A binding as its account sees it. After its time it has failed, even if the schedule has not run (R26). */
export function bindingView(of: Binding, now: Instant) {
  const { bindingId, certificationId, candidateId, registrationId, provider, askedAt } = of;
  const status = bindingStatus(of, now);
  return {
    bindingId,
    status,
    certificationId,
    candidateId,
    registrationId,
    provider,
    askedAt,
    ...(status === "pending" && { retryUntil: of.retryUntil }),
    ...(of.state === "bound" && {
      boundAt: of.boundAt,
      exam: of.exam,
      certificateId: of.certificateId,
      organizationId: of.organizationId,
      earnsNothing: of.earnsNothing,
      nameDiffers: of.nameDiffers,
    }),
    ...(status === "failed" && { reason: of.state === "failed" ? of.reason : "result-not-received" }),
  };
}

import * as z from "zod";
import { example } from "../examples.ts";
import { operation } from "../operation.ts";
import { certificationId, earnsNothing, exam } from "../programme-fields.ts";
import { bindingRefusals, wanted, wantedExamples } from "./binding-operations.ts";

export const previewReasons = ["exams-missing", "not-in-an-organization", "partnership-not-active"] as const;

export const preview = z
  .object({
    status: z.enum(["bound", "pending"]).meta({ description: "The status that the binding would have" }),
    certificationId,
    candidateId: z.string(),
    registrationId: z.string(),
    provider: z.string(),
    exam: exam.optional(),
    holderName: z.string().meta({ description: "The name on the certificate" }),
    earnsCertificate: z.boolean().optional().meta({ description: "Missing while the result is not there" }),
    countsFor: z
      .object({ organizationId: z.string(), name: z.string() })
      .nullable()
      .meta({ description: "The organization under which the certificate would count" }),
    why: z.enum(previewReasons).optional().meta({ description: "Why it would count for none" }),
    earnsNothing: earnsNothing.optional(),
  })
  .meta({
    id: "BindingPreview",
    examples: [
      {
        status: "bound",
        certificationId: example.certificationId,
        candidateId: "CAND-1",
        registrationId: "PV-1",
        provider: example.examCodeProvider,
        exam: example.exam,
        holderName: "Ana Sá",
        earnsCertificate: true,
        countsFor: { organizationId: "org_7f3k9qxw2m8tr5vn", name: "Acme" },
      },
    ],
  });

export const previewBinding = operation({
  id: "previewBinding",
  method: "POST",
  path: "/v1/bindings/preview",
  auth: "account",
  tag: "Bindings",
  summary: "Preview a binding",
  description:
    "Shows the effect and the refusals of the binding, and changes nothing. A binding cannot be undone, so show the preview first.",
  body: wanted,
  examples: wantedExamples,
  answers: { 200: { description: "What the binding would do now", schema: preview } },
  refusals: bindingRefusals,
  guessed: "registrationId",
});

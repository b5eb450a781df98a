import * as z from "zod";
import { type Binding, bindingFailures, bindingProviders, bindingStatus } from "../../domain/certificate/binding.ts";
import { plainSymbols } from "../../domain/code.ts";
import type { Instant } from "../../domain/instant.ts";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { nameDiffers } from "../exam/candidate.ts";
import { example } from "../examples.ts";
import { certificationId, earnsNothing, exam, identifier, instant, location, page, paging } from "../fields.ts";
import { operation } from "../operation.ts";
import { personName } from "../person-name.ts";

const askedBinding = {
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

/** Without a centre that takes exam codes, no sitting can be bound. */
const [firstProvider = example.provider, ...otherProviders] = bindingProviders(programme);

/** A test centre's identifier of a person or a sitting, typed by people. */
function centerIdentifier(description: string, example: string) {
  return z
    .string()
    .overwrite(plainSymbols)
    .trim()
    .regex(/^[\x21-\x7e]{1,128}$/, "is not an identifier")
    .meta({ description, examples: [example] });
}

const wanted = z.strictObject({
  certificationId,
  candidateId: centerIdentifier("The test centre's id of the person", "CAND-1"),
  registrationId: centerIdentifier("The test centre's id of the sitting", "PV-1"),
  provider: z.enum([firstProvider, ...otherProviders]).default(firstProvider),
  fullName: personName(200).optional().meta({
    description: "For the certificate, where neither the organization nor the token states a name that it can print",
  }),
});

const wantedExamples = {
  "A passed exam": { certificationId: example.certificationId, candidateId: "CAND-1", registrationId: "PV-1" },
};

const bindingRefusals = [
  "certification-not-found",
  "ids-look-swapped",
  "sitting-already-bound",
  "sitting-not-available",
  "certification-differs-from-sitting",
  "sitting-not-passed",
  "binding-already-pending",
  "certificate-not-claimed",
  "certificate-still-valid",
  "sat-while-certified",
  "already-certified",
  "too-many-bindings",
  "holder-name-missing",
  "name-not-printable",
] as const;

const headers = location("/v1/bindings/bnd_0f1e2d3c4b5a69788796");

export const bindSitting = operation({
  id: "bindSitting",
  method: "POST",
  path: "/v1/bindings",
  auth: "account",
  tag: "Bindings",
  summary: "Bind a passed exam at the second test centre to my account",
  description: `A binding cannot be undone. It claims the certificate, which counts for the account's present organization. Without a result, the binding waits ${inDays(programme.bindingDays)} for it.`,
  body: wanted,
  examples: wantedExamples,
  answers: {
    201: { description: "Bound", schema: bindingAnswer, headers },
    202: {
      description: "Pending: it waits for the result",
      schema: bindingAnswer,
      shows: { ...askedBinding, status: "pending", retryUntil: "2026-12-13T08:00:00.000Z" },
      headers,
    },
  },
  refusals: bindingRefusals,
  guessed: "registrationId",
});

export const previewReasons = ["exams-missing", "not-in-an-organization", "partnership-not-active"] as const;

const preview = z
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

export const listBindings = operation({
  id: "listBindings",
  method: "GET",
  path: "/v1/bindings",
  auth: "account",
  tag: "Bindings",
  summary: "List my bindings, newest first",
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of bindings", schema: page(bindingAnswer) } },
});

export const getBinding = operation({
  id: "getBinding",
  method: "GET",
  path: "/v1/bindings/{bindingId}",
  auth: "account",
  tag: "Bindings",
  summary: "Get a binding",
  params: z.strictObject({ bindingId: identifier("A binding's id", "bnd_0f1e2d3c4b5a69788796") }),
  answers: { 200: { description: "The binding", schema: bindingAnswer } },
  refusals: ["binding-not-found"],
});

import * as z from "zod";
import { bindingProviders } from "../../domain/certificate/binding.ts";
import { plainSymbols } from "../../domain/code.ts";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { example } from "../examples.ts";
import { identifier, location, page, paging } from "../fields.ts";
import { operation } from "../operation.ts";
import { personName } from "../person-name.ts";
import { certificationId } from "../programme-fields.ts";
import { askedBinding, bindingAnswer } from "./bindings.ts";

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

export const wanted = z.strictObject({
  certificationId,
  candidateId: centerIdentifier("The test centre's id of the person", "CAND-1"),
  registrationId: centerIdentifier("The test centre's id of the sitting", "PV-1"),
  provider: z.enum([firstProvider, ...otherProviders]).default(firstProvider),
  fullName: personName(200).optional().meta({
    description: "For the certificate, where neither the organization nor the token states a name that it can print",
  }),
});

export const wantedExamples = {
  "A passed exam": { certificationId: example.certificationId, candidateId: "CAND-1", registrationId: "PV-1" },
};

export const bindingRefusals = [
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

import * as z from "zod";
import { maximumCodesInBatch } from "../../domain/purchase/batch.ts";
import { example } from "../examples.ts";
import { attachment, identifier, location, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { certificationId } from "../programme-fields.ts";
import { batchAnswer, exampleBatch, exampleLevel, generalLevel } from "./batches.ts";

const granted = { quantity: z.int().min(1).max(maximumCodesInBatch), label: text(200) };

export const orderBatch = operation({
  id: "orderBatch",
  method: "POST",
  path: "/v1/authorization-codes/batches",
  auth: "staff",
  tag: "Authorization codes",
  summary: "Grant many codes at once",
  description: "The codes have no owner: anyone who holds one may redeem it. They are issued in the background.",
  body: z.discriminatedUnion("edition", [
    z.strictObject({
      edition: z.literal("general-purpose"),
      levels: z
        .array(generalLevel)
        .min(1)
        .transform((levels) => [...new Set(levels)]),
      ...granted,
    }),
    z.strictObject({ edition: z.literal("single-subject"), certificationId, ...granted }),
  ]),
  examples: {
    "Codes for a level": { edition: "general-purpose", levels: [exampleLevel], quantity: 5000, label: "Autumn fair" },
    "Codes for a certification": {
      edition: "single-subject",
      certificationId: example.certificationId,
      quantity: 20,
      label: "Trainers",
    },
  },
  answers: {
    202: {
      description: "Accepted; being issued",
      schema: batchAnswer,
      shows: { ...exampleBatch, issued: 0 },
      headers: location("/v1/authorization-codes/batches/bat_7f3k9qxw2m8tr5vn"),
    },
  },
  refusals: ["certification-not-found", "certification-retired", "authorization-code-edition-not-allowed"],
});

const codesIssued = z.string().meta({ description: "How many codes are in it", examples: ["980"] });

const batchParams = z.strictObject({ batchId: identifier("A batch's id", "bat_7f3k9qxw2m8tr5vn") });

export const getBatch = operation({
  id: "getBatch",
  method: "GET",
  path: "/v1/authorization-codes/batches/{batchId}",
  auth: "staff",
  tag: "Authorization codes",
  summary: "Get a batch and its progress",
  params: batchParams,
  answers: { 200: { description: "The batch", schema: batchAnswer } },
  refusals: ["batch-not-found"],
});

export const getBatchCodes = operation({
  id: "getBatchCodes",
  method: "GET",
  path: "/v1/authorization-codes/batches/{batchId}/codes.csv",
  auth: "staff",
  tag: "Authorization codes",
  summary: "Download a batch's codes as CSV",
  description: "The codes issued so far, in the order of issue. The header `x-codes-issued` has their number.",
  params: batchParams,
  answers: {
    200: {
      description: "`code,expiresAt` and a line for each code",
      schema: z.string().meta({
        examples: ["code,expiresAt\r\nEDU-7F3K-9QXW-2M8T-R5VN-8,2027-11-22T09:31:00.000Z\r\n"],
      }),
      contentType: "text/csv",
      headers: { ...attachment, "x-codes-issued": codesIssued },
    },
  },
  refusals: ["batch-not-found"],
});

export const listBatches = operation({
  id: "listBatches",
  method: "GET",
  path: "/v1/authorization-codes/batches",
  auth: "staff",
  tag: "Authorization codes",
  summary: "List batches, newest first",
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of batches", schema: page(batchAnswer) } },
});

export const cancelBatch = operation({
  id: "cancelBatch",
  method: "POST",
  path: "/v1/authorization-codes/batches/{batchId}/cancel",
  auth: "staff",
  tag: "Authorization codes",
  summary: "Cancel a batch",
  description:
    "No more codes are issued. Unredeemed codes are cancelled in the background, in the order of issue. This takes up to a minute, or a few minutes for many codes. `cancelled` has their number so far. Redeemed codes stay.",
  params: batchParams,
  body: z.strictObject({ reason: text(500) }),
  examples: { "With the reason": { reason: "The list got into wrong hands" } },
  answers: {
    202: {
      description: "Accepted; being cancelled",
      schema: batchAnswer,
      shows: { ...exampleBatch, status: "cancelling" },
    },
  },
  refusals: ["batch-not-found", "batch-already-cancelled"],
});

import { expect, test } from "vitest";
import * as z from "zod";
import { exampleOf, type Operation } from "../../shared/contract/operation.ts";
import { operations } from "../../shared/contract/operations/operations.ts";

type Shown = Readonly<Record<string, unknown>>;

const at = expect.stringMatching(/Z$/);

/** The state after each operation, which its example must show. `undefined`: the example has no such member. */
const made: Readonly<Record<string, Shown>> = {
  "putCertification 200": { status: "published" },
  "putCertification 201": { status: "published" },
  "placeOrder 201": { status: "awaiting-payment", paidAt: undefined, authorizationCodes: undefined },
  "cancelOrder 200": { status: "cancelled", cancelledAt: at, paidAt: undefined, authorizationCodes: undefined },
  "refundOrder 200": { status: "paid", authorizationCodes: [expect.objectContaining({ cancelledAt: at })] },
  "reviewOrder 200": { status: "disputed", reviewedAt: at },
  "moveTraining 200": { status: "paid", training: [expect.objectContaining({ status: "arranged" })] },
  "confirmPayment 200": { status: "applied" },
  "giveAuthorizationCode 200": { status: "issued", gift: expect.objectContaining({ givenAt: at }) },
  "takeBackGift 200": { status: "issued", gift: undefined },
  "cancelAuthorizationCode 200": { status: "cancelled", cancelledAt: at },
  "orderBatch 202": { status: "running", issued: 0 },
  "cancelBatch 202": { status: "cancelling", cancelledAt: undefined },
  "register 201": { status: "open", appointments: [], certificateId: undefined },
  "correctCandidate 200": { status: "open", candidate: expect.objectContaining({ familyName: "Sá Carneiro" }) },
  "setAccommodations 200": { status: "open", accommodations: expect.objectContaining({ codes: ["extra-time-25"] }) },
  "grantSitting 200": { status: "open", sittingsGranted: [expect.any(String)] },
  "closeRegistration 200": { status: "closed" },
  "closeAppointment 200": { status: "closed", supersededBy: undefined },
  "receiveReport 200": { status: "applied", retryUntil: undefined },
  "receiveReport 202": { status: "waiting", retryUntil: at },
  "claimCertificate 200": { status: "valid", claimedAt: at, validUntil: at },
  "hideCertificate 200": { status: "valid", hiddenAt: at },
  "showCertificate 200": { status: "valid", hiddenAt: undefined },
  "revokeCertificate 200": { status: "revoked", revokedAt: at },
  "reinstateCertificate 200": { status: "valid", revokedAt: undefined },
  "correctName 200": { status: "valid", holderName: "Ana Sá Carneiro" },
  "assignExamCode 200": { status: "assigned", holder: expect.objectContaining({ accountId: "ana-466654521" }) },
  "assignExamCodes 200": { status: "assigned", holder: expect.objectContaining({ accountId: "ana-466654521" }) },
  "returnExamCode 200": { status: "available", holder: undefined },
  "cancelExamCode 200": { status: "cancelled" },
  "previewBinding 200": { status: "bound", earnsCertificate: true },
  "bindSitting 201": { status: "bound", boundAt: at, retryUntil: undefined },
  "bindSitting 202": { status: "pending", retryUntil: at, boundAt: undefined, certificateId: undefined },
  "correctBindingName 200": { status: "bound", nameDiffers: undefined },
  "createPartner 201": { status: "active", endedAt: undefined, suspendedAt: undefined },
  "renamePartner 200": { status: "active", name: "Cloud Partners Group" },
  "changeMainAccount 200": { status: "active", mainAccountId: "noa-2293847" },
  "setBenefitRule 200": { status: "active", benefitRules: expect.any(Object) },
  "grantCoupons 200": { status: "active", extraCoupons: expect.any(Object) },
  "suspendPartnership 200": { status: "suspended", suspendedAt: at, endedAt: undefined },
  "resumePartnership 200": { status: "active", suspendedAt: undefined },
  "endPartnership 200": { status: "ended", endedAt: at },
  "createInvitation 201": { status: "active", uses: 0 },
  "inviteByEmail 200": { status: "active", uses: 0 },
  "revokeInvitation 200": { status: "revoked", revokedAt: at },
  "applyToOrganization 201": { status: "pending", decidedAt: undefined },
  "withdrawApplication 200": { status: "withdrawn", decidedAt: at },
  "approveApplication 200": { status: "approved", decidedAt: at },
  "approveApplications 200": { status: "approved", decidedAt: at },
  "rejectApplication 200": { status: "rejected", decidedAt: at, reason: expect.any(String) },
  "releaseReport 200": { status: "waiting", retryUntil: at, accepted: undefined },
  "acceptReport 200": { status: "applied", accepted: expect.objectContaining({ at }), retryUntil: undefined },
  "closeReport 200": { status: "closed", retryUntil: undefined },
  "sendMessageAgain 200": { status: "pending", sendsAgain: expect.any(String), parkedAt: undefined },
  "closeMessage 200": { status: "closed" },
};

const thing = z.looseObject({ status: z.string() });
/** The thing in an answer: the answer itself, the first list item, or a named member. */
const shown = z.union([
  thing,
  z.object({ data: z.tuple([thing], z.unknown()) }).transform(({ data }) => data[0]),
  z
    .object({ data: z.tuple([z.object({ invitation: thing })], z.unknown()) })
    .transform(({ data }) => data[0].invitation),
  z.object({ cancelled: thing }).transform(({ cancelled }) => cancelled),
]);

const changing = operations.filter(({ method }) => method !== "GET");
const examples = changing.flatMap(({ id, answers }: Operation) =>
  Object.entries(answers).flatMap(([status, answer]) => {
    const found = shown.safeParse(exampleOf(answer)).data;
    return found === undefined ? [] : [[`${id} ${status}`, found] as const];
  }),
);

test("the state of each operation that changes something, and answers a thing with a status, is stated here", () => {
  expect(examples.map(([name]) => name).sort()).toEqual(Object.keys(made).sort());
});

test.each(examples)("the example of %s shows the state that it makes", (name, example) => {
  const wanted = made[name] ?? {};
  const members = Object.fromEntries(Object.keys(wanted).map((member) => [member, example[member]]));
  expect(members).toEqual(wanted);
});

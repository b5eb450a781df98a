import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { getCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getEligibilityCode } from "../../../shared/contract/exam/eligibility-codes.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { getResult } from "../../../shared/contract/exam/result-operations.ts";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { getCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { getBatch, getBatchCodes } from "../../../shared/contract/purchase/batch-operations.ts";
import { getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims, Request, Response } from "../../support/invoke.ts";
import { call } from "../calls.ts";

type Look = (request?: Request) => Promise<Response>;

const looking = (operation: Parameters<typeof call>[0], params: Record<string, string>, as?: Claims): Look => {
  return (request = {}) => call(operation, { params, ...(as !== undefined && { as }), ...request });
};

/** All single look-ups, by an owner. */
const things: Readonly<Record<string, (ana: Claims) => Promise<Look>>> = {
  getOrder: async (ana) => {
    const { orderId } = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
    return looking(getOrder, { orderId }, ana);
  },
  getAuthorizationCode: async (ana) => {
    const code = await given.authorizationCode(await given.certification("acp"), ana);
    return looking(getAuthorizationCode, { code }, ana);
  },
  getRegistration: async (ana) => {
    const { registrationId } = await given.registration("acp", ana);
    return looking(getRegistration, { registrationId }, ana);
  },
  getEligibilityCode: async (ana) => {
    const { eligibilityCode: code } = await given.registration("acp", ana);
    return looking(getEligibilityCode, { code }, ana);
  },
  getAppointment: async (ana) => {
    const booking = given.placed((await given.registration("acp", ana)).eligibilityCode);
    await given.report("prometric", "appointment.booked", booking);
    return looking(getAppointment, { confirmationNumber: booking.confirmationNumber }, ana);
  },
  getResult: async (ana) => {
    const { registrationId } = await given.registration("aca", ana);
    const resultId = randomUUID();
    const result = { resultId, exam: "online", outcome: "fail", takenAt: "2026-11-22T09:30:00.000Z", registrationId };
    await given.report("academy", "result.reported", result);
    return looking(getResult, { resultId }, ana);
  },
  getCertificate: async (ana) => {
    const { certificateId } = await given.pass(ana);
    return looking(getCertificate, { certificateId }, ana);
  },
};

const others: typeof things = {
  getCertification: async () => {
    const certificationId = await given.certification("acp");
    return looking(getCertification, { certificationId });
  },
  getBatch: async () => {
    const batchId = await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity: 1 });
    return looking(getBatch, { batchId }, given.staff);
  },
  getBatchCodes: async () => {
    const batchId = await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity: 1 });
    return looking(getBatchCodes, { batchId }, given.staff);
  },
  verifyCertificate: async (ana) => {
    const { certificateId, certificateNumber } = await given.pass(ana);
    await given.claiming(certificateId, ana);
    return looking(verifyCertificate, { certificateNumber });
  },
  getMe: async (ana) => looking(getMe, {}, ana),
};

test.each(Object.entries(things))(
  "%s shows a thing to its owner and to staff, and to nobody else",
  async (_, prepare) => {
    const look = await prepare(given.someone());

    const [own, ofStaff, foreign] = [
      await look(),
      await look({ as: given.staff }),
      await look({ as: given.someone() }),
    ];

    expect([own.status, ofStaff.status, foreign.status]).toEqual([200, 200, 404]);
    expect(ofStaff.body).toEqual(own.body);
  },
);

test.each(Object.entries({ ...things, ...others }))("%s answers 304 to whoever has it already", async (_, prepare) => {
  const look = await prepare(given.someone());

  const first = await look();
  const etag = first.headers.etag ?? "";
  const same = await look({ headers: { "if-none-match": etag } });
  const among = await look({ headers: { "if-none-match": `"other", ${etag}` } });
  const other = await look({ headers: { "if-none-match": '"other"' } });

  expect(etag).toMatch(/^"[\w-]{22}"$/);
  expect([same.status, same.body, same.headers.etag]).toEqual([304, "", etag]);
  expect([among.status, other.status]).toEqual([304, 200]);
  expect(other.body).toEqual(first.body);
  expect(same.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("an entity tag changes with time alone, when a status does", async () => {
  const ana = given.someone();
  const code = await given.authorizationCode(await given.certification("acp"), ana);
  const look = looking(getAuthorizationCode, { code }, ana);
  const etag = (await look()).headers.etag ?? "";

  const before = await look({ headers: { "if-none-match": etag }, at: "2027-11-22T09:29:59.999Z" });
  const at = await look({ headers: { "if-none-match": etag }, at: "2027-11-22T09:30:00.000Z" });

  expect([before.status, at.status]).toEqual([304, 200]);
  expect(at.body).toMatchObject({ code, status: "expired" });
});

test("a refusal has no entity tag", async () => {
  const answer = await call(getOrder, { params: { orderId: "ord_unknown" }, as: given.someone() });

  expect(answer.headers).not.toHaveProperty("etag");
});

test("a redeemed granted code is seen by its redeemer and by staff, and an unredeemed one by its holder", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const certificationId = await given.certification("acp");
  const code = await given.grantedCode({ edition: "single-subject", certificationId });
  const statuses = async () =>
    (await Promise.all([ana, ben, given.staff].map((as) => looking(getAuthorizationCode, { code }, as)()))).map(
      ({ status }) => status,
    );

  expect(await statuses()).toEqual([200, 200, 200]);
  await given.registering(code, certificationId, ana);
  expect(await statuses()).toEqual([200, 404, 200]);
});

test("a result id that two providers used shows each candidate their own", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const resultId = randomUUID();
  const { registrationId } = await given.registration("aca", ana);
  const online = { resultId, exam: "online", outcome: "pass", takenAt: "2026-11-22T09:30:00.000Z", registrationId };
  const booking = given.placed((await given.registration("acp", ben)).eligibilityCode);
  const { confirmationNumber } = booking;
  const written = { resultId, exam: "written", outcome: "fail", takenAt: "2026-11-22T09:30:00.000Z" };
  await given.report("academy", "result.reported", online);
  await given.report("prometric", "appointment.booked", booking);
  await given.report("prometric", "result.reported", { ...written, confirmationNumber });

  const seen = await Promise.all([ana, ben].map((as) => looking(getResult, { resultId }, as)()));

  expect(seen.map(({ body }) => body)).toMatchObject([{ provider: "academy" }, { provider: "prometric" }]);
});

import { describe, expect, test } from "vitest";
import { showVerification, verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { listReports } from "../../../shared/contract/exam/report-operations.ts";
import type { Operation } from "../../../shared/contract/operation.ts";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { getPartner } from "../../../shared/contract/partner/partners.ts";
import { getCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import * as given from "../../support/given.ts";
import type { Request, Response } from "../../support/invoke.ts";
import { partner } from "../../support/partners.ts";
import { call, callSigned } from "../calls.ts";

const head = (operation: Pick<Operation, "id" | "path">, request: Request = {}) =>
  call({ ...operation, method: "HEAD" }, request);

/** Everything except the request's id and the body, because the gateway answers HEAD without a body. */
function told({ status, headers }: Response) {
  const { "x-request-id": _, ...others } = headers;
  return [status, others];
}

test("every answer says that it is what its content type says: no browser looks for another type in it", async () => {
  const as = given.someone();
  const answers = [
    await call(getMe, { as }),
    await call(getMe),
    await call(verifyCertificate, { params: { certificateNumber: "CRT-0000-0000-0000-0000-0" } }),
    await call(showVerification, { params: { certificateNumber: "CRT-0000-0000-0000-0000-0" } }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 404]);
  for (const { headers } of answers) expect(headers["x-content-type-options"]).toBe("nosniff");
});

describe("HEAD answers what GET does", () => {
  test("to anyone, to an account, to a manager and to staff", async () => {
    const certificationId = await given.certification("acp");
    const acme = await partner();
    const reads: [Pick<Operation, "id" | "method" | "path">, Request][] = [
      [getCertification, { params: { certificationId } }],
      [getMe, { as: given.someone() }],
      [getPartner, { params: { partnerId: acme.partnerId }, as: acme.main }],
      [listReports, { as: given.staff, query: { status: "closed" } }],
    ];

    for (const [operation, request] of reads) {
      const [status, headers] = told(await head(operation, request));
      expect([status, headers], operation.id).toEqual(told(await call(operation, request)));
      expect([status, headers], operation.id).toMatchObject([200, { etag: expect.any(String) }]);
    }
  });

  test("to who has the answer already: 304", async () => {
    const as = given.someone();
    const { etag = "" } = (await call(getMe, { as })).headers;

    expect((await head(getMe, { as, headers: { "if-none-match": etag } })).status).toBe(304);
  });

  test("where it refuses, to a browser too", async () => {
    const unknown = { params: { certificateNumber: "CRT-0000-0000-0000-0000-0" } };
    const browser = { ...unknown, headers: { accept: "text/html" } };

    expect(told(await head(verifyCertificate, unknown))).toEqual(told(await call(verifyCertificate, unknown)));
    expect(told(await head(showVerification, browser))).toEqual(told(await call(showVerification, browser)));
    expect((await head(getMe)).status).toBe(401);
  });

  test("to a test centre, that signs it as the GET", async () => {
    const params = { provider: "prometric", code: (await given.registration("acp", given.someone())).eligibilityCode };
    const asked = { params, query: { exam: "written" } };

    const { status } = await callSigned({ ...checkEligibility, method: "HEAD" }, "prometric", asked);

    expect(status).toBe(200);
    expect((await head(checkEligibility, asked)).status).toBe(401);
  });
});

import { expect, test } from "vitest";
import { listCertificates } from "../../../shared/contract/certificate/certificate-operations.ts";
import { listExamCodes } from "../../../shared/contract/exam/exam-code-operations.ts";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { listResults } from "../../../shared/contract/exam/result-operations.ts";
import { listAuthorizationCodes } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, pageOf, pointers } from "../calls.ts";

type Listed = Parameters<typeof call>[0];

async function listed(operation: Listed, as: Claims, query: Record<string, string>) {
  return pageOf(await call(operation, { as, query })).data;
}

test("registrations, certificates and results are narrowed to a certification and to a status, and name their titles", async () => {
  const ana = given.someone();
  const passed = await given.pass(ana);
  const open = await given.registration("acp", ana);
  const { certificationId } = passed;
  const [title, seriesCode] = ["A title", `${certificationId}-written`.toUpperCase()];

  expect(await listed(listRegistrations, ana, { status: "open" })).toMatchObject([
    { registrationId: open.registrationId, title },
  ]);
  expect(await listed(listRegistrations, ana, { certificationId })).toMatchObject([{ status: "passed", title }]);
  expect(await listed(listCertificates, ana, { certificationId })).toMatchObject([{ status: "claimable", title }]);
  expect(await listed(listCertificates, ana, { status: "valid" })).toEqual([]);
  expect(await listed(listResults, ana, { certificationId, status: "pass" })).toMatchObject([
    { outcome: "pass", title: "A title, written exam", seriesCode },
  ]);
  expect(await listed(listResults, ana, { status: "fail" })).toEqual([]);
});

test("authorization codes are narrowed to those that can still be activated", async () => {
  const ana = given.someone();
  const { certificationId, code: spent } = await given.registration("acp", ana);
  const unspent = await given.authorizationCode(certificationId, ana);

  expect(await listed(listAuthorizationCodes, ana, { certificationId, status: "issued" })).toMatchObject([
    { code: unspent },
  ]);
  expect(await listed(listAuthorizationCodes, ana, { status: "redeemed" })).toMatchObject([{ code: spent }]);
});

test("exam codes are narrowed to a status, which is worked out at the time of the request", async () => {
  const { ana, code, certificationId } = await bindingGiven.sat();

  expect(await listed(listExamCodes, ana, { certificationId, status: "assigned" })).toMatchObject([{ code }]);
  expect(await listed(listExamCodes, ana, { status: "expired" })).toEqual([]);
  const years = "2027-11-01T09:30:00.000Z";
  const later = pageOf(await call(listExamCodes, { as: ana, query: { status: "expired" }, at: years }));
  expect(later.data).toMatchObject([{ code }]);
});

test("a page holds as much as is asked for, whatever lies between, and the next one goes on behind it", async () => {
  const ana = given.someone();
  const wanted = await given.registration("acp", ana);
  await given.pass(ana);
  const newer = await given.registration("acp", ana);

  const first = pageOf(await call(listRegistrations, { as: ana, query: { status: "open", limit: "1" } }));
  const query = { status: "open", limit: "1", cursor: first.nextCursor ?? "" };
  const second = pageOf(await call(listRegistrations, { as: ana, query }));

  const ids = [...first.data, ...second.data].map(({ registrationId }) => registrationId);
  expect(ids.sort()).toEqual([newer.registrationId, wanted.registrationId].sort());
});

test("a cursor of one status is refused for another, and so is a status that there is not", async () => {
  const ana = given.someone();
  await given.registration("acp", ana);
  await given.registration("acp", ana);
  const first = pageOf(await call(listRegistrations, { as: ana, query: { status: "open", limit: "1" } }));

  const query = { status: "passed", limit: "1", cursor: first.nextCursor ?? "" };
  expect(pointers(await call(listRegistrations, { as: ana, query }))).toEqual(["/query/cursor"]);
  expect(pointers(await call(listResults, { as: ana, query: { status: "won" } }))).toEqual(["/query/status"]);
});

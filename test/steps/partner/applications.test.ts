import { expect, test } from "vitest";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { approveApplication, rejectApplication } from "../../../shared/contract/partner/application-decisions.ts";
import {
  getApplication,
  listApplications,
  withdrawApplication,
} from "../../../shared/contract/partner/application-operations.ts";
import { revokeInvitation } from "../../../shared/contract/partner/invitation-operations.ts";
import { removeMember } from "../../../shared/contract/partner/leaving.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { call, eventsOf, eventTypes, field, pageOf, refusal } from "../calls.ts";

const belongsTo = async (as: Claims) => field(await call(getMe, { as }), "organization");

const withdrawing = (applicationId: string, as: Claims) =>
  call(withdrawApplication, { params: { applicationId }, body: {}, as });

const rejecting = (
  { organizationId, main }: organizations.Given,
  applicationId: string,
  body = {},
  as: Claims = main,
) => call(rejectApplication, { params: { organizationId, applicationId }, body, as });

test("an application waits with all that it says, as it was made", async () => {
  const acme = await organizations.partner();
  const ana = given.someone();
  const fields = { fullName: "Ana Sá", email: "ana@Example.org", department: "R&D", employeeNumber: "0042" };

  const answer = await organizations.applying(await organizations.invitation(acme), ana, { fields });

  const application = {
    applicationId: expect.stringMatching(/^app_[0-9a-f]{20}$/),
    organizationId: acme.organizationId,
    accountId: ana.sub,
    ...fields,
    email: "ana@example.org",
    status: "pending",
    appliedAt: "2026-11-22T09:30:00.000Z",
  };
  expect([answer.status, answer.body]).toEqual([201, application]);
  const applicationId = String(field(answer, "applicationId"));
  expect(answer.headers.location).toBe(`/v1/applications/${applicationId}`);
  expect((await call(getApplication, { params: { applicationId }, as: ana })).body).toEqual(application);
});

test("an approved applicant belongs to the organization from then on, with the details of the application", async () => {
  const acme = await organizations.partner();
  const ana = given.someone();
  const applicationId = await organizations.application(acme, ana);
  expect(await belongsTo(ana)).toBeUndefined();

  const answer = await organizations.approving(acme, applicationId, "2026-11-22T10:00:00.000Z");

  expect([answer.status, field(answer, "status"), field(answer, "decidedAt")]).toEqual([
    200,
    "approved",
    "2026-11-22T10:00:00.000Z",
  ]);
  const { organizationId, name } = acme;
  expect(await belongsTo(ana)).toEqual({
    organizationId,
    name,
    status: "active",
    role: "member",
    since: "2026-11-22T10:00:00.000Z",
  });
  const [joined] = await eventsOf("membership", ana.sub);
  expect(joined).toMatchObject({
    type: "application.approved",
    actor: { kind: "account", id: acme.main.sub },
    subjects: [
      { kind: "application", id: applicationId },
      { kind: "membership", id: ana.sub },
    ],
    data: { organizationId, role: "member" },
  });
});

test("what staff do for an organization is recorded as an act of staff", async () => {
  const acme = await organizations.partner();
  const ana = given.someone();
  const applicationId = await organizations.application(acme, ana);

  const params = { organizationId: acme.organizationId, applicationId };
  given.must([200], await call(approveApplication, { params, body: {}, as: given.staff }));

  const [joined] = await eventsOf("membership", ana.sub);
  expect(joined).toMatchObject({ type: "application.approved", actor: { kind: "staff", id: given.staff.sub } });
});

test("an application is approved once: the second time it does not wait any more", async () => {
  const acme = await organizations.partner();
  const ana = given.someone();
  const applicationId = await organizations.application(acme, ana);
  await organizations.approving(acme, applicationId);

  expect(refusal(await organizations.approving(acme, applicationId))).toEqual([409, "application-not-pending"]);
  expect(refusal(await rejecting(acme, applicationId))).toEqual([409, "application-not-pending"]);
  expect(refusal(await withdrawing(applicationId, ana))).toEqual([409, "application-not-pending"]);
  expect(await eventTypes("application", applicationId)).toEqual(["application.submitted", "application.approved"]);
});

test("a rejected applicant is told why, belongs nowhere, and may apply again", async () => {
  const acme = await organizations.partner();
  const ana = given.someone();
  const applicationId = await organizations.application(acme, ana);

  const answer = await rejecting(acme, applicationId, { reason: "Not one of ours" });

  expect([field(answer, "status"), field(answer, "reason")]).toEqual(["rejected", "Not one of ours"]);
  expect(await belongsTo(ana)).toBeUndefined();
  expect(refusal(await organizations.approving(acme, applicationId))).toEqual([409, "application-not-pending"]);

  const again = await organizations.applying(await organizations.invitation(acme), ana);
  expect([again.status, field(again, "applicationId"), field(again, "status")]).toEqual([
    201,
    applicationId,
    "pending",
  ]);
  expect(again.body).not.toHaveProperty("reason");
  expect(again.body).not.toHaveProperty("decidedAt");
  expect((await organizations.approving(acme, applicationId)).status).toBe(200);
  expect(await eventTypes("application", applicationId)).toEqual([
    "application.submitted",
    "application.rejected",
    "application.submitted",
    "application.approved",
  ]);
});

test("an application that was withdrawn cannot be approved, and may be made again", async () => {
  const acme = await organizations.partner();
  const ana = given.someone();
  const applicationId = await organizations.application(acme, ana);

  expect(field(await withdrawing(applicationId, ana), "status")).toBe("withdrawn");
  expect(refusal(await organizations.approving(acme, applicationId))).toEqual([409, "application-not-pending"]);
  expect(await belongsTo(ana)).toBeUndefined();
  expect((await organizations.applying(await organizations.invitation(acme), ana)).status).toBe(201);
});

test("only the applicant takes an application back: others who see it are told so, to all others there is none", async () => {
  const acme = await organizations.partner();
  const applicationId = await organizations.application(acme, given.someone());

  for (const as of [acme.main, await organizations.manager(acme), given.staff]) {
    expect(refusal(await withdrawing(applicationId, as))).toEqual([403, "applicant-only"]);
  }
  for (const as of [await organizations.member(acme), given.someone()]) {
    expect(refusal(await withdrawing(applicationId, as))).toEqual([404, "application-not-found"]);
    const params = { applicationId };
    expect(refusal(await call(getApplication, { params, as }))).toEqual([404, "application-not-found"]);
  }
});

test("who waits already, is a member, or belongs to another organization cannot apply", async () => {
  const [acme, other] = [await organizations.partner(), await organizations.partner()];
  const [ana, ben] = [given.someone(), given.someone()];
  const token = await organizations.invitation(acme);
  await organizations.applying(token, ana);
  await organizations.member(other, ben);

  expect(refusal(await organizations.applying(token, ana))).toEqual([409, "application-already-pending"]);
  expect(refusal(await organizations.applying(token, ben))).toEqual([409, "account-in-another-organization"]);
  expect(refusal(await organizations.applying(token, acme.main))).toEqual([409, "already-a-member"]);
  expect(refusal(await organizations.applying(token, other.main))).toEqual([409, "account-in-another-organization"]);
  expect(refusal(await organizations.applying("0".repeat(32), ana))).toEqual([404, "invitation-not-found"]);
});

test("a link is good until its end instant, 30 days after it was made, and not at it", async () => {
  const acme = await organizations.partner();
  const token = await organizations.invitation(acme);
  const at = (instant: string) => organizations.applying(token, given.someone(), { at: instant });

  expect((await at("2026-12-22T09:29:59.999Z")).status).toBe(201);
  expect(refusal(await at("2026-12-22T09:30:00.000Z"))).toEqual([409, "invitation-expired"]);
});

test("a revoked link takes no application any more; those that came by it stay", async () => {
  const acme = await organizations.partner();
  const token = await organizations.invitation(acme);
  const ana = given.someone();
  await organizations.applying(token, ana);
  const params = { organizationId: acme.organizationId };
  await call(revokeInvitation, { params: { ...params, token }, as: acme.main });

  expect(refusal(await organizations.applying(token, given.someone()))).toEqual([409, "invitation-revoked"]);
  const [waiting] = pageOf(await call(listApplications, { params, as: acme.main })).data;
  expect((await organizations.approving(acme, String(waiting?.applicationId))).status).toBe(200);
});

test("the main account and staff decide; managers and members are told who does, to strangers there is nothing", async () => {
  const acme = await organizations.partner();
  const other = await organizations.partner();
  const { organizationId } = acme;
  const applicationId = await organizations.application(acme, given.someone());
  const params = { organizationId, applicationId };

  for (const operation of [approveApplication, rejectApplication]) {
    for (const as of [await organizations.manager(acme), await organizations.member(acme)]) {
      expect(refusal(await call(operation, { params, body: {}, as }))).toEqual([403, "main-account-only"]);
    }
    for (const as of [given.someone(), other.main, await organizations.manager(other)]) {
      expect(refusal(await call(operation, { params, body: {}, as }))).toEqual([404, "organization-not-found"]);
    }
    const elsewhere = { organizationId: other.organizationId, applicationId };
    expect(refusal(await call(operation, { params: elsewhere, body: {}, as: other.main }))).toEqual([
      404,
      "application-not-found",
    ]);
  }
  expect((await call(approveApplication, { params, body: {}, as: given.staff })).status).toBe(200);
});

test("managers list the applications, newest first, of one status where that is asked for", async () => {
  const acme = await organizations.partner();
  const manager = await organizations.manager(acme, given.someone(), "2026-11-01T00:00:00.000Z");
  const [ana, ben, eve] = [given.someone(), given.someone(), given.someone()];
  const first = await organizations.application(acme, ana, {}, "2026-11-02T00:00:00.000Z");
  const second = await organizations.application(acme, ben, {}, "2026-11-03T00:00:00.000Z");
  const third = await organizations.application(acme, eve, {}, "2026-11-04T00:00:00.000Z");
  await withdrawing(second, ben);
  const params = { organizationId: acme.organizationId };
  const list = async (query: Record<string, string> = {}, as: Claims = manager) =>
    pageOf(await call(listApplications, { params, query, as })).data.map(({ applicationId }) => applicationId);

  expect((await list()).slice(0, 3)).toEqual([third, second, first]);
  expect(await list({ status: "pending" })).toEqual([third, first]);
  expect(await list({ status: "withdrawn" }, given.staff)).toEqual([second]);
  expect(await list({ status: "rejected" }, acme.main)).toEqual([]);
  expect(refusal(await call(listApplications, { params, as: await organizations.member(acme) }))).toEqual([
    403,
    "managers-only",
  ]);
  expect(refusal(await call(listApplications, { params, as: ana }))).toEqual([404, "organization-not-found"]);
});

test("an application repeated with its key is answered with the first answer, also once it was approved", async () => {
  const acme = await organizations.partner();
  const ana = given.someone();
  const token = await organizations.invitation(acme);
  const headers = { "idempotency-key": "one" };
  const first = await organizations.applying(token, ana, { headers });
  await organizations.approving(acme, String(field(first, "applicationId")));

  const again = await organizations.applying(token, ana, { headers });

  expect([again.status, again.body, again.headers["idempotent-replayed"]]).toEqual([201, first.body, "true"]);
});

test("who has left may apply again and is taken in again", async () => {
  const acme = await organizations.partner();
  const ana = await organizations.member(acme);
  const params = { organizationId: acme.organizationId, accountId: ana.sub };
  await call(removeMember, { params, as: acme.main });

  await organizations.member(acme, ana, { fullName: "Ana Maria Sá" });

  expect(await belongsTo(ana)).toMatchObject({ organizationId: acme.organizationId, role: "member" });
  expect(await eventTypes("membership", ana.sub)).toEqual([
    "application.approved",
    "membership.removed",
    "application.approved",
  ]);
});

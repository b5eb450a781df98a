import { expect, test } from "vitest";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { getApplication, withdrawApplication } from "../../../shared/contract/partner/application-operations.ts";
import { approveApplications } from "../../../shared/contract/partner/bulk-approval.ts";
import { quitOrganization } from "../../../shared/contract/partner/leaving.ts";
import { maximumApprovals } from "../../../shared/domain/partner/application-decision.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { atOnce, call, eventsOf, eventTypes, field, problem, refusal, tally } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

const { application, applicationOf, applying, approving, invitation, member, partner } = organizations;

const approvingAll = (of: organizations.Given, applicationIds: readonly string[], as: Claims = of.main) => {
  const params = { organizationId: of.organizationId };
  return call(approveApplications, { params, body: { applicationIds }, as });
};

const organizationOf = async (as: Claims) => field(await call(getMe, { as }), "organization");
const statusOf = async (applicationId: string, as: Claims) =>
  field(await call(getApplication, { params: { applicationId }, as }), "status");

test("the applicants of a list join, each with an event and an e-mail of its own", async () => {
  const acme = await partner();
  const [ana, ben] = [given.someone(), given.someone()];
  const ids = [await application(acme, ana), await application(acme, ben)];

  const answer = await approvingAll(acme, ids);

  expect([answer.status, field(answer, "data")]).toMatchObject([
    200,
    ids.map((applicationId) => ({ applicationId, status: "approved" })),
  ]);
  for (const as of [ana, ben]) {
    expect(await organizationOf(as)).toMatchObject({ organizationId: acme.organizationId, role: "member" });
    expect((await eventsOf("membership", as.sub)).at(-1)).toMatchObject({
      type: "application.approved",
      data: { organizationId: acme.organizationId, role: "member" },
    });
  }
  const told = (await causedMails("application", ids[0] ?? "")).slice(-4).map(({ to }) => to);
  expect(told.sort()).toEqual([ana.email, acme.main.email, ben.email, acme.main.email].sort());
  expect(await eventTypes("application", ids[1] ?? "")).toEqual(["application.submitted", "application.approved"]);
});

test("if one application is refused, nobody joins, and the answer names each refused application", async () => {
  const [acme, other] = [await partner(), await partner()];
  const [ana, ben, cem] = [given.someone(), given.someone(), given.someone()];
  const [anas, bens, cems] = [await application(acme, ana), await application(acme, ben), await application(acme, cem)];
  given.must([200], await approving(other, await application(other, ben)));
  given.must([200], await call(withdrawApplication, { params: { applicationId: cems }, body: {}, as: cem }));
  const elsewhere = await application(other, given.someone());

  const answer = await approvingAll(acme, [anas, bens, cems, elsewhere, anas, "app_unknown"]);

  expect(refusal(answer)).toEqual([409, "rows-refused"]);
  expect(problem(answer).errors?.map(({ pointer, detail }) => [pointer, /\(([a-z-]+)\)$/.exec(detail)?.[1]])).toEqual([
    ["/applicationIds/1", "account-in-another-organization"],
    ["/applicationIds/2", "application-not-pending"],
    ["/applicationIds/3", "application-not-found"],
    ["/applicationIds/4", "application-not-pending"],
    ["/applicationIds/5", "application-not-found"],
  ]);
  expect([await organizationOf(ana), await statusOf(anas, ana)]).toEqual([undefined, "pending"]);
});

test("the longest list fits one transaction, also where every applicant has belonged to it before", {
  timeout: 120_000,
}, async () => {
  const acme = await partner();
  const token = await invitation(acme);
  const people = Array.from({ length: maximumApprovals }, () => given.someone());
  const ids: string[] = [];
  for (const as of people) {
    await member(acme, as);
    given.must([200], await call(quitOrganization, { body: {}, as }));
    ids.push(applicationOf(await applying(token, as)));
  }
  const params = { organizationId: acme.organizationId };
  const headers = { "idempotency-key": `longest-${acme.organizationId}` };

  const answer = await call(approveApplications, { params, body: { applicationIds: ids }, as: acme.main, headers });

  expect(answer.status).toBe(200);
  for (const as of people) expect(await organizationOf(as)).toMatchObject(params);
});

test("two organizations that approve lists with one applicant in common at the same moment: one has it, the other nobody", async () => {
  for (let round = 0; round < 10; round += 1) {
    const both = [await partner(), await partner()] as const;
    const [ana, ...others] = [given.someone(), given.someone(), given.someone()];
    const lists = [
      [await application(both[0], others[0] ?? ana), await application(both[0], ana)],
      [await application(both[1], ana), await application(both[1], others[1] ?? ana)],
    ];

    const answers = await atOnce(2, (each) => approvingAll(both[each === 0 ? 0 : 1], lists[each] ?? []));

    expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
    const won = answers[0]?.status === 200 ? 0 : 1;
    expect(await organizationOf(ana)).toMatchObject({ organizationId: both[won].organizationId });
    expect(await organizationOf(others[1 - won] ?? ana)).toBeUndefined();
  }
});

test("managers and strangers approve no list: the main account does", async () => {
  const acme = await partner();
  const applicationIds = [await application(acme, given.someone())];

  expect(refusal(await approvingAll(acme, applicationIds, await organizations.manager(acme)))).toEqual([
    403,
    "main-account-only",
  ]);
  expect(refusal(await approvingAll(acme, applicationIds, given.someone()))).toEqual([404, "organization-not-found"]);
  expect((await approvingAll(acme, applicationIds, given.staff)).status).toBe(200);
});

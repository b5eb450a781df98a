import { expect, test } from "vitest";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { rejectApplication } from "../../../shared/contract/partner/application-decisions.ts";
import { getApplication, listApplications } from "../../../shared/contract/partner/application-operations.ts";
import {
  createInvitation,
  listInvitations,
  revokeInvitation,
} from "../../../shared/contract/partner/invitation-operations.ts";
import { quitOrganization, removeMember } from "../../../shared/contract/partner/leaving.ts";
import { changeRole, listMembers } from "../../../shared/contract/partner/member-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { beforeItWrites } from "../between.ts";
import { atOnce, call, eventTypes, field, pageOf, problem, refusal, tally } from "../calls.ts";

const { partner, manager, member, application, approving, invitation, applying } = organizations;

const organizationOf = async (as: Claims) => field(await call(getMe, { as }), "organization");

const statusOf = async (applicationId: string, as: Claims) =>
  field(await call(getApplication, { params: { applicationId }, as }), "status");

test("two organizations that approve one account at the same moment: one has it, the other's application stays pending", {
  timeout: 120_000,
}, async () => {
  const both = [await partner(), await partner()] as const;
  for (let round = 0; round < 40; round += 1) {
    const ana = given.someone();
    const waiting = [await application(both[0], ana), await application(both[1], ana)] as const;

    const answers = await atOnce(2, (each) => approving(both[each === 0 ? 0 : 1], waiting[each === 0 ? 0 : 1]));

    expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
    const refused = answers.find(({ status }) => status === 409);
    expect(refused && problem(refused).code).toBe("account-in-another-organization");
    const won = answers[0]?.status === 200 ? 0 : 1;
    expect([await statusOf(waiting[won], ana), await statusOf(waiting[won === 0 ? 1 : 0], ana)]).toEqual([
      "approved",
      "pending",
    ]);
    expect(await organizationOf(ana)).toMatchObject({ organizationId: both[won].organizationId });
    expect(await eventTypes("membership", ana.sub)).toEqual(["application.approved"]);
  }
});

test("ten approvals of one application at the same moment take its applicant in once", async () => {
  const acme = await partner();
  const ana = given.someone();
  const applicationId = await application(acme, ana);

  const answers = await atOnce(10, () => approving(acme, applicationId));

  expect(tally(answers)).toEqual({ 200: 1, 409: 9 });
  expect(await eventTypes("membership", ana.sub)).toEqual(["application.approved"]);
});

test("an approval, a rejection and another at the same moment: one of them holds", async () => {
  for (let round = 0; round < 10; round += 1) {
    const acme = await partner();
    const ana = given.someone();
    const applicationId = await application(acme, ana);
    const params = { organizationId: acme.organizationId, applicationId };

    const answers = await atOnce(4, (each) =>
      each % 2 === 0 ? approving(acme, applicationId) : call(rejectApplication, { params, body: {}, as: acme.main }),
    );

    expect(tally(answers)).toEqual({ 200: 1, 409: 3 });
    const isIn = (await organizationOf(ana)) !== undefined;
    expect(await statusOf(applicationId, ana)).toBe(isIn ? "approved" : "rejected");
  }
});

test("thirty applications by one link at the same moment are all taken, and all counted", async () => {
  const acme = await partner();
  const token = await invitation(acme);
  const applicants = Array.from({ length: 30 }, () => given.someone());

  const answers = await atOnce(30, (each) => applying(token, applicants[each] ?? given.someone()));

  expect(tally(answers)).toEqual({ 201: 30 });
  const params = { organizationId: acme.organizationId };
  const waiting = pageOf(await call(listApplications, { params, query: { limit: "100" }, as: acme.main })).data;
  expect(new Set(waiting.map(({ accountId }) => accountId))).toEqual(new Set(applicants.map(({ sub }) => sub)));
  expect(pageOf(await call(listInvitations, { params, as: acme.main })).data).toMatchObject([{ uses: 30 }]);
});

test("one account that applies twelve times at the same moment waits once, and is counted once", async () => {
  const acme = await partner();
  const token = await invitation(acme);
  const ana = given.someone();

  const answers = await atOnce(12, () => applying(token, ana));

  expect(tally(answers)).toEqual({ 201: 1, 409: 11 });
  const params = { organizationId: acme.organizationId };
  expect(pageOf(await call(listInvitations, { params, as: acme.main })).data).toMatchObject([{ uses: 1 }]);
});

test("applications and the link's revocation at the same moment: what was counted is what waits", async () => {
  const acme = await partner();
  const token = await invitation(acme);
  const params = { organizationId: acme.organizationId };

  const answers = await atOnce(12, (each) =>
    each === 5
      ? call(revokeInvitation, { params: { ...params, token }, as: acme.main })
      : applying(token, given.someone()),
  );

  expect(answers[5]?.status).toBe(200);
  const taken = answers.filter(({ status }) => status === 201).length;
  expect(pageOf(await call(listApplications, { params, as: acme.main })).data).toHaveLength(taken);
  const [link] = pageOf(await call(listInvitations, { params, as: acme.main })).data;
  expect([link?.uses, link?.status]).toEqual([taken, "revoked"]);
  const late = answers.filter(({ status }) => status === 409);
  expect([taken + late.length, new Set(late.map((each) => problem(each).code))]).toEqual([
    11,
    new Set(late.length === 0 ? [] : ["invitation-revoked"]),
  ]);
});

test("a removal here and an approval there at the same moment: the account is in the other organization or in none", async () => {
  for (let round = 0; round < 20; round += 1) {
    const [acme, other] = [await partner(), await partner()];
    const ana = given.someone();
    const applicationId = await application(other, ana);
    await member(acme, ana);
    const params = { organizationId: acme.organizationId, accountId: ana.sub };

    const [removed, approved] = await atOnce(2, (each) =>
      each === 0 ? call(removeMember, { params, as: acme.main }) : approving(other, applicationId),
    );

    expect(removed?.status).toBe(200);
    expect(approved?.status).toBeOneOf([200, 409]);
    const { organizationId } = other;
    const now = await organizationOf(ana);
    if (approved?.status === 200) expect(now).toMatchObject({ organizationId });
    else expect([now, await statusOf(applicationId, ana)]).toEqual([undefined, "pending"]);
  }
});

test("a manager who quits, is removed or loses the role at the same moment invites before that or not at all", async () => {
  for (let round = 0; round < 12; round += 1) {
    const acme = await partner();
    const boss = await manager(acme);
    const params = { organizationId: acme.organizationId };
    const ofBoss = { ...params, accountId: boss.sub };
    const end = [
      () => call(quitOrganization, { body: {}, as: boss }),
      () => call(removeMember, { params: ofBoss, as: acme.main }),
      () => call(changeRole, { params: ofBoss, body: { role: "member" }, as: acme.main }),
    ][round % 3];

    const [ended, invited] = await atOnce(2, (each) =>
      each === 0 && end !== undefined ? end() : call(createInvitation, { params, as: boss }),
    );

    expect(ended?.status).toBe(200);
    expect(invited?.status).toBeOneOf([201, 403, 404]);
    const links = pageOf(await call(listInvitations, { params, as: acme.main })).data;
    expect(links.filter(({ createdBy }) => createdBy === boss.sub)).toHaveLength(invited?.status === 201 ? 1 : 0);
  }
});

test("fifty approvals at the same moment, each of another applicant, all take theirs in", {
  timeout: 120_000,
}, async () => {
  const acme = await partner();
  const token = await invitation(acme);
  const waiting: string[] = [];
  for (let each = 0; each < 50; each += 1) {
    waiting.push(String(field(await applying(token, given.someone()), "applicationId")));
  }

  const answers = await atOnce(50, (each) => approving(acme, waiting[each] ?? ""));

  expect(tally(answers)).toEqual({ 200: 50 });
  const params = { organizationId: acme.organizationId };
  const listed = pageOf(await call(listMembers, { params, query: { limit: "100" }, as: acme.main })).data;
  expect(listed).toHaveLength(51);
});

test("who is taken in elsewhere between reading and writing cannot apply any more", async () => {
  const [acme, other] = [await partner(), await partner()];
  const ana = given.someone();
  const token = await invitation(acme);
  const elsewhere = await application(other, ana);

  const approved = async () => {
    given.must([200], await approving(other, elsewhere));
  };

  const answer = await beforeItWrites(approved, () => applying(token, ana));

  expect(refusal(answer)).toEqual([409, "account-in-another-organization"]);
  const params = { organizationId: acme.organizationId };
  expect(pageOf(await call(listApplications, { params, as: acme.main })).data).toEqual([]);
  expect(pageOf(await call(listInvitations, { params, as: acme.main })).data).toMatchObject([{ uses: 0 }]);
});

test("a link that is revoked between an application's reading and writing takes it no more", async () => {
  const acme = await partner();
  const token = await invitation(acme);
  const params = { organizationId: acme.organizationId, token };
  const revoked = async () => {
    given.must([200], await call(revokeInvitation, { params, as: acme.main }));
  };

  const answer = await beforeItWrites(revoked, () => applying(token, given.someone()));

  expect(refusal(answer)).toEqual([409, "invitation-revoked"]);
});

test("a manager who loses the role between reading and writing changes nothing", async () => {
  const acme = await partner();
  const [boss, ana] = [await manager(acme), await member(acme)];
  const params = { organizationId: acme.organizationId };
  const demoted = async () => {
    const ofBoss = { ...params, accountId: boss.sub };
    given.must([200], await call(changeRole, { params: ofBoss, body: { role: "member" }, as: acme.main }));
  };

  const answer = await beforeItWrites(demoted, () =>
    call(removeMember, { params: { ...params, accountId: ana.sub }, as: boss }),
  );

  expect(refusal(answer)).toEqual([403, "managers-only"]);
  expect(await organizationOf(ana)).toMatchObject(params);
});

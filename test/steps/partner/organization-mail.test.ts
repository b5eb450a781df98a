import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, test } from "vitest";
import { rejectApplication } from "../../../shared/contract/partner/application-decisions.ts";
import { withdrawApplication } from "../../../shared/contract/partner/application-operations.ts";
import { quitOrganization, removeMember } from "../../../shared/contract/partner/leaving.ts";
import { changeRole } from "../../../shared/contract/partner/member-operations.ts";
import { messageOf } from "../../../shared/mail/message.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";
import { queryAll } from "../../../shared/store/core/query.ts";
import { announced } from "../../../shared/store/history/announced.ts";
import * as given from "../../support/given.ts";
import * as organizations from "../../support/organizations.ts";
import { call } from "../calls.ts";

const { partner, manager, member, application, approving, invitation, applying, assignedCodes } = organizations;

/** Recipient, subject and text of the e-mails of a thing's last event. */
async function mailOf(kind: string, id: string): Promise<readonly (readonly [string, string, string])[]> {
  const items = await queryAll({ partition: keyOf(kind, id).pk }, new Cost());
  const events = items.filter((item) => item.kind === "event");
  const last = events.at(-1) ?? items[0];
  if (last?.mail === undefined) return [];
  const { event, notifications } = announced({ dynamodb: { NewImage: marshall(last) } });
  return notifications
    .map((each) => messageOf(each, event.at))
    .map(({ to, subject, text }) => [to, subject, text] as const);
}

test("who invited and the main account are told that someone wants to join, once each", async () => {
  const acme = await partner({ name: "Acme" });
  const boss = await manager(acme);
  const [ana, ben] = [given.someone(), given.someone()];
  const fields = { fullName: "Ana Sá" };
  const byBoss = organizations.applicationOf(await applying(await invitation(acme, undefined, boss), ana, { fields }));
  const byMain = organizations.applicationOf(await applying(await invitation(acme), ben, { fields }));

  const told = await mailOf("application", byBoss);
  expect(told.map(([to]) => to)).toEqual([boss.email, acme.main.email]);
  expect(new Set(told.map(([, subject]) => subject))).toEqual(new Set(["Ana Sá wants to join Acme"]));
  expect(told[0]?.[2]).toContain(`Ana Sá (${ana.email}) applied by an invitation link to join Acme.`);
  expect((await mailOf("application", byMain)).map(([to]) => to)).toEqual([acme.main.email]);
});

test("who invited is told nothing of others any more, once it is no manager, or has left", async () => {
  const acme = await partner({ name: "Acme" });
  const [demoted, removed, ana, ben] = [await manager(acme), await manager(acme), given.someone(), given.someone()];
  const links = [await invitation(acme, undefined, demoted), await invitation(acme, undefined, removed)] as const;
  const { organizationId } = acme;
  const of = (accountId: string) => ({ params: { organizationId, accountId }, as: acme.main });
  given.must([200], await call(changeRole, { ...of(demoted.sub), body: { role: "member" } }));
  given.must([200], await call(removeMember, of(removed.sub)));

  const told = [
    await mailOf("application", organizations.applicationOf(await applying(links[0], ana))),
    await mailOf("application", organizations.applicationOf(await applying(links[1], ben))),
  ];

  expect(told.map((mails) => mails.map(([to]) => to))).toEqual([[acme.main.email], [acme.main.email]]);
});

test("the applicant and the main account are told of an approval, whoever approved", async () => {
  const acme = await partner({ name: "Acme" });
  for (const as of [acme.main, given.staff]) {
    const ana = given.someone();
    const applicationId = await application(acme, ana, { fullName: "Ana Sá" });
    await approving(acme, applicationId, undefined, as);

    expect((await mailOf("application", applicationId)).map(([to, subject]) => [to, subject])).toEqual([
      [ana.email, "Your application to join Acme was approved"],
      [acme.main.email, "Ana Sá was approved: Acme"],
    ]);
  }
});

test("the applicant and the main account are told of a rejection and its reason", async () => {
  const acme = await partner({ name: "Acme" });
  const ana = given.someone();
  const applicationId = await application(acme, ana);
  const params = { organizationId: acme.organizationId, applicationId };
  await call(rejectApplication, { params, body: { reason: "Not one of ours" }, as: acme.main });

  const told = await mailOf("application", applicationId);

  expect(told.map(([to]) => to)).toEqual([ana.email, acme.main.email]);
  for (const [, subject, text] of told) {
    expect(subject).toContain("rejected");
    expect(text).toContain("The reason: Not one of ours");
  }
});

test("where staff know no address of the main account, the one in its own token is taken, and else none", async () => {
  const acme = await partner({ email: null });
  const [ana, ben] = [given.someone(), given.someone()];
  const [first, second] = [await application(acme, ana), await application(acme, ben)];
  await approving(acme, first);
  await approving(acme, second, undefined, given.staff);

  expect((await mailOf("application", first)).map(([to]) => to)).toEqual([ana.email, acme.main.email]);
  expect((await mailOf("application", second)).map(([to]) => to)).toEqual([ben.email]);
});

test("who quits is told, and the main account too, with how many codes went back", async () => {
  const acme = await partner({ name: "Acme" });
  const ana = await member(acme, undefined, { fullName: "Ana Sá" });
  await assignedCodes(acme, ana.sub, 3);
  await call(quitOrganization, { body: {}, as: ana });

  const told = await mailOf("membership", ana.sub);

  expect(told.map(([to, subject]) => [to, subject])).toEqual([
    [ana.email, "You have left Acme"],
    [acme.main.email, "Ana Sá has left Acme"],
  ]);
  for (const [, , text] of told) expect(text).toContain("3 unused exam codes went back to Acme.");
});

test("who is removed is told alone; a withdrawal and a change of role tell nobody", async () => {
  const acme = await partner({ name: "Acme" });
  const [ana, ben] = [await member(acme), given.someone()];
  const params = { organizationId: acme.organizationId, accountId: ana.sub };
  const applicationId = await application(acme, ben);

  await call(changeRole, { params, body: { role: "manager" }, as: acme.main });
  expect(await mailOf("membership", ana.sub)).toEqual([]);
  await call(withdrawApplication, { params: { applicationId }, body: {}, as: ben });
  expect(await mailOf("application", applicationId)).toEqual([]);
  await call(removeMember, { params, as: acme.main });
  expect(await mailOf("membership", ana.sub)).toMatchObject([
    [ana.email, "You were removed from Acme", expect.any(String)],
  ]);
});

import { expect, test } from "vitest";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { removeMember } from "../../../shared/contract/partner/leaving.ts";
import { changeRole } from "../../../shared/contract/partner/member-operations.ts";
import { getPartner } from "../../../shared/contract/partner/partners.ts";
import { changeMainAccount, renamePartner } from "../../../shared/contract/partner/partnerships.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { atOnce, call, eventsOf, field, refusal, tally } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

const { application, approving, manager, member, partner } = organizations;

const reason = "The one before has left";

const handing = (to: organizations.Given, next: { sub: string }, fields: object = {}) => {
  const body = { mainAccountId: next.sub, reason, ...fields };
  return call(changeMainAccount, { params: { partnerId: to.partnerId }, body, as: given.staff });
};

const roleOf = async (as: Claims) => field(await call(getMe, { as }), "organization");

test("a partner gets another name, its organization with it, and the main account is told why", async () => {
  const acme = await partner();
  const { partnerId } = acme;
  const body = { name: "Acme Group", reason: "A merger" };

  const answer = await call(renamePartner, { params: { partnerId }, body, as: given.staff });

  expect([answer.status, field(answer, "name")]).toEqual([200, "Acme Group"]);
  expect(await roleOf(acme.main)).toMatchObject({ name: "Acme Group" });
  expect((await eventsOf("partner", partnerId)).at(-1)).toMatchObject({
    type: "partner.renamed",
    data: { from: acme.name, to: "Acme Group", reason: "A merger" },
  });
  const [mail] = await causedMails("partner", partnerId);
  expect(mail).toMatchObject({ to: acme.main.email, subject: "The partner has another name: Acme Group" });
  expect(mail?.text).toContain(`The name of ${acme.name} was changed to Acme Group.\n\nThe reason: A merger`);
  expect(refusal(await call(renamePartner, { params: { partnerId: "par_none" }, body, as: given.staff }))).toEqual([
    404,
    "partner-not-found",
  ]);
});

test("a manager becomes the main account; the one before becomes a manager, whom the new one can remove", async () => {
  const acme = await partner();
  const boss = await manager(acme);

  const answer = await handing(acme, boss, { mainAccountEmail: boss.email });

  expect([answer.status, field(answer, "mainAccountId")]).toEqual([200, boss.sub]);
  expect([await roleOf(boss), await roleOf(acme.main)]).toMatchObject([{ role: "main" }, { role: "manager" }]);
  expect((await eventsOf("partner", acme.partnerId)).at(-1)).toMatchObject({
    type: "partner.main-account-changed",
    data: { from: acme.main.sub, to: boss.sub, reason },
  });
  expect((await eventsOf("membership", acme.main.sub)).at(-1)).toMatchObject({ data: { role: "manager" } });
  const told = await causedMails("partner", acme.partnerId);
  expect(told.map(({ to, subject }) => [to, subject])).toEqual([
    [boss.email, `Yours is the main account: ${acme.name}`],
    [acme.main.email, `Yours is no longer the main account: ${acme.name}`],
  ]);
  // It has the main account's rights. The former main account has lost them.
  const ana = await member({ ...acme, main: boss });
  const params = { organizationId: acme.organizationId, accountId: ana.sub };
  const named = { params, body: { role: "manager" } };
  expect(refusal(await call(changeRole, { ...named, as: acme.main }))).toEqual([403, "main-account-only"]);
  expect((await call(changeRole, { ...named, as: boss })).status).toBe(200);
  const gone = { ...params, accountId: acme.main.sub };
  expect((await call(removeMember, { params: gone, as: boss })).status).toBe(200);
});

test("an account that belongs nowhere joins as the main account; one of another organization does not (R21)", async () => {
  const [acme, other] = [await partner(), await partner()];
  const noa = given.someone();

  const elsewhere = [await member(other), other.main];
  for (const next of elsewhere) {
    expect(refusal(await handing(acme, next))).toEqual([409, "account-in-another-organization"]);
  }
  const answer = await handing(acme, noa, { mainAccountName: "Noa Next", mainAccountEmail: noa.email });

  expect(answer.status).toBe(200);
  expect(await roleOf(noa)).toMatchObject({ organizationId: acme.organizationId, role: "main" });
  expect(await roleOf(acme.main)).toMatchObject({ organizationId: acme.organizationId, role: "manager" });
});

test("a main account's address can be changed by naming it again, and it stays what it is", async () => {
  const acme = await partner();

  const answer = await handing(acme, acme.main, { mainAccountEmail: "new@example.org" });

  expect(answer.status).toBe(200);
  expect(await roleOf(acme.main)).toMatchObject({ role: "main" });
  const told = await causedMails("partner", acme.partnerId);
  expect(told.map(({ to }) => to)).toEqual(["new@example.org"]);
});

test("an account that is taken in elsewhere and named main account at the same moment belongs to one of both", async () => {
  for (let round = 0; round < 15; round += 1) {
    const [acme, other] = [await partner(), await partner()];
    const noa = given.someone();
    const applicationId = await application(other, noa);

    const answers = await atOnce(2, (each) => (each === 0 ? handing(acme, noa) : approving(other, applicationId)));

    expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
    const at = answers[0]?.status === 200 ? acme : other;
    expect(await roleOf(noa)).toMatchObject({ organizationId: at.organizationId });
    const named = await call(getPartner, { params: { partnerId: acme.partnerId }, as: given.staff });
    expect(field(named, "mainAccountId")).toBe(at === acme ? noa.sub : acme.main.sub);
  }
});

test("two members named main account at the same moment: one of them is, and the others are managers or as they were", async () => {
  for (let round = 0; round < 10; round += 1) {
    const acme = await partner();
    const [ana, ben] = [await member(acme), await member(acme)];

    const answers = await atOnce(2, (each) => handing(acme, each === 0 ? ana : ben));

    expect(tally(answers)).toEqual({ 200: 2 });
    const named = await call(getPartner, { params: { partnerId: acme.partnerId }, as: given.staff });
    const isAna = field(named, "mainAccountId") === ana.sub;
    expect([await roleOf(ana), await roleOf(ben), await roleOf(acme.main)]).toMatchObject([
      ...(isAna ? [{ role: "main" }, { role: "manager" }] : [{ role: "manager" }, { role: "main" }]),
      { role: "manager" },
    ]);
  }
});

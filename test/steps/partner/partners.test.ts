import { expect, test } from "vitest";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { getOrganization } from "../../../shared/contract/partner/organizations.ts";
import { createPartner, getPartner, listPartners } from "../../../shared/contract/partner/partners.ts";
import { balanceOf } from "../../../shared/domain/partner/balance.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { listParts, lookUp } from "../../../shared/store/core/list.ts";
import { ledger } from "../../../shared/store/partner/ledger.ts";
import { partnerAt } from "../../../shared/store/partner/partners.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { atOnce, call, eventsOf, field, pageOf, refusal, tally } from "../calls.ts";

const creating = (mainAccountId: string, request: { headers?: Record<string, string> } = {}) =>
  call(createPartner, { body: { name: "Acme", mainAccountId }, as: given.staff, ...request });

test("a partner is one thing with two identifiers, and its main account belongs to it from the start", async () => {
  const mia = given.someone();

  const created = await creating(mia.sub);

  const partnerId = String(field(created, "partnerId"));
  const organizationId = partnerId.replace("par_", "org_");
  expect([created.status, created.headers.location]).toEqual([201, `/v1/partners/${partnerId}`]);
  expect(created.body).toEqual({
    partnerId: expect.stringMatching(/^par_[0-9a-z]{16}$/),
    organizationId,
    name: "Acme",
    mainAccountId: mia.sub,
    createdAt: "2026-11-22T09:30:00.000Z",
    status: "active",
  });
  expect(field(await call(getMe, { as: mia }), "organization")).toEqual({
    organizationId,
    name: "Acme",
    status: "active",
    partnerId,
    role: "main",
    since: "2026-11-22T09:30:00.000Z",
  });
  expect(await eventsOf("partner", partnerId)).toMatchObject([
    {
      type: "partner.created",
      actor: { kind: "staff", id: "staff-1" },
      data: { name: "Acme", mainAccountId: mia.sub },
    },
  ]);
  expect(await eventsOf("membership", mia.sub)).toMatchObject([{ type: "partner.created", data: { organizationId } }]);
});

test("a new partner's coupon account begins with what the agreement grants for each level", async () => {
  const { partnerId } = await organizations.partner();

  const { values } = await listParts(ledger, partnerAt(partnerId).key, { limit: 100 }, new Cost());

  const granted = { kind: "granted", why: "agreement", by: "staff-1", partnerId, at: "2026-11-22T09:30:00.000Z" };
  expect(values).toHaveLength(2);
  expect(values).toContainEqual({ ...granted, level: "acp", quantity: 10, changeId: expect.any(String) });
  expect(values).toContainEqual({ ...granted, level: "ace", quantity: 2, changeId: expect.any(String) });
  expect(balanceOf(values, "acp", "2026-11-22T09:30:00.000Z")).toMatchObject({ remaining: 10, available: 0 });
});

test("an account that belongs to an organization cannot be another's main account", async () => {
  const acme = await organizations.partner();

  for (const { sub } of [acme.main, await organizations.member(acme)]) {
    expect(refusal(await creating(sub))).toEqual([409, "account-in-another-organization"]);
  }
});

test("twelve partners at the same moment with one main account are one", async () => {
  const mia = given.someone();

  const answers = await atOnce(12, () => creating(mia.sub));

  expect(tally(answers)).toEqual({ 201: 1, 409: 11 });
});

test("a partner that is made twice with one key is one", async () => {
  const mia = given.someone();
  const headers = { "idempotency-key": mia.sub };

  const [first, second] = [await creating(mia.sub, { headers }), await creating(mia.sub, { headers })];

  expect([second.status, second.body]).toEqual([201, first.body]);
});

test("staff list the partners, newest first", async () => {
  const later = "9000-01-01T00:00:00.000Z";
  const first = await organizations.partner({}, later);
  const second = await organizations.partner({}, "9000-01-02T00:00:00.000Z");

  const { data } = pageOf(await call(listPartners, { query: { limit: "100" }, as: given.staff }));

  const ids = data.map(({ partnerId }) => partnerId);
  expect(ids.indexOf(second.partnerId)).toBeGreaterThanOrEqual(0);
  expect(ids.indexOf(second.partnerId)).toBeLessThan(ids.indexOf(first.partnerId));
  expect(refusal(await call(listPartners, { as: first.main }))).toEqual([403, "forbidden"]);
});

test("the managers and staff see the partner; a plain member its organization alone; strangers neither", async () => {
  const acme = await organizations.partner();
  const { partnerId, organizationId, name } = acme;
  const [manager, member] = [await organizations.manager(acme), await organizations.member(acme)];
  const partner = (as: Claims) => call(getPartner, { params: { partnerId }, as });
  const organization = (as: Claims) => call(getOrganization, { params: { organizationId }, as });

  for (const as of [acme.main, manager, given.staff]) expect(field(await partner(as), "name")).toBe(name);
  expect(refusal(await partner(member))).toEqual([403, "managers-only"]);
  const [since, status] = ["2026-11-22T09:30:00.000Z", "active"];
  expect((await organization(member)).body).toEqual({ organizationId, name, status, role: "member", since });
  expect((await organization(manager)).body).toEqual({
    organizationId,
    name,
    status,
    partnerId,
    role: "manager",
    since,
  });
  expect((await organization(given.staff)).body).toEqual({ organizationId, name, status, partnerId });
  for (const as of [given.someone(), (await organizations.partner()).main]) {
    expect(refusal(await partner(as))).toEqual([404, "partner-not-found"]);
    expect(refusal(await organization(as))).toEqual([404, "organization-not-found"]);
  }
});

test("a partner's levels are told in one order, in whichever the table keeps them", async () => {
  const { partnerId } = await organizations.partner();
  const ref = partnerAt(partnerId);
  const [known] = await lookUp([ref], new Cost());
  const extra = { counted: 0, standing: 0, issued: 0, extra: 4 };
  const told = [
    { acp: extra, ace: extra },
    { ace: extra, acp: extra },
  ].map((levels) => JSON.stringify(ref.entity.schema.parse({ ...known, levels }).levels));

  expect(told[0]).toBe(told[1]);
});

import { expect, test } from "vitest";
import {
  createInvitation,
  getInvitation,
  listInvitations,
  revokeInvitation,
} from "../../../shared/contract/partner/invitation-operations.ts";
import * as given from "../../support/given.ts";
import * as organizations from "../../support/organizations.ts";
import { call, eventTypes, field, pageOf, refusal } from "../calls.ts";

test("a manager's link says what it is and until when it is good", async () => {
  const acme = await organizations.partner();
  const manager = await organizations.manager(acme);

  const made = await call(createInvitation, { params: { organizationId: acme.organizationId }, as: manager });

  const token = String(field(made, "token"));
  expect(token).toMatch(/^[0-9a-f]{32}$/);
  expect([made.status, made.headers.location]).toEqual([201, `/v1/invitations/${token}`]);
  expect(made.body).toEqual({
    token,
    url: `https://localhost/invitations/${token}`,
    status: "active",
    createdBy: manager.sub,
    uses: 0,
    createdAt: "2026-11-22T09:30:00.000Z",
    expiresAt: "2026-12-22T09:30:00.000Z",
  });
});

test("the holder of a link only sees the organization's name and whether the link is valid", async () => {
  const acme = await organizations.partner();
  const token = await organizations.invitation(acme);
  const see = (at?: string) => call(getInvitation, { params: { token }, as: given.someone(), ...(at && { at }) });
  const told = { token, organizationName: acme.name, expiresAt: "2026-12-22T09:30:00.000Z" };

  expect((await see()).body).toEqual({ ...told, status: "active" });
  expect((await see("2026-12-22T09:29:59.999Z")).body).toEqual({ ...told, status: "active" });
  expect((await see("2026-12-22T09:30:00.000Z")).body).toEqual({ ...told, status: "expired" });
  await call(revokeInvitation, { params: { organizationId: acme.organizationId, token }, as: acme.main });
  expect((await see()).body).toEqual({ ...told, status: "revoked" });
  expect(refusal(await call(getInvitation, { params: { token: "none" }, as: acme.main }))).toEqual([
    404,
    "invitation-not-found",
  ]);
});

test("the links are listed newest first, with their uses and what became of them", async () => {
  const acme = await organizations.partner();
  const params = { organizationId: acme.organizationId };
  expect((await call(listInvitations, { params, as: acme.main })).body).toEqual({ data: [] });
  const old = await organizations.invitation(acme, "2026-10-01T00:00:00.000Z");
  const used = await organizations.invitation(acme, "2026-11-20T00:00:00.000Z");
  const revoked = await organizations.invitation(acme, "2026-11-21T00:00:00.000Z");
  await organizations.applying(used, given.someone());
  await organizations.applying(used, given.someone());
  await call(revokeInvitation, { params: { ...params, token: revoked }, as: acme.main });

  const { data } = pageOf(await call(listInvitations, { params, as: given.staff }));

  expect(data.map(({ token, status, uses }) => [token, status, uses])).toEqual([
    [revoked, "revoked", 0],
    [used, "active", 2],
    [old, "expired", 0],
  ]);
  expect(data[0]?.url).toBe(`https://localhost/invitations/${revoked}`);
});

test("a link that was revoked gives the same answer again, and its history tells of it once", async () => {
  const acme = await organizations.partner();
  const token = await organizations.invitation(acme);
  const params = { organizationId: acme.organizationId, token };
  const revoking = (at: string) => call(revokeInvitation, { params, as: acme.main, at });

  const first = await revoking("2026-11-22T10:00:00.000Z");
  const second = await revoking("2026-11-22T11:00:00.000Z");

  expect([first.status, field(first, "status"), field(first, "revokedAt")]).toEqual([
    200,
    "revoked",
    "2026-11-22T10:00:00.000Z",
  ]);
  expect([second.status, second.body]).toEqual([200, first.body]);
  expect(await eventTypes("invitation", token)).toEqual(["invitation.created", "invitation.revoked"]);
});

test("a link is revoked where it was made; under another organization there is no such link", async () => {
  const [acme, other] = [await organizations.partner(), await organizations.partner()];
  const token = await organizations.invitation(acme);
  const params = { organizationId: other.organizationId, token };

  for (const as of [other.main, given.staff]) {
    expect(refusal(await call(revokeInvitation, { params, as }))).toEqual([404, "invitation-not-found"]);
  }
  expect(field(await call(getInvitation, { params: { token }, as: acme.main }), "status")).toBe("active");
});

test("plain members are sent to their managers; to anyone else the organization does not exist", async () => {
  const acme = await organizations.partner();
  const token = await organizations.invitation(acme);
  const { organizationId } = acme;
  const member = await organizations.member(acme);
  const other = await organizations.partner();

  const asked = [
    [createInvitation, { organizationId }],
    [listInvitations, { organizationId }],
    [revokeInvitation, { organizationId, token }],
  ] as const;
  for (const [operation, params] of asked) {
    expect(refusal(await call(operation, { params, as: member }))).toEqual([403, "managers-only"]);
    expect(refusal(await call(operation, { params, as: given.someone() }))).toEqual([404, "organization-not-found"]);
    expect(refusal(await call(operation, { params, as: other.main }))).toEqual([404, "organization-not-found"]);
  }
});

test("a link that is made twice with one key is one link", async () => {
  const acme = await organizations.partner();
  const params = { organizationId: acme.organizationId };
  const make = () => call(createInvitation, { params, as: acme.main, headers: { "idempotency-key": "one" } });

  const [first, second] = [await make(), await make()];

  expect(second.body).toEqual(first.body);
  expect(pageOf(await call(listInvitations, { params, as: acme.main })).data).toHaveLength(1);
});

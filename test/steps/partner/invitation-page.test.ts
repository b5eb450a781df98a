import { expect, test } from "vitest";
import { revokeInvitation, showInvitation } from "../../../shared/contract/partner/invitation-operations.ts";
import { suspendPartnership } from "../../../shared/contract/partner/partnerships.ts";
import * as given from "../../support/given.ts";
import * as organizations from "../../support/organizations.ts";
import { call } from "../calls.ts";

const show = (token: string, at?: string) => call(showInvitation, { params: { token }, ...(at && { at }) });

test("an invitation's link opens a page that says who invites and what to do, to anyone with the link", async () => {
  const acme = await organizations.partner({ name: "Acme <1>" });
  const token = await organizations.invitation(acme);

  const { status, headers, body } = await show(token);

  expect([status, headers?.["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(String(body)).toContain("Acme &lt;1&gt;");
  expect(String(body)).toContain("apply with this invitation");
  expect(String(body)).not.toContain(acme.main.sub);
});

test("no page of an invitation is listed, kept, or named to another site", async () => {
  const token = await organizations.invitation(await organizations.partner());
  for (const each of [token, "0".repeat(32)]) {
    expect((await show(each)).headers).toMatchObject({
      "x-robots-tag": "noindex, nofollow",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
  }
});

test("a link that is revoked, has ended or belongs to a suspended partner gets the page of one that does not exist", async () => {
  const acme = await organizations.partner({ name: "Acme" });
  const other = await organizations.partner({ name: "Other" });
  const [revoked, ended, suspended] = [
    await organizations.invitation(acme),
    await organizations.invitation(acme),
    await organizations.invitation(other),
  ];
  const { organizationId } = acme;
  given.must([200], await call(revokeInvitation, { params: { organizationId, token: revoked }, as: acme.main }));
  const body = { reason: "A look at the books" };
  given.must([200], await call(suspendPartnership, { params: { partnerId: other.partnerId }, body, as: given.staff }));

  const unknown = await show("0".repeat(32));
  expect(unknown.status).toBe(404);
  for (const [token, at] of [[revoked], [ended, "2027-11-22T09:30:00.000Z"], [suspended], ["x"], ["%00"]] as const) {
    const { status, body: page } = await show(token, at);
    expect([token, status, page === unknown.body]).toEqual([token, 404, true]);
  }
});

test("where there is a front end, the page leads there", async () => {
  process.env.FRONT_END_URL = "https://app.certs.test";
  try {
    const token = await organizations.invitation(await organizations.partner());
    expect(String((await show(token)).body)).toContain(`href="https://app.certs.test/invitations/${token}"`);
  } finally {
    delete process.env.FRONT_END_URL;
  }
});

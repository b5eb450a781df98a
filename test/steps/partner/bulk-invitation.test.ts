import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect, onTestFinished, test, vi } from "vitest";
import { inviteByEmail } from "../../../shared/contract/partner/bulk-invitation.ts";
import { createInvitation, listInvitations } from "../../../shared/contract/partner/invitation-operations.ts";
import { maximumInvited } from "../../../shared/domain/partner/bulk-invitation.ts";
import { client } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { call, eventsOf, field, pageOf, pointers, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

const { partner } = organizations;

const inviting = (of: organizations.Given, body: object, as: Claims = of.main, headers: Record<string, string> = {}) =>
  call(inviteByEmail, { params: { organizationId: of.organizationId }, body, as, headers });

const links = async ({ organizationId, main }: organizations.Given) =>
  pageOf(await call(listInvitations, { params: { organizationId }, query: { limit: "100" }, as: main })).data;

test("each address of a list gets an e-mail with its own link, and can apply with it", async () => {
  const acme = await partner();
  const ana = given.someone();

  const answer = await inviting(acme, { emails: [` ${ana.email.toUpperCase()} `, "ben@example.org"] });

  expect([answer.status, field(answer, "data")]).toMatchObject([
    200,
    [
      { row: 1, email: ana.email, outcome: "invited", invitation: { email: ana.email, uses: 0, status: "active" } },
      { row: 2, email: "ben@example.org", outcome: "invited" },
    ],
  ]);
  const made = await links(acme);
  expect(made.map(({ email }) => email).sort()).toEqual([ana.email, "ben@example.org"].sort());
  const tokens = made.map(({ token }) => String(token));
  const mails = (await Promise.all(tokens.map((token) => causedMails("invitation", token)))).flat();
  expect(mails.map(({ to, subject }) => [to, subject]).sort()).toEqual(
    [ana.email, "ben@example.org"].map((to) => [to, `You are invited to join ${acme.name}`]).sort(),
  );
  for (const { email, url } of made) expect(mails.find(({ to }) => to === email)?.text).toContain(String(url));
  const anas = String(made.find(({ email }) => email === ana.email)?.token);
  expect((await organizations.applying(anas, ana)).status).toBe(201);
  expect((await eventsOf("invitation", anas))[0]).toMatchObject({ type: "invitation.created", data: { invited: 2 } });
});

test("with a front end, the links of e-mails and managers lead there, and those of machines stay the API's", async () => {
  const acme = await partner();
  process.env.FRONT_END_URL = "https://app.certs.test/join";
  try {
    await inviting(acme, { emails: ["ben@example.org"] });
    const [made] = await links(acme);
    const url = `https://app.certs.test/join/invitations/${made?.token}`;
    const mails = await causedMails("invitation", String(made?.token));
    const params = { organizationId: acme.organizationId };
    const created = await call(createInvitation, { params, as: acme.main });

    expect(made?.url).toBe(url);
    expect(mails.map(({ text }) => text).join()).toContain(url);
    expect(field(created, "url")).toBe(`https://app.certs.test/join/invitations/${field(created, "token")}`);
    expect(created.headers.location).toBe(`/v1/invitations/${field(created, "token")}`);
  } finally {
    delete process.env.FRONT_END_URL;
  }
});

test("a row that is no address, or repeats one, is left out and named, and keeps no other from its link", async () => {
  const acme = await partner();
  const emails = ["ana@example.org", "not an address", "ANA@example.org", "ben@example.org", "@"];

  const answer = await inviting(acme, { emails });

  const rows = [1, 2, 3, 4, 5].map((row) => ({ row }));
  expect(field(answer, "data")).toMatchObject(rows);
  expect(field(answer, "data")).toMatchObject(
    ["invited", "not-an-address", "repeated", "invited", "not-an-address"].map((outcome) => ({ outcome })),
  );
  expect(await links(acme)).toHaveLength(2);
});

test("a file says the same as a list: a heading, blank lines, other columns, quotes and separators do not matter", async () => {
  const csv =
    '\ufeffName;E-mail\r\n"Sá; Ana";"ana@example.org"\r\n\r\nBen;ben@example.org\r\nnobody;\r\nBen;Ben@Example.org;x\r\n';

  const answer = await inviting(await partner(), { csv });

  expect(field(answer, "data")).toMatchObject([
    { row: 1, email: "ana@example.org", outcome: "invited" },
    { row: 2, email: "ben@example.org", outcome: "invited" },
    { row: 3, email: "nobody", outcome: "not-an-address" },
    { row: 4, email: "ben@example.org", outcome: "repeated" },
  ]);
});

test("a column headed e-mail counts over any other with an @, and quotes hold separators, quotes and line ends", async () => {
  const csv = [
    'name,manager,"E-Mail",note',
    '"Sá, Ana @ ""Acme""",boss@example.org,ana@example.org,"two\r\nlines"',
    "Ben,boss@example.org,ben@example.org",
    "Cleo,boss@example.org,,",
  ].join("\r\n");

  const answer = await inviting(await partner(), { csv });

  expect(field(answer, "data")).toMatchObject([
    { row: 1, email: "ana@example.org", outcome: "invited" },
    { row: 2, email: "ben@example.org", outcome: "invited" },
    { row: 3, email: "Cleo", outcome: "not-an-address" },
  ]);
});

test("an address of a member is named and not invited; one of another organization's member is like any other", async () => {
  const [acme, other] = [await partner(), await partner()];
  const [ana, ben] = [given.someone(), given.someone()];
  await organizations.member(acme, ana, { email: ana.email });
  await organizations.member(other, ben, { email: ben.email });

  const answer = await inviting(acme, { emails: [ana.email.toUpperCase(), ben.email] });

  expect(field(answer, "data")).toMatchObject([
    { row: 1, email: ana.email, outcome: "already-a-member" },
    { row: 2, email: ben.email, outcome: "invited" },
  ]);
  expect((await links(acme)).flatMap(({ email }) => email ?? [])).toEqual([ben.email]);
});

/** Sends a file by itself. */
const sending = (
  { organizationId, main: as }: organizations.Given,
  text: string | Buffer,
  { query = {}, headers = {} }: { query?: Record<string, string>; headers?: Record<string, string> } = {},
) =>
  call(inviteByEmail, {
    params: { organizationId },
    query,
    as,
    ...(typeof text === "string" ? { text } : { bytes: text }),
    headers: { "content-type": "text/csv; charset=utf-8", ...headers },
  });

test("a file sent by itself says the same; a dry run of it is asked for in the query, and has no key in common with the other", async () => {
  const acme = await partner();
  const headers = { "idempotency-key": acme.organizationId };
  const csv = "\ufeffname,email\r\nAna Sá,ana@example.org\r\n";

  const dry = await sending(acme, csv, { query: { dryRun: "true" }, headers });
  expect(field(dry, "data")).toEqual([{ row: 1, email: "ana@example.org", outcome: "invited" }]);
  expect(await links(acme)).toEqual([]);
  expect(field(await sending(acme, csv, { headers }), "data")).toMatchObject([{ row: 1, outcome: "invited" }]);
  expect(await links(acme)).toHaveLength(1);
  const other = await sending(acme, csv, { query: { dryRun: "true" }, headers });
  expect(refusal(other)).toEqual([422, "idempotency-key-reused"]);
});

test("a file that is not UTF-8, is too long or empty is refused, and no other operation takes one", async () => {
  const acme = await partner();
  const rows = Array.from({ length: maximumInvited + 1 }, (_, each) => `member-${each}@example.org`);

  expect(refusal(await sending(acme, Buffer.from([0x41, 0xff])))).toEqual([422, "invalid-request"]);
  expect(pointers(await sending(acme, rows.join("\n")))).toEqual(["/csv"]);
  expect(pointers(await sending(acme, "\ufeff"))).toEqual(["/csv"]);
  const params = { organizationId: acme.organizationId };
  const other = { params, text: "email", headers: { "content-type": "text/csv" }, as: acme.main };
  expect(refusal(await call(createInvitation, other))).toEqual([415, "not-json"]);
});

test("a dry run says the same and changes nothing", async () => {
  const acme = await partner();
  const emails = ["ana@example.org", "no", "ana@example.org"];
  const outcomes = ["invited", "not-an-address", "repeated"].map((outcome) => expect.objectContaining({ outcome }));

  const dry = await inviting(acme, { emails, dryRun: true });

  expect([dry.status, field(dry, "data")]).toEqual([200, outcomes]);
  expect(JSON.stringify(dry.body)).not.toContain("token");
  expect(await links(acme)).toEqual([]);
  expect(field(await inviting(acme, { emails, dryRun: false }), "data")).toEqual(outcomes);
});

test("the longest list fits one transaction, and a repetition with its key invites nobody again", async () => {
  const acme = await partner();
  const emails = Array.from({ length: maximumInvited }, (_, each) => `member-${each}@example.org`);
  const headers = { "idempotency-key": acme.organizationId };

  const [first, again] = [
    await inviting(acme, { emails }, acme.main, headers),
    await inviting(acme, { emails }, acme.main, headers),
  ];

  expect([first.status, again.body]).toEqual([200, first.body]);
  expect(await links(acme)).toHaveLength(maximumInvited);
});

test("too many rows are refused, in a list and in a file; so are both at once, and neither", async () => {
  const acme = await partner();
  const emails = Array.from({ length: maximumInvited + 1 }, (_, each) => `member-${each}@example.org`);

  expect(pointers(await inviting(acme, { emails }))).toEqual(["/emails"]);
  expect(pointers(await inviting(acme, { csv: emails.join("\n") }))).toEqual(["/csv"]);
  expect(pointers(await inviting(acme, { csv: "\n\n" }))).toEqual(["/csv"]);
  expect((await inviting(acme, { emails: ["ana@example.org"], csv: "ana@example.org" })).status).toBe(422);
  expect((await inviting(acme, {})).status).toBe(422);
});

test("managers invite; plain members and strangers do not", async () => {
  const acme = await partner();
  const emails = ["ana@example.org"];

  expect(refusal(await inviting(acme, { emails }, await organizations.member(acme)))).toEqual([403, "managers-only"]);
  expect(refusal(await inviting(acme, { emails }, given.someone()))).toEqual([404, "organization-not-found"]);
  expect((await inviting(acme, { emails }, await organizations.manager(acme))).status).toBe(200);
});

test("addresses are looked up for managers alone, each once, however many members there are", async () => {
  const acme = await partner();
  const member = await organizations.member(acme);
  const sent = vi.spyOn(client, "send");
  onTestFinished(() => sent.mockRestore());
  const queries = () => sent.mock.calls.filter(([command]) => command instanceof QueryCommand).length;
  const emails = [member.email, member.email.toUpperCase(), "ben@example.org"];

  await inviting(acme, { emails }, member);
  await inviting(acme, { emails }, given.someone());
  expect(queries()).toBe(0);

  await inviting(acme, { emails });
  expect(queries()).toBe(2);
});

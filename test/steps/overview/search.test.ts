import { expect, test } from "vitest";
import { register } from "../../../shared/contract/exam/registration-operations.ts";
import { search } from "../../../shared/contract/overview/search.ts";
import { removeMember } from "../../../shared/contract/partner/leaving.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import * as organizations from "../../support/organizations.ts";
import { call, field, pageOf, pointers, refusal } from "../calls.ts";

/** All that is found, page by page. */
async function find(q: string, limit = "100") {
  const found: Record<string, unknown>[] = [];
  let cursor: string | undefined;
  do {
    const query = { q, limit, ...(cursor !== undefined && { cursor }) };
    const page = pageOf(await call(search, { query, as: given.staff }));
    found.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

const idsOf = async (q: string) => (await find(q)).map(({ kind, id }) => `${kind} ${id}`);

test("each kind of code is found by its last symbols, as people read them out, and by the whole of it", async () => {
  const ana = given.someone();
  const { code, eligibilityCode, registrationId, certificateId, certificateNumber } = await given.pass(ana);
  const { code: examCode } = await bindingGiven.sat();
  const things = [
    [code, `authorization-code ${code}`],
    [eligibilityCode, `registration ${registrationId}`],
    [certificateNumber, `certificate ${certificateId}`],
    [examCode, `exam-code ${examCode}`],
  ] as const;

  for (const [whole, thing] of things) {
    for (const q of [whole.slice(-5), whole.slice(-6), whole.slice(-11).toLowerCase(), ` ${whole} `]) {
      expect(await idsOf(q), q).toContain(thing);
    }
    expect(await idsOf(whole)).toEqual([thing]);
  }
});

test("a code is told with its state, its account and where it is looked up", async () => {
  const ana = given.someone();
  const { certificationId, code } = await given.registration("acp", ana);

  expect(await find(code)).toEqual([
    {
      kind: "authorization-code",
      id: code,
      path: `/v1/authorization-codes/${encodeURIComponent(code)}`,
      status: "redeemed",
      at: "2026-11-22T09:30:00.000Z",
      accountId: ana.sub,
      certificationId,
    },
  ]);
});

test("another code that ends in the same four symbols is not found by five that differ", async () => {
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, given.someone());
  const five = code.slice(-6).replace("-", "");
  const other = `${five.startsWith("7") ? "8" : "7"}${five.slice(1)}`;

  expect(await idsOf(five)).toContain(`authorization-code ${code}`);
  expect(await idsOf(other)).not.toContain(`authorization-code ${code}`);
});

test("a search by e-mail address finds everything that holds it, in any case, and pages repeat nothing", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const gift = await given.authorizationCode(certificationId, given.someone());
  const owner = given.someone();
  const bought = await given.authorizationCode(certificationId, owner);
  await given.giving(bought, ana.email, owner);
  await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
  const body = { authorizationCode: bought, certificationId, candidate: { ...given.candidate, email: ana.email } };
  const registered = given.must([201], await call(register, { body, as: ana }));
  const acme = await organizations.partner();
  await organizations.member(acme, ana);

  const found = await find(ana.email.toUpperCase());

  expect(found.map(({ kind }) => kind).toSorted()).toEqual([
    "application",
    "authorization-code",
    "membership",
    "order",
    "registration",
  ]);
  expect(found.map(({ id }) => id)).toEqual(
    expect.arrayContaining([bought, ana.sub, field(registered, "registrationId")]),
  );
  expect(found.map(({ id }) => id)).not.toContain(gift);
  const inPages = await find(ana.email, "1");
  expect(inPages.map(({ id }) => id).toSorted()).toEqual(found.map(({ id }) => id).toSorted());
});

test("who has left an organization is not found as its member any more", async () => {
  const acme = await organizations.partner();
  const ana = await organizations.member(acme);
  const params = { organizationId: acme.organizationId, accountId: ana.sub };

  expect(await idsOf(ana.email)).toContain(`membership ${ana.sub}`);
  await call(removeMember, { params, as: acme.main });
  expect(await idsOf(ana.email)).not.toContain(`membership ${ana.sub}`);
});

test("an appointment is found by its confirmation number, also one that another took the place of", async () => {
  const ana = given.someone();
  const { eligibilityCode } = await given.registration("acp", ana);
  const booked = given.placed(eligibilityCode);
  const moved = given.placed(eligibilityCode, { previousConfirmationNumber: booked.confirmationNumber });
  await given.report("prometric", "appointment.booked", booked);
  await given.report("prometric", "appointment.rescheduled", moved, { at: "2026-11-22T09:31:00.000Z" });

  expect(await find(booked.confirmationNumber)).toEqual([
    {
      kind: "appointment",
      id: booked.confirmationNumber,
      path: `/v1/appointments/${booked.confirmationNumber}`,
      status: "rescheduled",
      at: "2026-12-01T10:00:00.000Z",
      accountId: ana.sub,
    },
  ]);
  expect(await find(given.someNumber())).toEqual([]);
});

test("the search accepts every confirmation number that a centre without a pattern may give", async () => {
  for (const number of ["PV-204817", "204817", "ABC/DEF#1"]) expect(await find(number)).toEqual([]);
});

test.each([["885"], ["ab"], ["R5V"], [""], ["ana@"], ["U5VN"], ["EDU-7F3K-9QXW-2M8T-R5VN-Q7"]])(
  "%j is nothing to search for",
  async (q) => {
    const answer = await call(search, { query: { q }, as: given.staff });

    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/query/q"]]);
  },
);

test("nobody but staff may search", async () => {
  const answer = await call(search, { query: { q: "ana@example.org" }, as: given.someone() });

  expect(refusal(answer)).toEqual([403, "forbidden"]);
});

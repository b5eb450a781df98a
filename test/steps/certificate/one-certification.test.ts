import { describe, expect, test } from "vitest";
import { previewBinding } from "../../../shared/contract/certificate/binding-previews.ts";
import { claimCertificate, revokeCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { undoCandidateLink } from "../../../shared/contract/exam/candidate-links.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { getResult } from "../../../shared/contract/exam/result-operations.ts";
import { enrolmentWith } from "../../../shared/domain/exam/enrolment.ts";
import { candidateLinkAt } from "../../../shared/store/certificate/candidate-links.ts";
import { enrolmentAt, enrolmentChange } from "../../../shared/store/exam/enrolments.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { bind, certificatesOf, differences, tallyAt } from "../binding-calls.ts";
import { call, eventTypes, field, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { claimed, registerAgain, registered, sitting } from "../corrected.ts";

const { now } = bindingGiven;
const tomorrow = "2026-11-23T09:30:00.000Z";

/** A member with an open registration, who has also passed with an exam code; both for one certification. */
async function twice() {
  const sat = await bindingGiven.sat();
  await sat.result();
  const [authorizationCode] = await given.authorizationCodes(
    [{ product: "certification", certificationId: sat.certificationId, quantity: 1 }],
    sat.ana,
    bindingGiven.issuedAt,
  );
  const { body } = given.must(
    [201],
    await given.registering(authorizationCode ?? "", sat.certificationId, sat.ana, { at: bindingGiven.issuedAt }),
  );
  const registrationId = String(field({ status: 201, headers: {}, body }, "registrationId"));
  const opened = await call(getRegistration, { params: { registrationId }, as: sat.ana, at: now });
  return { ...sat, registrationId, opened };
}

const passingAt = (confirmationNumber: string, takenAt: string) => ({
  resultId: `R-${confirmationNumber}`,
  exam: "written",
  outcome: "pass",
  takenAt,
  confirmationNumber,
});

/** The registration's exam is booked, and later passed. */
async function passed({ opened, ana, registrationId }: Awaited<ReturnType<typeof twice>>, takenAt: string, at: string) {
  const { code } = eligibility(opened);
  const booking = given.placed(code, { startsAt: takenAt });
  given.must([200], await given.report("prometric", "appointment.booked", booking, { at: now }));
  const data = passingAt(booking.confirmationNumber, takenAt);
  given.must([200], await given.report("prometric", "result.reported", data, { at }));
  const seen = await call(getRegistration, { params: { registrationId }, as: ana, at });
  const result = await call(getResult, { params: { resultId: data.resultId }, as: ana, at });
  return { standing: [field(seen, "status"), field(seen, "earnsNothing")], result, resultId: data.resultId };
}

function eligibility(opened: Awaited<ReturnType<typeof call>>): { code: string } {
  const found = field(opened, "eligibilityCode");
  if (typeof found !== "object" || found === null || !("code" in found)) throw new Error("it has an eligibility code");
  return { code: String(found.code) };
}

const statusesOf = async (as: Claims, at: string) => (await certificatesOf(as, at)).map(({ status }) => status).sort();

describe("an open registration beside a bound pass (R8)", () => {
  test("earns nothing for an exam that was sat while the certificate was valid, and its holder sees why", async () => {
    const all = await twice();
    given.must([201], await bind(all.certificationId, all.named, all.ana));

    const { standing, result } = await passed(all, "2026-11-22T10:00:00.000Z", tomorrow);

    expect(standing).toEqual(["passed", "sat-while-certified"]);
    expect([field(result, "outcome"), field(result, "earnsNothing"), field(result, "certificateId")]).toEqual([
      "pass",
      "sat-while-certified",
      undefined,
    ]);
    expect(await statusesOf(all.ana, tomorrow)).toEqual(["valid"]);
    expect(await tallyAt(all.partner.partnerId, tomorrow)).toEqual([1, 1]);
    const [mail] = (await causedMails("registration", all.registrationId)).slice(-1);
    expect(mail?.text).toContain("earns no second one");
  });

  test("earns nothing for an exam that was sat before that certificate was claimed", async () => {
    const all = await twice();
    given.must([201], await bind(all.certificationId, all.named, all.ana));

    const { standing } = await passed(all, "2026-11-22T09:29:59.999Z", tomorrow);

    expect(standing).toEqual(["passed", "already-certified"]);
    expect(await statusesOf(all.ana, tomorrow)).toEqual(["valid"]);
  });

  test("earns its certificate once the bound pass has fallen, in whichever order the two reports come", async () => {
    const orders = [];
    for (const isFirst of [true, false]) {
      const all = await twice();
      given.must([201], await bind(all.certificationId, all.named, all.ana));
      const fall = () => bindingGiven.sendCorrection(all.data.resultId, "invalidated", { at: tomorrow });
      if (isFirst) given.must([200], await fall());
      const { resultId } = await passed(all, "2026-11-22T09:29:59.999Z", tomorrow);
      if (!isFirst) given.must([200], await fall());

      const result = await call(getResult, { params: { resultId }, as: all.ana, at: tomorrow });
      const shown = [field(result, "earnsNothing"), typeof field(result, "certificateId")];
      orders.push([await statusesOf(all.ana, tomorrow), await registered(all.registrationId, all.ana), ...shown]);
      expect(await differences(all.partner.partnerId, tomorrow)).toEqual([]);
    }
    expect(orders).toEqual([1, 2].map(() => [["claimable", "revoked"], "passed", undefined, "string"]));
  });

  test("is not beaten by a binding at the same moment: there is one certificate", async () => {
    const all = await twice();
    const { code } = eligibility(all.opened);
    const booking = given.placed(code, { startsAt: "2026-11-22T09:00:00.000Z" });
    given.must([200], await given.report("prometric", "appointment.booked", booking, { at: now }));
    const data = passingAt(booking.confirmationNumber, "2026-11-22T09:00:00.000Z");

    await Promise.all([
      given.report("prometric", "result.reported", data, { at: now }),
      bind(all.certificationId, all.named, all.ana),
    ]);

    expect(await certificatesOf(all.ana, now)).toHaveLength(1);
  });
});

describe("a fail that rises after a newer claim (R8)", () => {
  test("earns nothing", async () => {
    const ana = given.someone();
    const open = await given.registration("acp", ana);
    const first = await sitting(open.eligibilityCode, "fail");
    given.must([200], await first.result());
    const again = given.must([201], await registerAgain(open.certificationId, ana));
    const second = await sitting(eligibility(again).code, "pass");
    given.must([200], await second.result());
    const [earned] = await given.certificates(ana, tomorrow);
    given.must([200], await given.claiming(earned?.certificateId ?? "", ana, tomorrow));

    given.must([200], await first.correct(1, "pass"));

    expect(await statusesOf(ana, tomorrow)).toEqual(["valid"]);
    const seen = await call(getRegistration, {
      params: { registrationId: open.registrationId },
      as: ana,
      at: tomorrow,
    });
    expect([field(seen, "status"), field(seen, "earnsNothing")]).toEqual(["passed", "already-certified"]);
  });
});

// No call can make two waiting passes. An earlier version may have stored them. The second is claimed after the first.
test("a pass is not claimed beside a certificate that was valid when its exam was sat, however the two came to be (R8)", async () => {
  const ana = given.someone();
  const { certificateId, certificationId } = await given.pass(ana);
  const ref = enrolmentAt(ana.sub, certificationId);
  const standing = {
    phase: "certified",
    since: "2026-10-01T09:00:00.000Z",
    validUntil: "2028-10-01T09:00:00.000Z",
  } as const;
  const claimedOther = { type: "certificate.claimed", data: { validUntil: standing.validUntil } } as const;
  await organizations.stored(claimedOther, [ref], (facts) => {
    const enrolment = facts.get(ref);
    if (enrolment === undefined) throw new Error("a pass has an enrolment");
    return [enrolmentChange(ref, enrolmentWith(enrolment, "reg_other", standing))];
  });

  const answer = await call(claimCertificate, { params: { certificateId }, body: {}, as: ana, at: tomorrow });

  expect(refusal(answer)).toEqual([409, "sat-while-certified"]);
  expect(await statusesOf(ana, tomorrow)).toEqual(["claimable"]);
});

test("a certificate that staff revoke after its end does not stand in the way of what was sat between the two (R8)", async () => {
  const { ana, certificateId, certificationId } = await claimed();
  const [opened, startsAt, later] = [
    "2028-12-01T09:00:00.000Z",
    "2028-12-05T10:00:00.000Z",
    "2028-12-10T09:00:00.000Z",
  ];
  const again = given.must([201], await registerAgain(certificationId, ana, opened));
  const booking = given.placed(eligibility(again).code, { startsAt });
  given.must([200], await given.report("prometric", "appointment.booked", booking, { at: opened }));
  const body = { reason: "Found out" };
  given.must([200], await call(revokeCertificate, { params: { certificateId }, body, as: given.staff, at: later }));

  const data = passingAt(booking.confirmationNumber, startsAt);
  given.must([200], await given.report("prometric", "result.reported", data, { at: later }));

  expect(await statusesOf(ana, later)).toEqual(["claimable", "revoked"]);
});

test("a bound pass that falls after staff have revoked its certificate never was in the way of another (R8)", async () => {
  const { certificationId, named, data, ana, partner, result } = await bindingGiven.sat();
  await result();
  given.must([201], await bind(certificationId, named, ana));
  const [held] = await given.certificates(ana, now);
  const params = { certificateId: String(held?.certificateId) };
  const body = { reason: "Found out" };
  given.must([200], await call(revokeCertificate, { params, body, as: given.staff, at: tomorrow }));
  const again = bindingGiven.pair();
  const sat = { takenAt: "2026-11-22T20:00:00.000Z" };
  const second = bindingGiven.resultData(await bindingGiven.examCode(partner, certificationId), again, sat);
  given.must([200], await bindingGiven.sendResult(second, tomorrow));
  expect(refusal(await bind(certificationId, again, ana, tomorrow))).toEqual([409, "sat-while-certified"]);

  given.must([200], await bindingGiven.sendCorrection(data.resultId, "invalidated", { at: tomorrow }));

  expect((await bind(certificationId, again, ana, tomorrow)).status).toBe(201);
});

test("two passes of one exam each that earned nothing earn their certificate together once nothing is in the way (R8, R18)", async () => {
  const [one, other] = [await bindingGiven.partner(), await bindingGiven.partner()];
  const certificationId = await given.certification("ace");
  const ana = await bindingGiven.member(one);
  const binding = async (partner: typeof one, exam: string) => {
    const named = bindingGiven.pair();
    const data = bindingGiven.resultData(await bindingGiven.examCode(partner, certificationId, { exam }), named, {
      exam,
    });
    given.must([200], await bindingGiven.sendResult(data));
    given.must([201], await bind(certificationId, named, ana));
    return data.resultId;
  };
  const both = async (by: typeof one) => [await binding(by, "written"), await binding(by, "lab")];
  const correcting = async (results: string[], outcome: "pass" | "fail", place: number) => {
    for (const each of results) given.must([200], await bindingGiven.sendCorrection(each, outcome, { place }));
  };
  const first = await both(one);
  await correcting(first, "fail", 1);
  await both(other);
  await correcting(first, "pass", 2);
  expect(await statusesOf(ana, now)).toEqual(["revoked", "valid"]);
  const standing = (await given.certificates(ana, now)).find(({ status }) => status === "valid");

  const params = { certificateId: String(standing?.certificateId) };
  given.must([200], await call(revokeCertificate, { params, body: { reason: "Found out" }, as: given.staff, at: now }));

  expect(await statusesOf(ana, now)).toEqual(["claimable", "revoked", "revoked"]);
});

test("a registration that a late word gives its sitting back does not open beside a newer one (R8)", async () => {
  const ana = given.someone();
  const open = await given.registration("acp", ana);
  const booking = given.placed(open.eligibilityCode, { startsAt: "2026-11-22T10:00:00.000Z" });
  const { confirmationNumber } = booking;
  given.must([200], await given.report("prometric", "appointment.booked", booking));
  given.must([200], await given.report("prometric", "appointment.no-show", { confirmationNumber }, { at: tomorrow }));
  given.must([201], await registerAgain(open.certificationId, ana, tomorrow));

  const excused = { confirmationNumber, excused: true };
  const later = { at: "2026-11-23T10:30:00.000Z", occurredAt: "2026-11-23T10:00:00.000Z" };
  given.must([200], await given.report("prometric", "appointment.no-show", excused, later));

  const seen = await call(getRegistration, { params: { registrationId: open.registrationId }, as: ana, at: tomorrow });
  expect(field(seen, "status")).toBe("expired");
});

test("a registration that has ended does not open beside a newer one for a booking that is reported late (R8)", async () => {
  const ana = given.someone();
  const open = await given.registration("acp", ana);
  const later = "2027-11-24T09:30:00.000Z";
  given.must([201], await registerAgain(open.certificationId, ana, later));

  const booking = given.placed(open.eligibilityCode, { startsAt: "2027-11-21T10:00:00.000Z" });
  const late = { at: later, occurredAt: "2027-11-20T10:00:00.000Z" };
  given.must([200], await given.report("prometric", "appointment.booked", booking, late));

  const seen = await call(getRegistration, { params: { registrationId: open.registrationId }, as: ana, at: later });
  expect(field(seen, "status")).toBe("expired");
});

describe("a candidate id", () => {
  /** Two sittings of one candidate id, each with a pass; neither was given to anybody. */
  async function twoOfOne() {
    const partner = await bindingGiven.partner();
    const certifications = [await given.certification("acp"), await given.certification("acp")];
    const { candidateId } = bindingGiven.pair();
    const named = await Promise.all(
      certifications.map(async (certificationId) => {
        const code = await bindingGiven.examCode(partner, certificationId);
        const pair = { ...bindingGiven.pair(), candidateId };
        given.must([200], await bindingGiven.sendResult(bindingGiven.resultData(code, pair)));
        return { certificationId, pair };
      }),
    );
    const accounts = await Promise.all([1, 2].map(() => bindingGiven.member(partner)));
    return { candidateId, named, accounts };
  }

  const asking = (
    of: { certificationId: string; pair: ReturnType<typeof bindingGiven.pair> } | undefined,
    as?: Claims,
  ) => bind(of?.certificationId ?? "", of?.pair ?? bindingGiven.pair(), as ?? given.someone());

  test("belongs to the account that binds the first of its sittings (R27)", async () => {
    const { named, accounts } = await twoOfOne();
    given.must([201], await asking(named[0], accounts[0]));

    expect(refusal(await asking(named[1], accounts[1]))).toEqual([409, "sitting-not-available"]);
    expect((await asking(named[1], accounts[0])).status).toBe(201);
  });

  test("belongs to one of two accounts that bind at once", async () => {
    const { named, accounts } = await twoOfOne();

    const answers = await Promise.all(named.map((each, at) => asking(each, accounts[at])));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test("is free again once staff have undone the link, in whatever case they type it; what was bound stays bound", async () => {
    const { candidateId, named, accounts } = await twoOfOne();
    const bound = given.must([201], await asking(named[0], accounts[0]));
    const undoing = (as: Claims) => {
      const params = { provider: "pearson-vue", candidateId: candidateId.toLowerCase() };
      return call(undoCandidateLink, { params, query: { reason: "A wrong id" }, as });
    };
    expect(refusal(await undoing(accounts[1] ?? given.someone()))[0]).toBe(403);

    expect(field(given.must([200], await undoing(given.staff)), "accountId")).toBe(accounts[0]?.sub);

    const { id } = candidateLinkAt("pearson-vue", candidateId);
    const mails = (await causedMails("candidate-link", id)).map(({ to, text }) => [to, text.includes("A wrong id")]);
    expect(mails).toEqual([[accounts[0]?.email, true]]);
    expect(refusal(await undoing(given.staff))).toEqual([404, "candidate-link-not-found"]);
    expect((await asking(named[1], accounts[1])).status).toBe(201);
    expect(refusal(await asking(named[0], accounts[1]))).toEqual([409, "sitting-not-available"]);
    expect(await eventTypes("binding", String(field(bound, "bindingId")))).toEqual(["binding.bound"]);
  });
});

describe("the preview of a binding (R26)", () => {
  const previewing = (certificationId: string, named: ReturnType<typeof bindingGiven.pair>, as: Claims) =>
    call(previewBinding, { body: { certificationId, ...named, fullName: "Ana Sá" }, as, at: now });

  test("says for which organization the certificate would count, and changes nothing", async () => {
    const { certificationId, named, ana, partner, result } = await bindingGiven.sat();
    const before = given.must([200], await previewing(certificationId, named, ana));
    expect(before.body).toMatchObject({ status: "pending", countsFor: { organizationId: partner.organizationId } });
    await result();

    const { body } = given.must([200], await previewing(certificationId, named, ana));

    expect(body).toMatchObject({ status: "bound", exam: "written", holderName: "Ana Sá", earnsCertificate: true });
    expect(body).toMatchObject({ countsFor: { organizationId: partner.organizationId } });
    expect(await certificatesOf(ana, now)).toEqual([]);
    given.must([201], await bind(certificationId, named, ana));
    expect(await tallyAt(partner.partnerId, now)).toEqual([1, 1]);
  });

  test("warns that it would count for none, and is refused as the binding would be", async () => {
    const { certificationId, named, ana, result } = await bindingGiven.sat();
    await result();
    await bindingGiven.quitting(ana);

    expect(given.must([200], await previewing(certificationId, named, ana)).body).toMatchObject({
      countsFor: null,
      why: "not-in-an-organization",
    });
    expect(refusal(await previewing(certificationId, named, given.someone()))).toEqual([409, "sitting-not-available"]);
  });
});

import { expect, test } from "vitest";
import { getBinding } from "../../../shared/contract/certificate/binding-operations.ts";
import { correctBindingName, correctCandidate, correctName } from "../../../shared/contract/certificate/corrections.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { bind, certificatesOf } from "../binding-calls.ts";
import { call, eventsOf, field, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

const bookedAt = "2026-11-22T09:30:00.000Z";
const takenAt = "2026-12-01T12:00:00.000Z";
const later = "2026-12-02T09:30:00.000Z";
const reason = "As on the passport";
type Name = { givenName?: string; familyName?: string };

/** A registration with a booked and passed exam. Both reports have the name that the centre checked. */
async function sat(as: Claims & { email: string }, booked: Name | undefined, checked: Name | undefined) {
  const open = await given.registration("acp", as, undefined, { email: as.email });
  const placed = given.placed(open.eligibilityCode, { candidate: booked });
  given.must([200], await given.report("prometric", "appointment.booked", placed, { at: bookedAt }));
  const { confirmationNumber } = placed;
  const result = { resultId: `R-${confirmationNumber}`, exam: "written", outcome: "pass", takenAt, confirmationNumber };
  const data = { ...result, candidate: checked };
  given.must([200], await given.report("prometric", "result.reported", data, { at: later, occurredAt: takenAt }));
  return open;
}

async function differs(registrationId: string, as: Claims): Promise<unknown> {
  return field(await call(getRegistration, { params: { registrationId }, as, at: later }), "nameDiffers");
}

async function holderName(as: Claims): Promise<unknown> {
  return (await certificatesOf(as, later))[0]?.holderName;
}

const toldOf = async (kind: string, id: string) =>
  (await causedMails(kind, id)).filter(({ subject }) => subject.startsWith("The test centre has another name"));

test("a name that the centre checked stands on the certificate; the candidate and staff see that it differs, and one e-mail says so", async () => {
  const ana = given.someone();
  const checked = { givenName: "Ana", familyName: "Silva" };

  const { registrationId } = await sat(ana, checked, checked);

  const difference = { registered: "Ana Sá", checked: "Ana Silva", since: takenAt };
  expect(await holderName(ana)).toBe("Ana Silva");
  expect(await differs(registrationId, ana)).toEqual(difference);
  expect(await differs(registrationId, given.staff)).toEqual(difference);
  const mails = await toldOf("registration", registrationId);
  expect(mails.map(({ to }) => to)).toEqual([ana.email]);
  for (const said of ["Ana Sá", "Ana Silva"]) expect(mails[0]?.text).toContain(said);
});

test.each([
  ["nothing", undefined],
  ["the same name in capitals, without marks", { givenName: "ANA", familyName: "SA" }],
  ["the same name the other way round", { givenName: "Sá", familyName: "Ana" }],
])("where the centre says %s, nothing differs and the certificate bears the registered name", async (_, checked) => {
  const ana = given.someone();

  const { registrationId } = await sat(ana, undefined, checked);

  expect([await holderName(ana), await differs(registrationId, ana)]).toEqual(["Ana Sá", undefined]);
  expect(await toldOf("registration", registrationId)).toEqual([]);
});

test("the result's name counts over the booking's, and one that a certificate cannot print is shown and not printed", async () => {
  const ana = given.someone();

  const { registrationId } = await sat(ana, { givenName: "Ann" }, { givenName: "Ana 𒀀", familyName: "Sá" });

  expect(await holderName(ana)).toBe("Ana Sá");
  expect(await differs(registrationId, ana)).toMatchObject({ checked: "Ana 𒀀 Sá", since: takenAt });
});

test("staff who decide on a name settle the difference: the certificate bears their name", async () => {
  const ana = given.someone();
  const { registrationId } = await sat(ana, undefined, { givenName: "Ana", familyName: "Silva" });

  const body = { familyName: "Sá", reason };
  const answer = await call(correctCandidate, { params: { registrationId }, body, as: given.staff, at: later });

  expect(field(given.must([200], answer), "nameDiffers")).toBeUndefined();
  expect(await holderName(ana)).toBe("Ana Sá");
});

test("staff who confirm the name on the certificate take it over into the registration, and nothing differs any more", async () => {
  const ana = given.someone();
  const { registrationId } = await sat(ana, undefined, { familyName: "Suharto" });
  const [{ certificateId = "" } = {}] = await given.certificates(ana, later);

  const asked = { params: { certificateId }, body: { reason }, as: given.staff, at: later };
  given.must([200], await call(correctName, asked));

  expect([await holderName(ana), await differs(registrationId, ana)]).toEqual(["Suharto", undefined]);
  const registered = await call(getRegistration, { params: { registrationId }, as: ana, at: later });
  expect(field(registered, "candidate")).toEqual({ familyName: "Suharto", email: ana.email, country: "PT" });
});

test("a sitting of the second centre with another name: the binding says so, and the certificate bears it", async () => {
  const { ana, certificationId, named, data } = await bindingGiven.sat();
  const candidate = { givenName: "Ana", familyName: "Silva" };
  given.must([200], await bindingGiven.sendResult({ ...data, candidate }));

  const bound = given.must([201], await bind(certificationId, named, ana));

  const difference = { registered: "Ana Sá", checked: "Ana Silva", since: "2026-11-21T12:00:00.000Z" };
  expect(field(bound, "nameDiffers")).toEqual(difference);
  const [certificate] = await certificatesOf(ana);
  expect(certificate?.holderName).toBe("Ana Silva");
  const bindingId = String(field(bound, "bindingId"));
  expect((await toldOf("binding", bindingId)).map(({ to }) => to)).toEqual([ana.email]);

  const params = { certificateId: String(field(bound, "certificateId")) };
  const corrected = await call(correctName, {
    params,
    body: { givenName: "Ana", familyName: "Sá", reason },
    as: given.staff,
  });

  expect(field(given.must([200], corrected), "holderName")).toBe("Ana Sá");
  expect(field(await call(getBinding, { params: { bindingId }, as: ana }), "nameDiffers")).toBeUndefined();
});

/** One of two exams is bound. It has earned no certificate, and the centre checked another name. */
async function boundFirst() {
  const { ana, certificationId, named, data } = await bindingGiven.sat({ level: "ace" });
  given.must([200], await bindingGiven.sendResult({ ...data, candidate: { givenName: "Ana", familyName: "Silva" } }));
  const bound = given.must([201], await bind(certificationId, named, ana));
  return { ana, bindingId: String(field(bound, "bindingId")) };
}

const decide = (bindingId: string, body: object, headers: Record<string, string> = {}) =>
  call(correctBindingName, { params: { bindingId }, body: { reason, ...body }, headers, as: given.staff });

test.each([
  ["state another one", { givenName: "Ana", familyName: "Sá" }, "Ana Sá"],
  ["confirm the one that the centre checked", {}, "Ana Silva"],
])(
  "of a binding that has earned no certificate staff %s: nothing differs any more, and its account is told",
  async (_, said, name) => {
    const { ana, bindingId } = await boundFirst();
    const looked = await call(getBinding, { params: { bindingId }, as: given.staff });
    expect(field(looked, "nameDiffers")).toMatchObject({ registered: "Ana Sá", checked: "Ana Silva" });
    expect(field(looked, "certificateId")).toBeUndefined();
    const [staleTag, etag = ""] = ['"stale"', looked.headers.etag];

    expect((await decide(bindingId, said, { "if-match": staleTag })).status).toBe(412);
    const decided = given.must([200], await decide(bindingId, said, { "if-match": etag }));

    expect(field(decided, "nameDiffers")).toBeUndefined();
    const [event] = (await eventsOf("binding", bindingId)).slice(-1);
    expect(event).toMatchObject({ type: "binding.name-corrected", data: { from: "Ana Sá", to: name, reason } });
    const [mail] = (await causedMails("binding", bindingId)).slice(-1);
    expect([mail?.to, mail?.subject]).toEqual([ana.email, "Your name was corrected: Cloud Computing"]);
    for (const told of [name, reason]) expect(mail?.text).toContain(told);
  },
);

test("of a binding that has earned a certificate, that bears the name which staff decide on", async () => {
  const { ana, certificationId, named, data } = await bindingGiven.sat();
  given.must([200], await bindingGiven.sendResult({ ...data, candidate: { givenName: "Ana", familyName: "Silva" } }));
  const bindingId = String(field(given.must([201], await bind(certificationId, named, ana)), "bindingId"));

  given.must([200], await decide(bindingId, { givenName: "Ana", familyName: "Sá" }));

  expect((await certificatesOf(ana))[0]?.holderName).toBe("Ana Sá");
  const [mail] = (await causedMails("binding", bindingId)).slice(-1);
  expect(mail?.subject).toBe("The name on your certificate was corrected: Cloud Computing");
});

test("a binding that waits for its result, or that there is not, has no name to decide on; nor can a decision leave none", async () => {
  const { ana, certificationId, named } = await bindingGiven.sat();
  const pending = given.must([202], await bind(certificationId, named, ana));

  expect(refusal(await decide(String(field(pending, "bindingId")), {}))).toEqual([409, "binding-not-bound"]);
  expect(refusal(await decide("bnd_none", {}))).toEqual([404, "binding-not-found"]);
  const { bindingId } = await boundFirst();
  const none = { givenName: null, familyName: null };
  expect(refusal(await decide(bindingId, none))).toEqual([409, "holder-name-missing"]);
});

test("a binding takes the first name that can be printed, and none where there is none", async () => {
  const { ana, certificationId, named, result } = await bindingGiven.sat({ holder: false });
  given.must([200], await result());
  const stranger = { ...given.someone(), name: "Bo 🙂" };

  const refused = await bind(certificationId, named, stranger);
  expect([refused.status, field(refused, "code")]).toEqual([409, "name-not-printable"]);
  expect((await bind(certificationId, named, stranger, undefined, { fullName: "🙂" })).status).toBe(422);
  given.must([201], await bind(certificationId, named, stranger, undefined, { fullName: "Bo Li" }));
  expect((await certificatesOf(stranger))[0]?.holderName).toBe("Bo Li");
  expect(await certificatesOf(ana)).toEqual([]);
});

test.each([
  ["before the result", 0],
  ["long after the claim", 1],
])("a move that arrives %s and states another name leads to the same certificate", async (_, place) => {
  const ana = given.someone();
  const { eligibilityCode, registrationId } = await given.registration("acp", ana);
  const placed = given.placed(eligibilityCode);
  const { confirmationNumber } = placed;
  given.must([200], await given.report("prometric", "appointment.booked", placed, { at: bookedAt }));
  const result = { resultId: `R-${confirmationNumber}`, exam: "written", outcome: "pass", takenAt, confirmationNumber };
  const moved = {
    ...placed,
    confirmationNumber: given.someNumber(),
    previousConfirmationNumber: confirmationNumber,
    candidate: { givenName: "Ana", familyName: "Silva" },
  };
  const move = { at: later, occurredAt: "2026-11-22T10:00:00.000Z" };
  const reports = [
    async () => given.report("prometric", "appointment.rescheduled", moved, move),
    async () => {
      const answer = await given.report("prometric", "result.reported", result, { at: later, occurredAt: takenAt });
      const [{ certificateId = "" } = {}] = await given.certificates(ana, later);
      given.must([200], await given.claiming(certificateId, ana, later));
      return answer;
    },
  ];

  for (const send of place === 0 ? reports : reports.toReversed()) given.must([200], await send());

  expect(await holderName(ana)).toBe("Ana Silva");
  expect(await differs(registrationId, ana)).toMatchObject({ checked: "Ana Silva" });
});

import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, test } from "vitest";
import { correctCandidate, correctName } from "../../../shared/contract/certificate/corrections.ts";
import { getCredentialKey } from "../../../shared/contract/certificate/credential-keys.ts";
import { getCertificatePdf, getCredential, getStatusList } from "../../../shared/contract/certificate/credentials.ts";
import { showVerification, verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { listTallyCertificates } from "../../../shared/contract/partner/tally-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { verify } from "../../support/verifier.ts";
import { differences } from "../binding-calls.ts";
import { call, callSigned, eventsOf, eventTypes, field, pageOf, pointers, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

const reason = "As on the passport";
const correcting = (registrationId: string, body: object, as: Claims) =>
  call(correctCandidate, { params: { registrationId }, body, as });
const naming = (certificateId: string, body: object) =>
  call(correctName, { params: { certificateId }, body: { reason, ...body }, as: given.staff });

async function claimed(as: Claims, who: object = {}) {
  const pass = await given.pass(as, undefined, who);
  given.must([200], await given.claiming(pass.certificateId, as));
  return { ...pass, token: await given.linkToken(pass.certificateId, as) };
}

/** The name in the verification's answer, on its page, in the print and in the credential. */
async function nameSeen(certificateNumber: string, token: string): Promise<string[]> {
  const params = { certificateNumber };
  const verification = await call(verifyCertificate, { params });
  const page = String((await call(showVerification, { params })).body);
  const pdf = Buffer.from(String((await call(getCertificatePdf, { params, query: { token } })).body), "base64");
  const printed = await (await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise).getPage(1);
  const { items } = await printed.getTextContent();
  const text = items
    .map((item) => ("str" in item ? item.str : ""))
    .join(" ")
    .replaceAll(/\s+/g, " ");
  const { credential } = await verified(await call(getCredential, { params, query: { token } }));
  return [
    String(field(verification, "holderName")),
    /<bdi>(.*?)<\/bdi>/.exec(page)?.[1] ?? "",
    /This is to certify that (.*?) has passed/.exec(text)?.[1] ?? "",
    JSON.stringify(credential.credentialSubject).match(/"identityHash":"(.*?)"/)?.[1] ?? "",
  ];
}

const at = "2026-12-01T00:00:00.000Z";

async function fetched(url: string): Promise<string> {
  const [, kind = "", id = ""] = /\/v1\/(status-lists|issuer\/keys)\/(.+)$/.exec(url) ?? [];
  const isList = kind === "status-lists";
  const answer = isList
    ? await call(getStatusList, { params: { listId: id }, at })
    : await call(getCredentialKey, { params: { keyId: id }, at });
  const { body } = given.must([200], answer);
  return typeof body === "string" ? body : JSON.stringify(body);
}

const verified = async ({ body }: Response) => verify(String(body), fetched, at);

test("a name is corrected after the claim: the number stays, and page, print and credential state the new one", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber, registrationId, token } = await claimed(ana, { email: ana.email });
  const before = await call(getCredential, { params: { certificateNumber }, query: { token } });
  expect(await nameSeen(certificateNumber, token)).toEqual(Array(4).fill("Ana Sá"));

  const corrected = given.must([200], await naming(certificateId, { familyName: "Sá Carneiro" }));

  expect(field(corrected, "certificateNumber")).toBe(certificateNumber);
  expect(await nameSeen(certificateNumber, token)).toEqual(Array(4).fill("Ana Sá Carneiro"));
  const after = await call(getCredential, { params: { certificateNumber }, query: { token } });
  expect([(await verified(before)).revoked, (await verified(after)).revoked]).toEqual([true, false]);
  const registered = await call(getRegistration, { params: { registrationId }, as: ana });
  expect(field(registered, "candidate")).toMatchObject({ givenName: "Ana", familyName: "Sá Carneiro" });
});

test("the history says who corrected which name into which and why, and the holder is told by e-mail", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await claimed(ana, { email: ana.email });

  given.must([200], await naming(certificateId, { givenName: "小明", familyName: "王" }));

  const event = (await eventsOf("certificate", certificateId)).at(-1);
  expect(event).toMatchObject({
    type: "certificate.name-corrected",
    actor: { kind: "staff", id: "staff-1" },
    data: { from: "Ana Sá", to: "王小明", reason },
  });
  const [mail] = (await causedMails("certificate", certificateId)).slice(-1);
  expect([mail?.to, mail?.subject]).toEqual([ana.email, "The name on your certificate was corrected: A title"]);
  for (const said of ["王小明", certificateNumber, reason]) expect(mail?.text).toContain(said);
});

test("a partner's list of counted certificates follows a corrected name, and still agrees with a recount", async () => {
  const of = await bindingGiven.partner();
  const ana = await bindingGiven.member(of);
  const { certificateId } = await claimed(ana);

  given.must([200], await naming(certificateId, { familyName: null, givenName: "Suharto" }));

  const { partnerId } = of;
  const { data } = pageOf(await call(listTallyCertificates, { params: { partnerId }, as: given.staff }));
  expect(data).toMatchObject([{ certificateId, holderName: "Suharto" }]);
  expect(await differences(partnerId)).toEqual([]);
});

test("a correction that leaves no name is refused, and nothing changes", async () => {
  const ana = given.someone();
  const { certificateId, registrationId } = await claimed(ana);
  const none = { givenName: null, familyName: null };

  expect(refusal(await naming(certificateId, none))).toEqual([409, "holder-name-missing"]);
  expect(refusal(await correcting(registrationId, { ...none, reason }, given.staff))).toEqual([
    409,
    "holder-name-missing",
  ]);
  expect(await eventTypes("certificate", certificateId)).toEqual(["result.accepted", "certificate.claimed"]);
});

test("a candidate corrects its registration until the first booking; the test centre is told the new name", async () => {
  const ana = given.someone();
  const { registrationId, eligibilityCode } = await given.registration("acp", ana, undefined, { email: ana.email });
  const changes = { givenName: "Suharto", familyName: null, email: "new@example.org", phone: "+351 21 000 0000" };

  const corrected = given.must([200], await correcting(registrationId, changes, ana));

  const candidate = { givenName: "Suharto", email: "new@example.org", country: "PT" };
  expect(field(corrected, "candidate")).toEqual({ ...candidate, phone: changes.phone });
  const asked = { params: { provider: "prometric", code: eligibilityCode }, query: { exam: "written" } };
  const told = await callSigned(checkEligibility, "prometric", asked);
  expect(field(told, "candidate")).toEqual({ ...candidate, fullName: "Suharto" });
  const { email } = ana;
  expect((await eventsOf("registration", registrationId)).at(-1)).toMatchObject({
    type: "registration.corrected",
    actor: { kind: "account", id: ana.sub },
    data: {
      from: { givenName: "Ana", familyName: "Sá", email, phone: null },
      to: { givenName: "Suharto", familyName: null, email: "new@example.org", phone: changes.phone },
    },
  });
  const mails = (await causedMails("registration", registrationId)).slice(-2);
  expect(mails.map(({ to }) => to)).toEqual(["new@example.org", email]);

  given.must([200], await given.report("prometric", "appointment.booked", given.placed(eligibilityCode)));
  const late = await correcting(registrationId, { familyName: "Sá" }, ana);
  expect(refusal(late)).toEqual([409, "registration-already-booked"]);
});

test("a booking that was cancelled was a booking: the candidate cannot correct the name any more", async () => {
  const ana = given.someone();
  const { registrationId, eligibilityCode } = await given.registration("acp", ana);
  const booked = given.placed(eligibilityCode);
  given.must([200], await given.report("prometric", "appointment.booked", booked));
  const { confirmationNumber } = booked;
  given.must([200], await given.report("prometric", "appointment.cancelled", { confirmationNumber }));

  expect(refusal(await correcting(registrationId, { familyName: "Silva" }, ana))).toEqual([
    409,
    "registration-already-booked",
  ]);
});

test("staff correct a registration at any time, with a reason; a certificate that it has earned follows in the same step", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber, registrationId, token } = await claimed(ana);

  expect(pointers(await correcting(registrationId, { familyName: "Silva" }, given.staff))).toEqual(["/reason"]);
  given.must([200], await correcting(registrationId, { familyName: "Silva", reason }, given.staff));

  expect(await nameSeen(certificateNumber, token)).toEqual(Array(4).fill("Ana Silva"));
  const [registered, certified] = [
    (await eventsOf("registration", registrationId)).at(-1),
    (await eventsOf("certificate", certificateId)).at(-2),
  ];
  expect(registered?.eventId).toBe(certified?.eventId);
  expect(registered?.data).toEqual({ from: { familyName: "Sá" }, to: { familyName: "Silva" }, reason });
  expect(certified?.data).toEqual({ from: "Ana Sá", to: "Ana Silva" });
});

test("a correction that changes nothing is answered, and nothing is recorded", async () => {
  const ana = given.someone();
  const { registrationId } = await given.registration("acp", ana);

  given.must([200], await correcting(registrationId, { familyName: "Sá" }, ana));

  expect(await eventTypes("registration", registrationId)).toEqual(["registration.opened"]);
});

test("another account's registration does not exist for a candidate, and no candidate corrects a certificate", async () => {
  const ana = given.someone();
  const { registrationId, certificateId } = await claimed(ana);
  const request = { params: { certificateId }, body: { familyName: "Silva", reason }, as: ana };

  expect(refusal(await correcting(registrationId, { familyName: "Silva" }, given.someone()))).toEqual([
    404,
    "registration-not-found",
  ]);
  expect((await call(correctName, request)).status).toBe(403);
  expect(refusal(await naming("crt_none", { familyName: "Silva" }))).toEqual([404, "certificate-not-found"]);
});

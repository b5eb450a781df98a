import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, test } from "vitest";
import { bindingFailures } from "../../../shared/domain/certificate/binding.ts";
import type { BindingNotice } from "../../../shared/domain/certificate/binding-notice.ts";
import { messageOf } from "../../../shared/mail/message.ts";
import { announced } from "../../../shared/store/history/announced.ts";

const failed = (reason: (typeof bindingFailures)[number]): BindingNotice => ({
  to: "ana@example.org",
  tells: "binding-failed",
  name: "Ana Sá",
  certificationId: "acp-cloud-computing",
  candidateId: "CAND-1",
  registrationId: "PV-1",
  reason,
});

const bound: BindingNotice = {
  to: "ana@example.org",
  tells: "bound",
  name: "Ana Sá",
  certification: "Cloud Computing",
  exam: "written",
  certificate: { number: "CRT-1", validUntil: "2029-05-02T00:00:00.000Z" },
};

/** Each reason's message says what to do. */
const remedies: Record<(typeof bindingFailures)[number], RegExp> = {
  "result-not-received": /within 3 days.*ask again/,
  "ids-look-swapped": /other way round/,
  "sitting-not-available": /Check both identifiers and your account/,
  "sitting-not-passed": /Only a passed exam/,
  "sat-while-certified": /while you held a valid certificate/,
  "already-certified": /since you passed this exam/,
  "certification-differs-from-sitting": /choose that one/,
  "certificate-still-valid": /ask again once/,
  "certificate-not-claimed": /Claim that one/,
};

test.each(bindingFailures)("the e-mail about a binding that failed says what to do about %s", (reason) => {
  const titles = new Map([["acp-cloud-computing", "Cloud Computing"]]);
  const { subject, text } = messageOf(failed(reason), "2027-05-05T00:00:00.000Z", { titles });

  expect(subject).toBe("Your exam could not be linked");
  expect(text).toContain("Certification: Cloud Computing\nCandidate id: CAND-1\nRegistration id: PV-1\n");
  expect(text).toMatch(remedies[reason]);
});

test("the e-mail about a bound sitting names the certificate, or says that other exams are missing", () => {
  expect(messageOf(bound, "2027-05-05T00:00:00.000Z").text).toContain(
    "Certificate number: CRT-1\nValid until: 2 May 2029, 00:00 UTC\n",
  );
  expect(messageOf({ ...bound, certificate: undefined }, "2027-05-05T00:00:00.000Z").text).toContain(
    "each of its exams",
  );
});

test("what the table's stream brings of them is what was kept", () => {
  const event = {
    eventId: "evt_1",
    type: "binding.failed",
    at: "2027-05-05T00:00:00.000Z",
    requestId: "r",
    data: {},
    actor: { kind: "system", id: "binding" },
    subjects: [{ kind: "binding", id: "bnd_1" }],
  };
  const mail = [failed("result-not-received"), bound];

  expect(announced({ dynamodb: { NewImage: marshall({ pk: "BINDING#bnd_1", event, mail }) } }).notifications).toEqual(
    mail,
  );
});

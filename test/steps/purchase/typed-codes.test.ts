import { afterEach, expect, test, vi } from "vitest";
import { bindSitting } from "../../../shared/contract/certificate/binding-operations.ts";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { getEligibilityCode } from "../../../shared/contract/exam/eligibility-codes.ts";
import { assignExamCode, getExamCode, returnExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import { listRefusedAttempts } from "../../../shared/contract/history/attempts.ts";
import { getHistory } from "../../../shared/contract/overview/account.ts";
import { search } from "../../../shared/contract/overview/search.ts";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
  giveAuthorizationCode,
} from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { drawCode } from "../../../shared/domain/code.ts";
import { client } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import { call, callSigned, eventTypes, mistyped, pageOf, pointers, refusal } from "../calls.ts";

afterEach(() => void vi.restoreAllMocks());

const send = (code: string) => ({
  getAuthorizationCode: () => call(getAuthorizationCode, { params: { code }, as: given.staff }),
  giveAuthorizationCode: () =>
    call(giveAuthorizationCode, { params: { code }, body: { recipientEmail: "b@example.org" }, as: given.staff }),
  cancelAuthorizationCode: () => call(cancelAuthorizationCode, { params: { code }, body: {}, as: given.staff }),
  getEligibilityCode: () => call(getEligibilityCode, { params: { code }, as: given.staff }),
  checkEligibility: () => {
    const params = { provider: "prometric", code };
    return callSigned(checkEligibility, "prometric", { params, query: { exam: "written" } });
  },
  verifyCertificate: () => call(verifyCertificate, { params: { certificateNumber: code } }),
  getExamCode: () => call(getExamCode, { params: { code }, as: given.staff }),
  assignExamCode: () => call(assignExamCode, { params: { code }, body: { accountId: "ana" }, as: given.staff }),
  returnExamCode: () => call(returnExamCode, { params: { code }, body: {}, as: given.staff }),
});

test.each([
  ["getAuthorizationCode", "EDU", "/path/code"],
  ["giveAuthorizationCode", "EDU", "/path/code"],
  ["cancelAuthorizationCode", "EDU", "/path/code"],
  ["getEligibilityCode", "ACTC", "/path/code"],
  ["checkEligibility", "ACTC", "/path/code"],
  ["verifyCertificate", "CRT", "/path/certificateNumber"],
  ["getExamCode", "EXC", "/path/code"],
  ["assignExamCode", "EXC", "/path/code"],
  ["returnExamCode", "EXC", "/path/code"],
] as const)("%s refuses a wrong check character before any look-up", async (operation, prefix, pointer) => {
  const code = mistyped(drawCode(prefix, () => crypto.getRandomValues(new Uint8Array(10))));
  const sent = vi.spyOn(client, "send");

  const answer = await send(code)[operation]();

  expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  expect(sent).not.toHaveBeenCalled();
});

test("register refuses a wrong check character before any look-up", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  const sent = vi.spyOn(client, "send");

  const answer = await given.registering(mistyped(code), certificationId, ana);

  expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/authorizationCode"]]);
  expect(sent).not.toHaveBeenCalled();
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid"]);
});

test.each([
  ["in lower case", (code: string) => code.toLowerCase()],
  ["without hyphens", (code: string) => code.replaceAll("-", "")],
  ["with spaces around and inside", (code: string) => ` ${code.replaceAll("-", "  ")} `],
  ["with typographic hyphens", (code: string) => code.replaceAll("-", "\u2010")],
  [
    "in full width",
    (code: string) => code.replaceAll(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)),
  ],
  ["with marks that cannot be seen", (code: string) => `\u2066\ufeff${[...code].join("\u200b")}\u2069`],
  ["with O for 0 and l for 1", (code: string) => code.replaceAll("0", "O").replaceAll("1", "l")],
])("a code that is typed %s is the same code", async (_, typed) => {
  const ana = given.someone();
  const code = await given.authorizationCode(await given.certification("acp"), ana);

  const answer = await call(getAuthorizationCode, { params: { code: typed(code) }, as: ana });

  expect(answer.body).toMatchObject({ code, status: "issued" });
});

test("a thing's history and its refused attempts are found by a code as it is typed", async () => {
  const ana = given.someone();
  const code = await given.authorizationCode(await given.certification("acp"), ana);
  const typed = `\u200e${code.toLowerCase().replaceAll("-", " ")}\u200b`;
  await call(getAuthorizationCode, { params: { code }, as: given.someone() });

  const history = await call(getHistory, { params: { kind: "authorization-code", id: typed }, as: given.staff });
  const attempts = await call(listRefusedAttempts, { query: { code: typed }, as: given.staff });

  expect(pageOf(history).data).toMatchObject([{ type: "order.paid" }]);
  expect(pageOf(attempts).data).toMatchObject([{ operation: "getAuthorizationCode" }]);
});

test("a confirmation number that is typed in full width, with a mark before it, is the same number", async () => {
  const ana = given.someone();
  const { eligibilityCode } = await given.registration("acp", ana);
  const booking = given.placed(eligibilityCode);
  given.must([200], await given.report("prometric", "appointment.booked", booking));
  const { confirmationNumber } = booking;
  const typed = `\u200e${confirmationNumber.replaceAll(/\d/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))} `;

  const looked = await call(getAppointment, { params: { confirmationNumber: typed }, as: ana });
  const found = await call(search, { query: { q: typed }, as: given.staff });

  expect(looked.body).toMatchObject({ confirmationNumber });
  expect(pageOf(found).data).toMatchObject([{ kind: "appointment", id: confirmationNumber }]);
});

test("the test centre's identifiers of a binding are read as they are typed", async () => {
  const asked = {
    certificationId: await given.certification("acp"),
    candidateId: "ＣＡＮＤ－１",
    registrationId: "\ufeffPV-1\u200b",
  };

  const answer = await call(bindSitting, { body: asked, as: { ...given.someone(), name: "Ana" } });

  expect(answer.body).toMatchObject({ candidateId: "CAND-1", registrationId: "PV-1" });
});

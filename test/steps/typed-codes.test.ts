import { afterEach, expect, test, vi } from "vitest";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
  giveAuthorizationCode,
} from "../../shared/contract/authorization-codes.ts";
import { verifyCertificate } from "../../shared/contract/certificates.ts";
import { assignExamCode, getExamCode, returnExamCode } from "../../shared/contract/exam-codes.ts";
import { getEligibilityCode } from "../../shared/contract/registrations.ts";
import { checkEligibility } from "../../shared/contract/test-centers.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { client } from "../../shared/store/client.ts";
import * as given from "../support/given.ts";
import { call, callSigned, eventTypes, mistyped, pointers, refusal } from "./calls.ts";

afterEach(() => void vi.restoreAllMocks());

const send = (code: string) => ({
  getAuthorizationCode: () => call(getAuthorizationCode, { params: { code }, as: given.staff }),
  giveAuthorizationCode: () =>
    call(giveAuthorizationCode, { params: { code }, body: { recipientEmail: "b@example.org" }, as: given.staff }),
  cancelAuthorizationCode: () => call(cancelAuthorizationCode, { params: { code }, body: {}, as: given.staff }),
  getEligibilityCode: () => call(getEligibilityCode, { params: { code }, as: given.staff }),
  checkEligibility: () => {
    const params = { provider: "prometric", eligibilityCode: code };
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
  ["checkEligibility", "ACTC", "/path/eligibilityCode"],
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
  ["with O for 0 and l for 1", (code: string) => code.replaceAll("0", "O").replaceAll("1", "l")],
])("a code that is typed %s is the same code", async (_, typed) => {
  const ana = given.someone();
  const code = await given.authorizationCode(await given.certification("acp"), ana);

  const answer = await call(getAuthorizationCode, { params: { code: typed(code) }, as: ana });

  expect(answer.body).toMatchObject({ code, status: "issued" });
});

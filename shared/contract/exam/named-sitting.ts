import { eligibilityCode } from "../code-fields.ts";
import { identifier } from "../fields.ts";
import { exam, seriesCode } from "../programme-fields.ts";

export const entitlement = {
  eligibilityCode: eligibilityCode.optional(),
  examCode: identifier("The exam code that pays for it", "EXC-7F3K-9QXW-2M8T-R5VN-8").optional(),
  candidateId: identifier("The test centre's id of the person", "CAND-1").optional(),
  registrationId: identifier(
    "Our registration's id where there is no code; beside a candidate id, the centre's own id of the sitting",
    "PV-1",
  ).optional(),
  exam: exam.optional(),
  seriesCode: seriesCode.optional(),
};

type Named = {
  readonly eligibilityCode?: string | undefined;
  readonly examCode?: string | undefined;
  readonly candidateId?: string | undefined;
  readonly registrationId?: string | undefined;
  readonly exam?: string | undefined;
  readonly seriesCode?: string | undefined;
  readonly confirmationNumber?: string | undefined;
};

export type Faults = { addIssue(fault: { code: "custom"; path: PropertyKey[]; message: string }): void };

/** The fault names the missing field. */
export function namesEntitlement(data: Named, faults: Faults, isByNumber = false): void {
  const missing = (path: string, message: string) => faults.addIssue({ code: "custom", path: [path], message });
  const { eligibilityCode: code, examCode: paid, candidateId, registrationId: own } = data;
  const isNamed = code !== undefined || paid !== undefined || own !== undefined || isByNumber;
  if (code !== undefined && paid !== undefined) missing("examCode", "stands beside an eligibility code: name one");
  if (candidateId !== undefined && own === undefined && !isByNumber)
    missing("registrationId", "is missing beside the candidate id");
  else if (!isNamed) missing("eligibilityCode", "is missing: name an eligibility code, an exam code or a registration");
  const isSelfPaid = candidateId !== undefined && paid === undefined && code === undefined;
  if (isSelfPaid && data.seriesCode === undefined && data.confirmationNumber === undefined) {
    missing("seriesCode", "is missing: nothing else names the exam of a sitting that was paid at the centre");
  } else if (data.exam === undefined && data.seriesCode === undefined) {
    missing("exam", "is missing: name the exam, or its series code");
  }
}

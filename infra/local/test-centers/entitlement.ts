import * as z from "zod";
import { type Programme, type Told, wordsOf } from "./programme.ts";
import { refused } from "./refused.ts";

const eligibilitySchema = z.object({
  eligible: z.boolean(),
  reason: z.string().optional(),
  candidate: z.object({ givenName: z.string(), familyName: z.string(), email: z.string() }),
  bookBefore: z.string(),
});

const examCodeSchema = z.object({
  code: z.string(),
  status: z.string(),
  certificationId: z.string(),
  exam: z.string(),
  expiresAt: z.string(),
});

const registrationSchema = z.object({
  status: z.string(),
  exams: z.array(z.object({ exam: z.string(), status: z.string() })),
});

/** Why an eligibility code books nothing, and which field of the form that is about. */
const reasons: Readonly<Record<string, readonly [field: string, detail: string]>> = {
  "exam-not-in-registration": ["exam", "This eligibility code does not cover this exam at this test centre."],
  "eligibility-code-expired": ["eligibilityCode", "This eligibility code has expired."],
  "exam-passed": ["exam", "This exam has been passed already."],
  "exam-already-booked": ["exam", "This exam is booked already. Move or cancel that booking."],
  "no-sitting-left": ["exam", "No sitting of this exam is left on this eligibility code."],
  "exam-locked": ["exam", "This exam can be booked once the one before it is passed."],
};

/** Who books with that eligibility code, and until when. Refused if the programme does not let it book the exam. */
export async function holderOf(programme: Programme, center: string, eligibilityCode: string, exam: string) {
  const told = await programme.eligibility(center, eligibilityCode, exam);
  refuseUnknown(told, "eligibilityCode", "The programme knows no such eligibility code.");
  const { eligible, reason = "", candidate, bookBefore } = eligibilitySchema.parse(told.body);
  if (!eligible) {
    const [field, detail] = reasons[reason] ?? ["exam", `The programme does not allow it: ${reason}.`];
    throw refused(409, "not-eligible", detail, field);
  }
  const name = `${candidate.givenName} ${candidate.familyName}`;
  return { eligibilityCode: shown(eligibilityCode), name, email: candidate.email, bookBefore };
}

/** A code that the programme knows, in the form in which it is shown, however it was typed. */
function shown(typed: string): string {
  const symbols = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z*~$=]/g, "");
  const read = symbols.slice(4).replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return ["ACTC", ...(read.match(/.{1,4}/g) ?? [])].join("-");
}

/** What that exam code pays for. Refused if it pays for nothing any more. */
export async function examCodeFor(programme: Programme, center: string, examCode: string) {
  const told = await programme.examCode(center, examCode);
  refuseUnknown(told, "examCode", "The test centre’s list has no such exam code.");
  const { code, status, certificationId, exam, expiresAt } = examCodeSchema.parse(told.body);
  if (status === "available" || status === "assigned") return { examCode: code, certificationId, exam, expiresAt };
  const detail = status === "used" ? "This exam code has been used already." : `This exam code is ${status}.`;
  throw refused(409, "exam-code-not-valid", detail, "examCode");
}

/** The exam that a registration awaits online at that centre. Refuses one that awaits none there, or none any more. */
export async function awaitedExam(programme: Programme, center: string, registrationId: string): Promise<string> {
  const told = await programme.registration(center, registrationId);
  refuseUnknown(told, "registrationId", "The programme knows no such registration.");
  const { status, exams } = registrationSchema.parse(told.body);
  const { levels } = await programme.about();
  const held = levels.flatMap((level) => level.exams).filter((each) => !each.booked && each.providers.includes(center));
  const sat = exams.filter((each) => held.some(({ exam }) => exam === each.exam));
  const awaited = sat.find((each) => each.status === "to-book") ?? sat[0];
  if (awaited === undefined) {
    throw refused(409, "not-eligible", "The exam of this registration is not sat online.", "registrationId");
  }
  if (status !== "open" || awaited.status !== "to-book") {
    throw refused(409, "not-eligible", `This registration awaits no exam: it is ${status}.`, "registrationId");
  }
  return awaited.exam;
}

function refuseUnknown(told: Told, field: string, unknown: string): void {
  if (told.status === 200) return;
  if (told.status === 404) throw refused(404, "code-not-found", unknown, field);
  if (told.status === 422) throw refused(422, "invalid-request", `This code ${wordsOf(told)}.`, field);
  const detail = `The programme could not be asked: ${wordsOf(told)}. Try again.`;
  throw refused(502, "programme-not-available", detail);
}

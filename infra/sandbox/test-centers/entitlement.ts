import { wordsOf } from "../api.ts";
import type { Programme } from "./programme.ts";
import { refused } from "./refused.ts";

/** Reasons for which a code cannot book. Each concerns the exam or the code. */
const reasons: Readonly<Record<string, readonly [about: "exam" | "code", detail: string]>> = {
  "exam-not-in-registration": ["exam", "This code does not cover this exam."],
  "exam-differs": ["exam", "This code pays for another exam."],
  "provider-does-not-hold-exam": ["exam", "This test centre does not hold the exam."],
  "exam-passed": ["exam", "This exam has been passed already."],
  "certificate-not-claimed": ["exam", "The certification is passed, and its certificate waits to be claimed."],
  "certificate-still-valid": ["exam", "The candidate holds a valid certificate of this certification."],
  "exam-already-booked": ["exam", "This exam is booked already. Move or cancel that booking."],
  "exam-code-used": ["code", "This exam code has been used already."],
  "no-sitting-left": ["exam", "No sitting of this exam is left."],
  "exam-locked": ["exam", "This exam can be booked once the one before it is passed."],
  "eligibility-code-expired": ["code", "This eligibility code has expired."],
  "exam-code-expired": ["code", "This exam code has expired."],
  "registration-expired": ["code", "This registration has expired."],
  "registration-closed": ["code", "This registration was closed."],
  "exam-code-cancelled": ["code", "This exam code was cancelled."],
};

type Typed = {
  /** The typed code, and its form field. */
  readonly code: string;
  readonly field: "eligibilityCode" | "examCode" | "registrationId";
  /** The chosen exam. Optional if the code determines it. */
  readonly exam?: string | undefined;
};

/** Asks the programme which exam the code books, for whom, and until when. Throws Refused if it cannot book (R12). */
export async function mayBook(programme: Programme, center: string, { code, field, exam: chosen }: Typed) {
  const told = await programme.eligibility(center, code, chosen);
  if (told.status === 404) throw refused(404, "code-not-found", "The programme knows no such code.", field);
  if (!told.ok) {
    if (told.status === 422) throw refused(422, "invalid-request", `This code ${wordsOf(told)}.`, field);
    const detail = `The programme could not be asked: ${wordsOf(told)}. Try again.`;
    throw refused(502, "programme-not-available", detail);
  }
  const { eligible, reason = "", candidate = {}, ...found } = told.body;
  if (!eligible) {
    const [about, detail] = reasons[reason] ?? ["exam", `The programme does not allow it: ${reason}.`];
    throw refused(409, "not-eligible", detail, about === "exam" && chosen !== undefined ? "exam" : field);
  }
  const { fullName, givenName, familyName, email } = candidate;
  const name = fullName ?? [givenName, familyName].filter(Boolean).join(" ");
  const { exam, seriesCode, certificationId, bookBefore } = found;
  return { exam, seriesCode, certificationId, bookBefore, name: name === "" ? undefined : name, email };
}

/** Formats a typed code like the programme does. */
export function shown(typed: string): string {
  const symbols = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z*~$=]/g, "");
  const prefix = /^(ACTC|EXC)/.exec(symbols)?.[0] ?? "";
  const read = symbols.slice(prefix.length).replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return [...(prefix === "" ? [] : [prefix]), ...(read.match(/.{1,4}/g) ?? [])].join("-");
}

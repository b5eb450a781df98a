import { randomUUID } from "node:crypto";
import * as z from "zod";
import { listCertificates } from "../../../shared/contract/certificate/certificate-operations.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { getResult } from "../../../shared/contract/exam/result-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { bind } from "../binding-calls.ts";
import { call, field, pageOf, refusal } from "../calls.ts";
import { type Sendable, sendable } from "./kept-reports.ts";

export const deliveredAt = "2026-12-02T09:30:00.000Z";

/** A day after everything was issued. Each report of a history has a day of its own. */
export const day = (of: number) =>
  new Date(Date.parse("2026-11-01T10:00:00.000Z") + (of - 1) * 86_400_000).toISOString();

/** Reports about one entitlement, and all that the API shows of it afterwards. */
export type Scene = {
  readonly reports: readonly Sendable[];
  readonly end: () => Promise<unknown>;
  /** Drawn texts of a scene, by a name that all scenes share. */
  readonly drawn: Readonly<Record<string, string>>;
};

/** One step of a history: its type, the day on which it happened, and the centre's data. */
export type Told = readonly [type: string, day: number, data: object];

export type Centre = {
  /** The end of the result ids that this centre uses for this sitting. */
  readonly own: string;
  readonly numbers: Readonly<Record<"a" | "b" | "c", string>>;
  readonly result: (of: string, outcome: string, takenOn: number, more?: object) => object;
  readonly correction: (of: string, corrects: string, outcome: string) => object;
  /** A booking with the entitlement; `previous` makes it a move. */
  readonly placing: (number: string, startsOn: number, more?: object) => object;
};

export type History = (centre: Centre) => readonly Told[];

const look = { as: given.staff, at: deliveredAt };

/** One exam with one entitlement at one centre. */
type Seat = {
  readonly entitlement: object;
  readonly exam: string;
  readonly certificationId: string;
  readonly newNumber: () => string;
  /** Names the exam by its role, by its series code, or by both. */
  readonly style: number;
};

/** The centre's fields for an entitlement. All reports name it, except a cancellation and a no-show. */
export function centreOf({ entitlement, exam, certificationId, newNumber, style }: Seat): Centre {
  const own = randomUUID();
  const { testCenter } = given.placed("");
  const seriesCode = `${certificationId}-${exam}`.toUpperCase();
  const isSelfPaid = "candidateId" in entitlement && !("examCode" in entitlement);
  const named = [{ seriesCode }, { exam, seriesCode }, isSelfPaid ? { seriesCode } : { exam }];
  const about = { ...named[style % named.length], ...entitlement };
  return {
    own,
    numbers: { a: newNumber(), b: newNumber(), c: newNumber() },
    result: (of, outcome, takenOn, more = {}) => ({
      resultId: `${of}-${own}`,
      outcome,
      takenAt: day(takenOn),
      ...about,
      ...more,
    }),
    correction: (of, corrects, outcome) => {
      return { resultId: `${of}-${own}`, corrects: `${corrects}-${own}`, outcome, reason: "Looked into" };
    },
    placing: (confirmationNumber, startsOn, more = {}) => {
      return { confirmationNumber, ...about, startsAt: day(startsOn), testCenter, ...more };
    },
  };
}

/** Without revoked certificates, because only some orders count such a pass for a time. */
const standing = ({ status }: { readonly status?: unknown }) => status !== "revoked";

/** The status and reason of each report, the appointments and results that they name, and the account's certificates. */
export async function readOf(
  { own, numbers }: Centre,
  told: readonly Told[],
  reports: readonly Sendable[],
  as: Claims,
) {
  const looks = await Promise.all(reports.map((each) => each.look(deliveredAt)));
  const named = JSON.stringify(told.map(([, , data]) => data));
  const appointments = await Promise.all(
    Object.values(numbers)
      .filter((each) => named.includes(`"${each}"`))
      .map((confirmationNumber) => call(getAppointment, { params: { confirmationNumber }, ...look })),
  );
  const results = await Promise.all(
    ["R", "R2", "C1", "C2", "C3", "C4"]
      .map((of) => `${of}-${own}`)
      .filter((each) => named.includes(`"resultId":"${each}"`))
      .map((resultId) => call(getResult, { params: { resultId }, ...look })),
  );
  const certificates = pageOf(await call(listCertificates, { as, at: deliveredAt })).data.filter(standing);
  const shown = (answers: typeof looks) =>
    answers.map((each) => (each.status === 200 ? Object(each.body) : refusal(each).join(" ")));
  return {
    reports: looks.map((each) => [field(each, "status"), field(each, "reason")]),
    appointments: shown(appointments),
    results: shown(results).map(({ certificateId: _, ...result }) => result),
    standing: certificates.map(({ status, passedAt }) => [status, passedAt]),
  };
}

export function sendables(provider: string, told: readonly Told[]): Sendable[] {
  return told.map(([type, on, data]) => sendable(type, data, day(on), provider));
}

/** A scene of one exam. */
export type ExamScene = Scene & {
  readonly as: Claims;
  /** Claims the certificate, or binds the sitting. Answers a status or a refusal. */
  readonly claim: () => Promise<unknown>;
};

type Kind = (history: History, certificationId: string, style: number) => Promise<ExamScene>;

async function claimed(as: Claims) {
  const [certificate] = (await given.certificates(as, deliveredAt)).filter(({ status }) => status === "claimable");
  if (certificate === undefined) return "no pass";
  return field(await given.claiming(certificate.certificateId, as, deliveredAt), "status");
}

/** A registration, and its name at the centre. */
export async function opened(certificationId: string, as: Claims) {
  const code = await given.authorizationCode(certificationId, as);
  const answer = given.must([201], await given.registering(code, certificationId, as));
  const registrationId = String(field(answer, "registrationId"));
  const eligibilityCode = z.object({ code: z.string() }).optional().parse(field(answer, "eligibilityCode"))?.code;
  const read = async () => {
    const registration = await call(getRegistration, { params: { registrationId }, as, at: deliveredAt });
    return [field(registration, "status"), field(registration, "exams")];
  };
  const entitlement = eligibilityCode === undefined ? { registrationId } : { eligibilityCode };
  return { entitlement, read, drawn: { registrationId, eligibilityCode: eligibilityCode ?? registrationId } };
}

function registered(provider: string, exam: string, newNumber: () => string): Kind {
  return async (history, certificationId, style) => {
    const as = given.someone();
    const { entitlement, read, drawn } = await opened(certificationId, as);
    const centre = centreOf({ entitlement, exam, certificationId, newNumber, style });
    const told = history(centre);
    const reports = sendables(provider, told);
    const end = async () => ({ own: await read(), ...(await readOf(centre, told, reports, as)) });
    const claim = () => claimed(as);
    return { reports, end, as, claim, drawn: { ...centre.numbers, own: centre.own, ...drawn } };
  };
}

export const centreNumber = () => `PV-${randomUUID().slice(0, 13)}`;

/** Binds the sitting at the end, because the answer shows whether it is a pass, and of whom. */
export async function boundAtLast(certificationId: string, named: ReturnType<typeof bindingGiven.pair>, as: Claims) {
  const answer = await bind(certificationId, named, { ...as, name: "Ana Sá" }, deliveredAt);
  return answer.status < 300 ? field(answer, "status") : refusal(answer);
}

const withExamCode: Kind = async (history, certificationId, style) => {
  const partner = await bindingGiven.partner();
  const ana = await bindingGiven.member(partner);
  const code = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  const named = bindingGiven.pair();
  const entitlement = { examCode: code, ...named };
  const centre = centreOf({ entitlement, exam: "written", certificationId, newNumber: centreNumber, style });
  const told = history(centre);
  const reports = sendables("pearson-vue", told);
  const end = async () => {
    const shown = await call(getExamCode, { params: { code }, as: partner.main, at: deliveredAt });
    const own = [field(shown, "status"), field(shown, "usedAt")];
    const bound = await boundAtLast(certificationId, named, ana);
    return { own, bound, ...(await readOf(centre, told, reports, ana)) };
  };
  const claim = () => boundAtLast(certificationId, named, ana);
  return { reports, end, as: ana, claim, drawn: { ...centre.numbers, own: centre.own, code, ana: ana.sub, ...named } };
};

const selfPaid: Kind = async (history, certificationId, style) => {
  const ana = given.someone();
  const named = bindingGiven.pair();
  const centre = centreOf({ entitlement: named, exam: "written", certificationId, newNumber: centreNumber, style });
  const told = history(centre);
  const reports = sendables("pearson-vue", told);
  const end = async () => {
    const bound = await boundAtLast(certificationId, named, ana);
    return { bound, ...(await readOf(centre, told, reports, ana)) };
  };
  const claim = () => boundAtLast(certificationId, named, ana);
  return { reports, end, as: ana, claim, drawn: { ...centre.numbers, own: centre.own, ana: ana.sub, ...named } };
};

/** Each way to sit an exam, with its level and the preparation of a history. */
export const ways = {
  "a registration at Prometric": ["acp", registered("prometric", "written", given.someNumber)],
  "an exam code at Pearson VUE": ["acp", withExamCode],
  "a sitting that was paid at Pearson VUE": ["acp", selfPaid],
  "a registration at the academy": ["aca", registered("academy", "online", centreNumber)],
} as const satisfies Readonly<Record<string, readonly [string, Kind]>>;

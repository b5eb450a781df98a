import { randomUUID } from "node:crypto";
import { getAppointment } from "../../shared/contract/appointments.ts";
import { listCertificates } from "../../shared/contract/certificates.ts";
import { getExamCode } from "../../shared/contract/exam-codes.ts";
import { getRegistration } from "../../shared/contract/registrations.ts";
import { getResult } from "../../shared/contract/results.ts";
import * as bindingGiven from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import type { Claims } from "../support/invoke.ts";
import { bind } from "./binding-calls.ts";
import { call, field, pageOf, refusal } from "./calls.ts";
import { type Sendable, sendable } from "./kept-reports.ts";

export const deliveredAt = "2026-12-02T09:30:00.000Z";

/** A day after everything was issued; the reports of one history happen on different ones. */
export const day = (of: number) => `2026-11-${String(of).padStart(2, "0")}T10:00:00.000Z`;

/** Reports about one entitlement, and all that can be read of it afterwards. */
export type Scene = {
  readonly reports: readonly Sendable[];
  readonly end: () => Promise<unknown>;
  /** Drawn texts that differ from scene to scene, by a name that does not. */
  readonly drawn: Readonly<Record<string, string>>;
};

/** One step of a history: its type, the day on which it happened, and the centre's data. */
export type Told = readonly [type: string, day: number, data: object];

type Centre = {
  readonly numbers: Readonly<Record<"a" | "b" | "c", string>>;
  readonly result: (of: string, outcome: string, takenOn: number, more?: object) => object;
  readonly correction: (of: string, corrects: string, outcome: string) => object;
  /** A booking with the entitlement; `previous` makes it a move. */
  readonly placing: (number: string, startsOn: number, more?: object) => object;
};

export type History = (centre: Centre) => readonly Told[];

const look = { as: given.staff, at: deliveredAt };

/** What a centre says with an entitlement: every report but a cancellation or a no-show names it. */
function centreOf(entitlement: object, exam: string, newNumber: () => string): Centre & { own: string } {
  const own = randomUUID();
  const { testCenter } = given.placed("");
  const results = { exam, ...entitlement };
  return {
    own,
    numbers: { a: newNumber(), b: newNumber(), c: newNumber() },
    result: (of, outcome, takenOn, more = {}) => ({
      ...{ resultId: `${of}-${own}`, outcome, takenAt: day(takenOn) },
      ...{ ...results, ...more },
    }),
    correction: (of, corrects, outcome) => {
      return { resultId: `${of}-${own}`, corrects: `${corrects}-${own}`, outcome, reason: "Looked into" };
    },
    placing: (confirmationNumber, startsOn, more = {}) => {
      return { confirmationNumber, ...entitlement, exam, startsAt: day(startsOn), testCenter, ...more };
    },
  };
}

/** The status and reason of each report, the appointments and results that they name, and the account's certificates. */
async function readOf(provider: string, centre: Centre & { own: string }, reports: readonly Sendable[], as: Claims) {
  const looks = await Promise.all(reports.map((each) => each.look(deliveredAt)));
  const appointments = await Promise.all(
    Object.values(centre.numbers).map((confirmationNumber) =>
      call(getAppointment, { params: { confirmationNumber }, ...look }),
    ),
  );
  const results = await Promise.all(
    ["R", "R2", "C1", "C2", "C3"].map((of) =>
      call(getResult, { params: { resultId: `${of}-${centre.own}` }, ...look }),
    ),
  );
  const certificates = pageOf(await call(listCertificates, { as, at: deliveredAt })).data;
  const shown = (answers: typeof looks) =>
    answers.map((each) => (each.status === 200 ? each.body : refusal(each).join(" ")));
  return {
    provider,
    reports: looks.map((each) => [field(each, "status"), field(each, "reason")]),
    appointments: shown(appointments),
    results: shown(results),
    standing: certificates
      .filter(({ status }) => status !== "revoked")
      .map(({ status, passedAt }) => [status, passedAt]),
  };
}

function sendables(provider: string, told: readonly Told[]): Sendable[] {
  return told.map(([type, on, data]) => sendable(type, data, day(on), provider));
}

type Kind = (history: History, certificationId: string) => Promise<Scene>;

function registered(provider: string, exam: string, newNumber: () => string): Kind {
  return async (history, certificationId) => {
    const as = given.someone();
    const opened = given.must(
      [201],
      await given.registering(await given.authorizationCode(certificationId, as), certificationId, as),
    );
    const registrationId = String(field(opened, "registrationId"));
    const eligibilityCode = Object.values(Object(field(opened, "eligibilityCode")))
      .map(String)
      .find((each) => each.startsWith("ACTC"));
    const entitlement = eligibilityCode === undefined ? { registrationId } : { eligibilityCode };
    const centre = centreOf(entitlement, exam, newNumber);
    const reports = sendables(provider, history(centre));
    const end = async () => {
      const registration = await call(getRegistration, { params: { registrationId }, as, at: deliveredAt });
      const own = [field(registration, "status"), field(registration, "exams")];
      return { own, ...(await readOf(provider, centre, reports, as)) };
    };
    return {
      reports,
      end,
      drawn: { ...centre.numbers, own: centre.own, registrationId, eligibilityCode: eligibilityCode ?? registrationId },
    };
  };
}

const centreNumber = () => `PV-${randomUUID().slice(0, 13)}`;

/** Binds the sitting at the end, for what that says: whether it is a pass, and whose. */
async function boundAtLast(certificationId: string, named: ReturnType<typeof bindingGiven.pair>, as: Claims) {
  const answer = await bind(certificationId, named, { ...as, name: "Ana Sá" }, deliveredAt);
  return answer.status < 300 ? field(answer, "status") : refusal(answer);
}

const withExamCode: Kind = async (history, certificationId) => {
  const partner = await bindingGiven.partner();
  const ana = await bindingGiven.member(partner);
  const code = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  const named = bindingGiven.pair();
  const centre = centreOf({ examCode: code, ...named }, "written", centreNumber);
  const reports = sendables("pearson-vue", history(centre));
  const end = async () => {
    const shown = await call(getExamCode, { params: { code }, as: partner.main, at: deliveredAt });
    const own = [field(shown, "status"), field(shown, "usedAt")];
    const bound = await boundAtLast(certificationId, named, ana);
    return { own, bound, ...(await readOf("pearson-vue", centre, reports, ana)) };
  };
  return { reports, end, drawn: { ...centre.numbers, own: centre.own, code, ana: ana.sub, ...named } };
};

const selfPaid: Kind = async (history, certificationId) => {
  const ana = given.someone();
  const named = bindingGiven.pair();
  const seriesCode = `${certificationId}-WRITTEN`.toUpperCase();
  const centre = centreOf({ seriesCode, ...named }, "written", centreNumber);
  const reports = sendables("pearson-vue", history(centre));
  const end = async () => {
    const bound = await boundAtLast(certificationId, named, ana);
    return { bound, ...(await readOf("pearson-vue", centre, reports, ana)) };
  };
  return { reports, end, drawn: { ...centre.numbers, own: centre.own, ana: ana.sub, ...named } };
};

/** Each way to sit an exam: its level, and how a history of it is prepared. */
export const ways = {
  "a registration at Prometric": ["acp", registered("prometric", "written", given.someNumber)],
  "an exam code at Pearson VUE": ["acp", withExamCode],
  "a sitting that was paid at Pearson VUE": ["acp", selfPaid],
  "a registration at the academy": ["aca", registered("academy", "online", centreNumber)],
} as const satisfies Readonly<Record<string, readonly [string, Kind]>>;

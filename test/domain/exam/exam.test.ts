import { describe, expect, test } from "vitest";
import { eligibility } from "../../../shared/domain/exam/eligibility.ts";
import type { Registration } from "../../../shared/domain/exam/registration.ts";
import {
  eligibilityStatus,
  examStatuses,
  lastingStatus,
  registrationStatus,
} from "../../../shared/domain/exam/registration-status.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { booked, cancelled, noShow, registration, rescheduled, result } from "../given.ts";

const place = booked("8851", "2027-04-01T00:00:00.000Z");
const pass = result("pass", "8851", "2027-05-03T00:00:00.000Z");
const fail = result("fail", "8851", "2027-05-03T00:00:00.000Z");
const missed = noShow("8851", "2027-05-01T11:00:00.000Z");
const excused = noShow("8851", "2027-05-01T11:00:00.000Z", false);
const lab = { exam: "lab", startsAt: "2027-09-01T10:00:00.000Z" };
const placeLab = booked("8856", "2027-06-01T00:00:00.000Z", lab);
const passLab = result("pass", "8856", "2027-09-03T00:00:00.000Z", lab);
const failLab = result("fail", "8856", "2027-09-03T00:00:00.000Z", lab);
const later = "2027-10-01T00:00:00.000Z";
const end = "2028-01-01T00:00:00.000Z";

function exams(level: string, reports: SittingReport[], now: string): string {
  const statuses = examStatuses(registration(level, reports), now);
  return statuses.map(({ exam, status }) => `${exam} ${status}`).join(", ");
}

describe("the states of the exams", () => {
  test.each<[string, string, SittingReport[], string, string]>([
    ["to be taken, at first", "clouder", [], later, "online to-book"],
    ["to book, at first", "acp", [], later, "written to-book"],
    ["locked behind the written one (R10)", "ace", [], later, "written to-book, lab locked"],
    ["booked until the sitting starts", "acp", [place], "2027-05-01T09:59:59.999Z", "written booked"],
    ["awaiting a result from its start on", "acp", [place], "2027-05-01T10:00:00.000Z", "written awaiting-result"],
    ["awaiting a result after its start", "acp", [place], "2027-05-01T10:00:00.001Z", "written awaiting-result"],
    ["to book after a cancellation (R15)", "acp", [place, cancelled("8851", later)], later, "written to-book"],
    ["used up by a no-show (R15)", "acp", [place, missed], later, "written no-show"],
    ["to book after an excused absence (R15)", "acp", [place, excused], later, "written to-book"],
    ["passed", "acp", [place, pass], later, "written passed"],
    ["failed", "acp", [place, fail], later, "written failed"],
    ["failed, not missed, by a result after a no-show", "acp", [place, missed, fail], later, "written failed"],
    ["passed by a result after a no-show", "acp", [place, missed, pass], later, "written passed"],
    ["locked while the written one waits", "ace", [place], later, "written awaiting-result, lab locked"],
    ["locked after a failed written one", "ace", [place, fail], later, "written failed, lab locked"],
    ["locked after a missed written one", "ace", [place, missed], later, "written no-show, lab locked"],
    ["unlocked by the written pass", "ace", [place, pass], later, "written passed, lab to-book"],
    ["booked, both in turn", "ace", [place, pass, placeLab], "2027-08-01T00:00:00.000Z", "written passed, lab booked"],
    ["passed, both", "ace", [place, pass, placeLab, passLab], later, "written passed, lab passed"],
    ["passed and failed", "ace", [place, pass, placeLab, failLab], later, "written passed, lab failed"],
  ])("are %s: for %s", (_, level, reports, now, expected) => {
    expect(exams(level, reports, now)).toBe(expected);
    expect(exams(level, reports.toReversed(), now)).toBe(expected);
  });

  test("follow a sitting that was moved to another start", () => {
    const moved = rescheduled("8851", "8852", "2027-04-02T00:00:00.000Z", { startsAt: "2027-07-01T10:00:00.000Z" });
    expect(exams("acp", [place, moved], "2027-07-01T09:59:59.999Z")).toBe("written booked");
    expect(exams("acp", [place, moved], "2027-07-01T10:00:00.000Z")).toBe("written awaiting-result");
  });
});

describe("a registration and its eligibility code", () => {
  const beforeEnd = "2027-12-31T23:59:59.999Z";
  const latePass = result("pass", "8851", "2028-01-03T00:00:00.000Z");
  const lateFail = result("fail", "8851", "2028-01-03T00:00:00.000Z");
  const lastSitting = booked("8851", "2027-12-01T00:00:00.000Z", { startsAt: beforeEnd });
  test.each<[string, string, SittingReport[], string, string, string]>([
    ["are open and active until their end", "acp", [], beforeEnd, "open", "active"],
    ["are expired at their end", "acp", [], end, "expired", "expired"],
    ["are expired after their end", "acp", [], "2028-01-01T00:00:00.001Z", "expired", "expired"],
    ["do not expire under a booked candidate (R11)", "acp", [lastSitting], end, "open", "active"],
    ["wait for the result, however long (R11)", "acp", [lastSitting], "2029-01-01T00:00:00.000Z", "open", "active"],
    [
      "expire when that sitting is cancelled",
      "acp",
      [lastSitting, cancelled("8851", beforeEnd)],
      end,
      "expired",
      "expired",
    ],
    [
      "expire when that sitting is excused",
      "acp",
      [lastSitting, noShow("8851", end, false)],
      end,
      "expired",
      "expired",
    ],
    ["are passed by a result after the end", "acp", [lastSitting, latePass], end, "passed", "used"],
    ["are failed by a result after the end", "acp", [lastSitting, lateFail], end, "failed", "used"],
    ["are passed for good", "acp", [place, pass], "2030-01-01T00:00:00.000Z", "passed", "used"],
    ["are failed for good", "acp", [place, fail], "2030-01-01T00:00:00.000Z", "failed", "used"],
    ["are failed by a no-show", "acp", [place, missed], later, "failed", "used"],
    ["are open after an excused absence", "acp", [place, excused], later, "open", "active"],
    ["are open after one of two passes (R18)", "ace", [place, pass], later, "open", "active"],
    ["are expired after one of two passes, at the end", "ace", [place, pass], end, "expired", "expired"],
    ["are passed with both passes (R18)", "ace", [place, pass, placeLab, passLab], later, "passed", "used"],
    ["are failed with one failure", "ace", [place, pass, placeLab, failLab], later, "failed", "used"],
    ["are failed by the first exam alone", "ace", [place, fail], later, "failed", "used"],
  ])("%s: %s", (_, level, reports, now, status, code) => {
    expect(registrationStatus(registration(level, reports), now)).toBe(status);
    expect(eligibilityStatus(registration(level, reports), now)).toBe(code);
  });

  test("are open, as far as no clock is needed", () => {
    expect(lastingStatus(registration("acp"))).toBe("open");
    expect(lastingStatus(registration("acp", [place]))).toBe("open");
    expect(lastingStatus(registration("acp", [place, pass]))).toBe("passed");
    expect(lastingStatus(registration("acp", [place, fail]))).toBe("failed");
  });
});

function look(of: Registration, exam: string, provider: string, now: string) {
  const facts = { enrolment: undefined, isUnlocked: true };
  const { booked: _, ...answer } = eligibility({ kind: "registration", of }, exam, provider, facts, now);
  return answer;
}

describe("the eligibility check", () => {
  const no = (reason: string) => ({ eligible: false, reason });
  test.each<[string, string, string, SittingReport[], string, object]>([
    ["allows what can be booked", "acp", "written", [], later, { eligible: true }],
    ["allows it until the end", "acp", "written", [], "2027-12-31T23:59:59.999Z", { eligible: true }],
    ["refuses at the end", "acp", "written", [], end, no("eligibility-code-expired")],
    ["refuses after the end", "acp", "written", [], "2028-01-01T00:00:00.001Z", no("eligibility-code-expired")],
    ["refuses another level's exam", "acp", "lab", [], later, no("exam-not-in-registration")],
    ["refuses an online exam at a test centre", "clouder", "online", [], later, no("provider-does-not-hold-exam")],
    ["refuses a booked exam", "acp", "written", [place], "2027-04-15T00:00:00.000Z", no("exam-already-booked")],
    ["refuses an exam that awaits its result", "acp", "written", [place], later, no("exam-already-booked")],
    ["refuses it after the end, too", "acp", "written", [place], end, no("exam-already-booked")],
    ["refuses a passed exam", "acp", "written", [place, pass], later, no("exam-passed")],
    ["refuses a failed exam", "acp", "written", [place, fail], later, no("no-sitting-left")],
    ["refuses a missed exam", "acp", "written", [place, missed], later, no("no-sitting-left")],
    ["allows an excused one again", "acp", "written", [place, excused], later, { eligible: true }],
    ["refuses an excused one at the end", "acp", "written", [place, excused], end, no("eligibility-code-expired")],
    ["allows a cancelled one again", "acp", "written", [place, cancelled("8851", later)], later, { eligible: true }],
    ["refuses the lab at first", "ace", "lab", [], later, no("exam-locked")],
    ["refuses the lab after a failed written one", "ace", "lab", [place, fail], later, no("exam-locked")],
    ["allows the lab after the written pass", "ace", "lab", [place, pass], later, { eligible: true }],
    ["refuses the lab at the end", "ace", "lab", [place, pass], end, no("eligibility-code-expired")],
    ["refuses the written one while the lab is open", "ace", "written", [place, pass], later, no("exam-passed")],
  ])("%s: for %s %s", (_, level, exam, reports, now, answer) => {
    expect(look(registration(level, reports), exam, "prometric", now)).toEqual(answer);
  });

  test.each(["pearson-vue", "academy", "elsewhere"])(
    "refuses the centre %s, which does not hold the exam",
    (center) => {
      const answer = look(registration("acp"), "written", center, later);
      expect(answer).toEqual({ eligible: false, reason: "provider-does-not-hold-exam" });
    },
  );

  test("answers the academy for an exam that is simply taken, too (R12)", () => {
    const clouder = registration("clouder");
    expect(look(clouder, "online", "academy", later)).toEqual({ eligible: true });
    expect(look(clouder, "online", "academy", end)).toEqual({ eligible: false, reason: "registration-expired" });
  });
});

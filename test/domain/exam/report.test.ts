import { describe, expect, test } from "vitest";
import { outcomeOfChange } from "../../../shared/domain/certificate/registration-outcome.ts";
import type { Standing } from "../../../shared/domain/exam/enrolment.ts";
import { type Registration, sittingsIn } from "../../../shared/domain/exam/registration.ts";
import { weigh } from "../../../shared/domain/exam/report.ts";
import { retryUntil } from "../../../shared/domain/exam/report-retry.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { booked, cancelled, noShow, permutations, registration, rescheduled, result } from "../given.ts";

const received = "2028-06-01T00:00:00.000Z";
const certificate = { certificateId: "cert_1", certificateNumber: "CRT-0123-4567-89AB-CDEF-K" };
const place = booked("8851", "2027-04-01T00:00:00.000Z");
const move = rescheduled("8851", "8852", "2027-04-02T00:00:00.000Z");
const missed = noShow("8852", "2027-05-01T11:00:00.000Z");
const pass = result("pass", "8852", "2027-05-03T00:00:00.000Z");
const fail = result("fail", "8852", "2027-05-03T00:00:00.000Z", { takenAt: "2027-05-03T00:00:00.000Z" });

function applied(to: Registration, report: SittingReport) {
  const weighed = weigh({ kind: "registration", of: to }, report, "prometric", received);
  if ("never" in weighed || weighed.entitlement.kind !== "registration") throw new Error("not added");
  const { before, after, entitlement } = weighed;
  const changed = [...after.appointments.values()].filter(
    (each) => JSON.stringify(before.appointments.get(each.confirmationNumber)) !== JSON.stringify(each),
  );
  return { ...outcomeOfChange(to, entitlement.of, certificate, [], undefined), appointments: changed };
}

/** Delivers reports in that order. A report with an unknown number waits (R17). */
function delivered(to: Registration, order: readonly SittingReport[]) {
  let state: { registration: Registration; standing: Standing } = {
    registration: to,
    standing: { phase: "open", until: "2028-01-01T00:00:00.000Z" },
  };
  const certificates: string[] = [];
  let waiting = [...order];
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    const next = waiting.find((report) => isKnown(report, state.registration));
    if (next === undefined) break;
    waiting = waiting.filter((report) => report !== next);
    const { registration, standing = state.standing, earned } = applied(state.registration, next);
    state = { registration, standing };
    if (earned !== undefined) certificates.push(`${earned.certificateId} ${earned.passedAt}`);
  }
  const { appointments, ended } = sittingsIn(state.registration);
  return { standing: state.standing, appointments, ended, certificates, waiting };
}

function isKnown(report: SittingReport, registration: Registration): boolean {
  if ("testCenter" in report || report.type === "corrected" || report.confirmationNumber === undefined) return true;
  const previous = report.type === "cancelled" ? report.previousConfirmationNumber : undefined;
  return sittingsIn(registration).appointments.has(previous ?? report.confirmationNumber);
}

describe("an applied report", () => {
  test("changes its appointment, and the one whose number it replaces (R13)", () => {
    const { registration: after, appointments, standing } = applied(registration("acp", [place]), move);
    expect(after.reports).toEqual([place, move]);
    expect(standing).toBeUndefined();
    expect(
      appointments.map(({ confirmationNumber, state, supersededBy }) => [confirmationNumber, state, supersededBy]),
    ).toEqual([
      ["8851", "rescheduled", "8852"],
      ["8852", "booked", undefined],
    ]);
  });

  test("leaves the appointments that it does not touch out", () => {
    const { appointments } = applied(registration("acp", [place, move]), pass);
    expect(appointments).toMatchObject([{ confirmationNumber: "8852", state: "completed" }]);
  });

  test.each<[string, SittingReport[], SittingReport, Standing | undefined]>([
    ["a booking holds the registration open without end", [], place, { phase: "open" }],
    ["a change of it changes nothing there", [place], move, undefined],
    [
      "a cancellation gives the end back",
      [place],
      cancelled("8851", "2027-04-09T00:00:00.000Z"),
      { phase: "open", until: "2028-01-01T00:00:00.000Z" },
    ],
    ["a no-show fails it", [place, move], missed, { phase: "failed", at: "2027-05-01T11:00:00.000Z" }],
    ["a fail fails it", [place, move], fail, { phase: "failed", at: "2027-05-03T00:00:00.000Z" }],
    ["a pass passes it", [place, move], pass, { phase: "passed" }],
    ["a pass after a no-show passes it", [place, move, missed], pass, { phase: "passed" }],
    ["a late no-show leaves a pass standing", [place, move, pass], missed, undefined],
  ])("says where the registration stands, if that is new: %s", (_, reports, report, standing) => {
    expect(applied(registration("acp", reports), report).standing).toEqual(standing);
  });

  test("earns the certificate with the last pass, and once (R18)", () => {
    const lab = { exam: "lab", startsAt: "2027-09-01T10:00:00.000Z", takenAt: "2027-09-01T15:00:00.000Z" };
    const first = applied(registration("ace", [place, move]), pass);
    const second = applied(first.registration, booked("8856", "2027-08-01T00:00:00.000Z", lab));
    const third = applied(second.registration, result("pass", "8856", "2027-09-03T00:00:00.000Z", lab));
    const late = applied(third.registration, noShow("8856", "2027-09-01T11:00:00.000Z"));
    expect([first.earned, second.earned, late.earned]).toEqual([undefined, undefined, undefined]);
    expect(third.earned).toMatchObject({
      ...certificate,
      passedAt: "2027-09-01T15:00:00.000Z",
      state: "claimable",
    });
    expect(third.registration.certificateId).toBe("cert_1");
    expect(late.registration.certificateId).toBe("cert_1");
  });
});

describe("reports that arrive in any order, waiting for what they name, leave one state (R14)", () => {
  const beginning = [place, move, cancelled("8853", "2027-04-03T00:00:00.000Z", "8852")];
  const again = [booked("8854", "2027-04-04T00:00:00.000Z"), rescheduled("8854", "8855", "2027-04-05T00:00:00.000Z")];

  test("and one certificate, for a history that ends with a pass", () => {
    const history = [...beginning, ...again, result("pass", "8854", "2027-05-03T00:00:00.000Z")];
    const expected = delivered(registration("acp"), history);
    expect(expected).toMatchObject({
      standing: { phase: "passed" },
      certificates: ["cert_1 2027-05-01T12:00:00.000Z"],
      waiting: [],
    });
    for (const order of permutations(history)) expect(delivered(registration("acp"), order)).toEqual(expected);
  });

  test("and one certificate, when the result follows on a no-show", () => {
    const history = [place, move, missed, pass];
    const expected = delivered(registration("acp"), history);
    expect(expected).toMatchObject({ standing: { phase: "passed" }, waiting: [] });
    for (const order of permutations(history)) expect(delivered(registration("acp"), order)).toEqual(expected);
  });

  test("and one date of the failure, from which a retake's wait counts", () => {
    const history = [place, move, missed, fail];
    const expected = delivered(registration("acp"), history);
    expect(expected.standing.phase).toBe("failed");
    for (const order of permutations(history)) expect(delivered(registration("acp"), order)).toEqual(expected);
  });
});

test.each([
  ["2027-04-01T09:00:00.000Z", "2027-04-04T09:00:00.000Z"],
  ["2028-02-27T23:59:59.999Z", "2028-03-01T23:59:59.999Z"],
  ["2027-02-27T23:59:59.999Z", "2027-03-02T23:59:59.999Z"],
])("a report received at %s is tried again until %s (R17)", (receivedAt, until) => {
  expect(retryUntil(receivedAt)).toBe(until);
});

import { describe, expect, test } from "vitest";
import { bookedFor, validNumber } from "../../../shared/domain/exam/sitting.ts";
import { sittingsOf } from "../../../shared/domain/exam/unfolding.ts";
import { booked, cancelled, noShow, permutations, rescheduled, result, stateOf, terms } from "../given.ts";

/** Booked, moved, cancelled under a new number, booked again and moved. */
const history = [
  booked("8851", "2027-04-01T09:00:00.000Z"),
  rescheduled("8851", "8852", "2027-04-05T09:00:00.000Z"),
  cancelled("8853", "2027-04-10T09:00:00.000Z", "8852"),
  booked("8854", "2027-04-15T09:00:00.000Z"),
  rescheduled("8854", "8855", "2027-04-16T09:00:00.000Z"),
];

describe("confirmation numbers", () => {
  test("lead from every old one to the valid one (R13)", () => {
    const { appointments } = sittingsOf(history, terms);
    expect(["8851", "8852", "8853"].map((number) => validNumber(number, appointments))).toEqual([
      "8853",
      "8853",
      "8853",
    ]);
    expect(["8854", "8855", "8859"].map((number) => validNumber(number, appointments))).toEqual([
      "8855",
      "8855",
      "8859",
    ]);
  });

  test("are replaced by a second booking of the exam, although no change was reported", () => {
    const reports = [booked("8851", "2027-04-01T09:00:00.000Z"), booked("8852", "2027-04-02T09:00:00.000Z")];
    const { appointments } = sittingsOf(reports, terms);
    expect(appointments.get("8851")).toMatchObject({ state: "rescheduled", supersededBy: "8852" });
    expect(bookedFor("written", sittingsOf(reports, terms))?.confirmationNumber).toBe("8852");
  });

  test("follow each other, when each change names the first booking", () => {
    const changes = [
      rescheduled("8851", "8852", "2027-04-02T09:00:00.000Z"),
      rescheduled("8851", "8853", "2027-04-03T09:00:00.000Z"),
    ];
    expect(stateOf([booked("8851", "2027-04-01T09:00:00.000Z"), ...changes]).numbers).toEqual([
      "8851 rescheduled 2027-05-01T10:00:00.000Z 8852",
      "8852 rescheduled 2027-05-01T10:00:00.000Z 8853",
      "8853 booked 2027-05-01T10:00:00.000Z valid",
    ]);
  });

  test("of two exams stand beside each other", () => {
    const lab = { exam: "lab", startsAt: "2027-05-02T10:00:00.000Z" };
    const reports = [booked("8851", "2027-04-01T09:00:00.000Z"), booked("8852", "2027-04-02T09:00:00.000Z", lab)];
    expect(bookedFor("written", sittingsOf(reports, terms))?.confirmationNumber).toBe("8851");
    expect(bookedFor("lab", sittingsOf(reports, terms))?.confirmationNumber).toBe("8852");
    expect(bookedFor("oral", sittingsOf(reports, terms))).toBeUndefined();
  });

  test("may stay the same when a booking is moved", () => {
    const moved = rescheduled("8851", "8851", "2027-04-02T09:00:00.000Z", { startsAt: "2027-07-01T10:00:00.000Z" });
    expect(stateOf([moved, booked("8851", "2027-04-01T09:00:00.000Z")]).numbers).toEqual([
      "8851 booked 2027-07-01T10:00:00.000Z valid",
    ]);
  });

  test("are known as replaced before their own booking is reported", () => {
    const change = rescheduled("8851", "8852", "2027-04-02T09:00:00.000Z");
    const late = booked("8851", "2027-04-01T09:00:00.000Z");
    expect(stateOf([change, late]).numbers).toEqual([
      "8851 rescheduled 2027-05-01T10:00:00.000Z 8852",
      "8852 booked 2027-05-01T10:00:00.000Z valid",
    ]);
  });

  test("lead to the valid one over a number that is known from a move alone", () => {
    const reports = [
      booked("8851", "2027-04-01T09:00:00.000Z"),
      rescheduled("8852", "8853", "2027-04-03T09:00:00.000Z"),
    ];
    const { appointments } = sittingsOf(reports, terms);
    expect(appointments.get("8851")).toMatchObject({ state: "rescheduled", supersededBy: "8853" });
    expect(validNumber("8851", appointments)).toBe("8853");
  });

  test("are not freed by cancelling one that a new booking has replaced already", () => {
    const reports = [
      booked("8851", "2027-04-01T09:00:00.000Z"),
      booked("8852", "2027-04-02T09:00:00.000Z"),
      cancelled("8851", "2027-04-03T09:00:00.000Z"),
    ];
    expect(bookedFor("written", sittingsOf(reports, terms))?.confirmationNumber).toBe("8852");
  });

  test("stay cancelled when another is booked at the very moment, whatever becomes of that one later", () => {
    const moment = "2027-04-02T09:00:00.000Z";
    const reports = [
      booked("8851", "2027-04-01T09:00:00.000Z"),
      cancelled("8851", moment),
      booked("8852", moment),
      cancelled("8852", "2027-04-03T09:00:00.000Z"),
    ];
    for (const told of permutations(reports)) {
      expect(stateOf(told).numbers).toEqual([
        "8851 cancelled 2027-05-01T10:00:00.000Z valid",
        "8852 cancelled 2027-05-01T10:00:00.000Z valid",
      ]);
    }
  });
});

describe("how a sitting ends", () => {
  const placed = [booked("8851", "2027-04-01T09:00:00.000Z"), rescheduled("8851", "8852", "2027-04-02T09:00:00.000Z")];

  test.each(["8851", "8852"])("is told by a result that names %s", (number) => {
    expect(stateOf([...placed, result("fail", number, "2027-05-03T09:00:00.000Z")]).ended).toEqual({
      written: [
        { confirmationNumber: "8852", outcome: "fail", at: "2027-05-01T12:00:00.000Z", resultId: `res-${number}` },
      ],
    });
  });

  test.each(["8851", "8852"])("is told by a no-show that names %s", (number) => {
    const { numbers, ended } = stateOf([...placed, noShow(number, "2027-05-01T11:00:00.000Z")]);
    expect(ended).toEqual({
      written: [{ confirmationNumber: "8852", outcome: "no-show", at: "2027-05-01T11:00:00.000Z" }],
    });
    expect(numbers[1]).toBe("8852 no-show 2027-05-01T10:00:00.000Z valid");
  });

  test("is not told by an excused absence, which gives the sitting back", () => {
    const { numbers, ended } = stateOf([...placed, noShow("8852", "2027-05-01T11:00:00.000Z", false)]);
    expect(ended).toEqual({});
    expect(numbers[1]).toBe("8852 no-show 2027-05-01T10:00:00.000Z valid");
  });

  test("is told by the result, when a no-show was reported too, before it or after it", () => {
    for (const day of ["02", "04"]) {
      const marked = result("pass", "8852", "2027-05-03T09:00:00.000Z");
      expect(stateOf([...placed, marked, noShow("8852", `2027-05-${day}T09:00:00.000Z`)]).ended).toEqual({
        written: [
          { confirmationNumber: "8852", outcome: "pass", at: "2027-05-01T12:00:00.000Z", resultId: "res-8852" },
        ],
      });
    }
  });

  test("is told by the first result of it: another one changes nothing (R16)", () => {
    const first = result("fail", "8852", "2027-05-03T09:00:00.000Z", { resultId: "res-1" });
    const second = result("pass", "8851", "2027-05-04T09:00:00.000Z", { resultId: "res-2" });
    for (const order of permutations([...placed, first, second])) {
      expect(stateOf(order).ended).toEqual({
        written: [{ confirmationNumber: "8852", outcome: "fail", at: "2027-05-01T12:00:00.000Z", resultId: "res-1" }],
      });
    }
  });

  test("is told once by a result without a booking, however often that is delivered", () => {
    const online = result("fail", undefined, "2027-05-03T09:00:00.000Z", { exam: "online", resultId: "res-1" });
    expect(stateOf([online, { ...online }, { ...online }]).ended).toEqual({
      online: [{ outcome: "fail", at: "2027-05-01T12:00:00.000Z", resultId: "res-1" }],
    });
  });

  test("is not told by a no-show or a cancellation of a number that nobody knows", () => {
    const reports = [...placed, cancelled("8852", "2027-04-03T09:00:00.000Z")];
    const more = [noShow("8859", "2027-05-01T11:00:00.000Z")];
    expect(stateOf([...reports, ...more, cancelled("8858", "2027-05-01T11:00:00.000Z")])).toEqual(stateOf(reports));
  });
});

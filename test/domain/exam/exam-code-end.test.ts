import { expect, test } from "vitest";
import { announcedAfter } from "../../../shared/domain/ending.ts";
import { examCodeStatus } from "../../../shared/domain/exam/exam-code.ts";
import { endToEnter } from "../../../shared/domain/exam/exam-code-end.ts";
import { potOf, unmoved } from "../../../shared/domain/partner/moved-codes.ts";
import { remindersOf } from "../../../shared/domain/programme/programme-versions.ts";
import { booked } from "../given.ts";
import { examCode } from "../organizations.ts";

const code = examCode("EXC-1");
const partner = { ended: { at: code.issuedAt } };
const told = announcedAfter("end", remindersOf(code));

test("a partnership's end is entered in a code once", () => {
  const ended = endToEnter(code, partner);

  expect(ended).toEqual({ ...code, endedAt: partner.ended.at, announced: told });
  expect(endToEnter({ ...code, endedAt: partner.ended.at }, partner)).toBeUndefined();
  expect(endToEnter(code, {})).toBeUndefined();
});

test("a schedule that is so late that it has told the code's own end tells no second one", () => {
  expect(endToEnter({ ...code, announced: told }, partner)).toBeUndefined();
  expect(endToEnter({ ...code, announced: told - 1 }, partner)).toBeDefined();
});

/** The day is after the end of the code. */
const late = booked("1", "2027-06-01T00:00:00.000Z", { startsAt: "2028-02-01T10:00:00.000Z" });
const inTime = booked("1", "2027-06-01T00:00:00.000Z", { startsAt: "2027-07-01T10:00:00.000Z" });

test.each([
  ["in time, and its partnership goes on", inTime, {}, "2027-06-02T00:00:00.000Z", "booked"],
  ["in time, and its partnership has ended", inTime, partner.ended, "2027-06-02T00:00:00.000Z", "booked"],
  ["too late, and its end has not come", late, {}, "2027-12-31T23:59:59.999Z", "booked"],
  ["too late, and its end has come", late, {}, "2028-01-01T00:00:00.000Z", "expired"],
  ["too late, and its partnership has ended", late, partner.ended, "2027-06-02T00:00:00.000Z", "expired"],
] as const)("of a code that is booked %s, status and ledger say the same", (_, booking, end, now, said) => {
  const endedAt = "at" in end ? end.at : undefined;
  const entered = booking === late ? { bookedLate: 1 } : { booked: 1 };

  expect(examCodeStatus({ ...code, reports: [booking], endedAt }, now)).toBe(said);
  expect(potOf({ ...unmoved, ...entered }, endedAt !== undefined || now >= code.expiresAt)).toBe(said);
});

import { expect, test } from "vitest";
import { announcedAfter } from "../../../shared/domain/ending.ts";
import { endToEnter } from "../../../shared/domain/exam/exam-code-end.ts";
import { remindersOf } from "../../../shared/domain/programme/programme-versions.ts";
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

import { expect, test } from "vitest";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import * as given from "../../support/given.ts";
import { call, pointers, refusal } from "../calls.ts";

const own = given.someNumber();

test.each([
  ["appointment.booked", { confirmationNumber: "PV-204817" }, ["/data/confirmationNumber"]],
  [
    "appointment.rescheduled",
    { confirmationNumber: own, previousConfirmationNumber: "8840012345" },
    ["/data/previousConfirmationNumber"],
  ],
  [
    "appointment.rescheduled",
    { confirmationNumber: "885", previousConfirmationNumber: "885x" },
    ["/data/confirmationNumber", "/data/previousConfirmationNumber"],
  ],
])(
  "%s with a number that its centre does not give is refused, and each such field is named: %j",
  async (type, numbers, named) => {
    const { eligibilityCode } = await given.registration("acp", given.someone());
    const answer = await given.report("prometric", type, given.placed(eligibilityCode, numbers));

    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], named]);
    expect(JSON.stringify(answer.body)).toContain("is not a confirmation number of Prometric");
  },
);

test("a centre without a pattern of its own gives any identifier of up to 64 visible characters", async () => {
  const { eligibilityCode } = await given.registration("acp", given.someone());
  const booked = (confirmationNumber: string) =>
    given.report("pearson-vue", "appointment.booked", given.placed(eligibilityCode, { confirmationNumber }));

  for (const number of ["PV-204817", "884123", "~!#$", "x".repeat(64)])
    expect((await booked(number)).status).toBeLessThan(300);
  for (const number of ["", "PV 204817", "é", "x".repeat(65), "PV\u0000"]) {
    expect(pointers(await booked(number)), number).toEqual(["/data/confirmationNumber"]);
  }
});

test("an appointment is looked up by any centre's kind of number", async () => {
  const look = (confirmationNumber: string) =>
    call(getAppointment, { params: { confirmationNumber }, as: given.someone() });

  expect(refusal(await look("PV-204817"))).toEqual([404, "appointment-not-found"]);
  expect(refusal(await look("PV 204817"))).toEqual([422, "invalid-request"]);
});

import { expect, test } from "vitest";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { getRegistration, setAccommodations } from "../../../shared/contract/exam/registration-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, callSigned, eventsOf, field, pointers, refusal } from "../calls.ts";

const accommodations = { codes: ["extra-time-25"], text: "A separate room" };

async function setting(registrationId: string, body: object, as: Claims = given.staff) {
  return call(setAccommodations, { params: { registrationId }, body, as });
}

/** The accommodations in the answer to the test centre. */
async function told(code: string): Promise<unknown> {
  const asked = { params: { provider: "prometric", code }, query: { exam: "written" } };
  return field(given.must([200], await callSigned(checkEligibility, "prometric", asked)), "accommodations");
}

test("accommodations that staff set are shown to the candidate and told to the test centre", async () => {
  const ana = given.someone();
  const { registrationId, eligibilityCode } = await given.registration("acp", ana);

  const set = given.must([200], await setting(registrationId, accommodations));

  expect(field(set, "accommodations")).toEqual(accommodations);
  const shown = await call(getRegistration, { params: { registrationId }, as: ana });
  expect(field(shown, "accommodations")).toEqual(accommodations);
  expect(await told(eligibilityCode)).toEqual(accommodations);
});

test("they are told with the look-up of a booked exam too, and a booking that follows keeps them", async () => {
  const ana = given.someone();
  const { registrationId, eligibilityCode } = await given.registration("acp", ana);
  given.must([200], await setting(registrationId, accommodations));

  const booked = await given.report("prometric", "appointment.booked", given.placed(eligibilityCode));

  expect(booked.body).toEqual({ status: "applied" });
  expect(await told(eligibilityCode)).toEqual(accommodations);
});

test("accommodations that are set while a report is on its way lose neither: the report comes through after them", async () => {
  const ana = given.someone();
  const { registrationId, eligibilityCode } = await given.registration("acp", ana);
  const placed = given.placed(eligibilityCode);
  given.must([200], await given.report("prometric", "appointment.booked", placed));
  given.must([200], await setting(registrationId, accommodations));

  // A report by number finds an older copy of the registration.
  const { confirmationNumber } = placed;
  given.must([200], await given.report("prometric", "appointment.cancelled", { confirmationNumber }));

  const shown = await call(getRegistration, { params: { registrationId }, as: ana });
  expect(shown.body).toMatchObject({ accommodations, exams: [{ status: "to-book" }] });
});

test("with no code and no text there are none any more", async () => {
  const { registrationId, eligibilityCode } = await given.registration("acp", given.someone());
  await setting(registrationId, accommodations);

  const none = given.must([200], await setting(registrationId, { codes: [] }));

  expect(field(none, "accommodations")).toBeUndefined();
  expect(await told(eligibilityCode)).toBeUndefined();
});

test("the history says which codes were set and by whom, and never the text", async () => {
  const { registrationId } = await given.registration("acp", given.someone());
  await setting(registrationId, accommodations);

  const event = (await eventsOf("registration", registrationId)).at(-1);

  expect(event).toMatchObject({ type: "registration.accommodations-set", actor: { kind: "staff", id: "staff-1" } });
  expect(event?.data).toEqual({ codes: ["extra-time-25"] });
});

test("the same accommodations once more change nothing, and the history tells of them once", async () => {
  const { registrationId } = await given.registration("acp", given.someone());
  const first = given.must([200], await setting(registrationId, accommodations));

  const again = given.must([200], await setting(registrationId, accommodations));

  expect(again.body).toEqual(first.body);
  const events = await eventsOf("registration", registrationId);
  expect(events.filter(({ type }) => type === "registration.accommodations-set")).toHaveLength(1);
});

test("the candidate cannot set them, and staff cannot set those of a registration that there is not", async () => {
  const ana = given.someone();
  const { registrationId } = await given.registration("acp", ana);

  expect((await setting(registrationId, accommodations, ana)).status).toBe(403);
  expect(refusal(await setting("reg_none", accommodations))).toEqual([404, "registration-not-found"]);
  expect(pointers(await setting(registrationId, { text: "A room" }))).toEqual(["/codes"]);
});

import { expect, test } from "vitest";
import * as given from "../../support/given.ts";
import { causedMails } from "../caused-mails.ts";
import { at, day, registered } from "../parked-scenes.ts";
import { sendable } from "./kept-reports.ts";

const after = "2026-12-23T09:30:00.000Z";

/** The subjects and texts of the e-mails that a late report causes for a registration. */
async function mailsSince(registrationId: string, act: () => Promise<unknown>) {
  const before = (await causedMails("registration", registrationId)).length;
  await act();
  return (await causedMails("registration", registrationId)).slice(before);
}

test("a pass that counts because of a late cancellation is told, and its certificate can be claimed (R14, R16, R19)", async () => {
  const { booked, result, number, registrationId } = await registered();
  const other = given.someNumber();
  const missed = sendable("appointment.no-show", { confirmationNumber: number }, day(3));
  const again = booked(5, { confirmationNumber: other });
  const pass = result(6, "pass", { confirmationNumber: other });
  for (const each of [booked(1), missed, again, pass]) given.must([200], await each.send(at));
  expect(await pass.status(at)).toBe("parked");

  const cancelled = sendable("appointment.cancelled", { confirmationNumber: number }, day(4));
  const mails = await mailsSince(registrationId, async () => given.must([200], await cancelled.send(after)));

  expect(await pass.status(after)).toBe("applied");
  expect(mails.map(({ subject }) => subject.split(":")[0])).toEqual(["Your result", "Claim your certificate"]);
});

test("a pass that stops to count because of a late result is told as invalidated, and its certificate is revoked (R14, R16)", async () => {
  const { booked, result, number, registrationId } = await registered();
  const other = given.someNumber();
  const cancelled = sendable("appointment.cancelled", { confirmationNumber: number }, day(4));
  const again = booked(5, { confirmationNumber: other });
  const pass = result(6, "pass", { confirmationNumber: other });
  for (const each of [booked(1), cancelled, again, pass]) given.must([200], await each.send(at));

  const mails = await mailsSince(registrationId, async () => given.must([200], await result(3, "fail").send(after)));

  expect(await pass.status(after)).toBe("parked");
  expect(mails.map(({ subject }) => subject.split(":")[0])).toEqual([
    "Your result was corrected",
    "Your result",
    "Your certificate was revoked",
  ]);
  expect(mails[0]?.text).toContain("invalidated");
});

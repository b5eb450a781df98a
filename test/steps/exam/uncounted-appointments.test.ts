import { expect, test } from "vitest";
import {
  closeAppointment,
  getAppointment,
  getAppointmentCalendar,
} from "../../../shared/contract/exam/appointment-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { accepting, at, day, reason, registered } from "../parked-scenes.ts";
import { sendable } from "./kept-reports.ts";

const after = "2026-12-23T09:30:00.000Z";
const startsAt = day(30);

const looked = (confirmationNumber: string, as: Claims) =>
  call(getAppointment, { params: { confirmationNumber }, as, at: after });

/** The last booking no longer counts, because an earlier one uses up the sitting. */
const turned = {
  "a no-show that staff accept": async (as: Claims) => {
    const { booked, number, named, ...open } = await registered("acp", as);
    const last = given.someNumber();
    const missed = sendable("appointment.no-show", { confirmationNumber: number }, day(21));
    const cancelled = sendable("appointment.cancelled", { confirmationNumber: number }, day(2));
    for (const each of [booked(1), cancelled, missed]) given.must([200], await each.send(at));
    const again = sendable(
      "appointment.booked",
      given.placed(named.eligibilityCode, { confirmationNumber: last, startsAt }),
      "2026-12-20T09:31:00.000Z",
    );
    given.must([200], await again.send("2026-12-20T09:31:00.000Z"));
    given.must([200], await accepting(missed.reportId, {}, after));
    return { ...open, last, told: { kind: "report", id: missed.reportId } };
  },
  "a result that comes late": async (as: Claims) => {
    const { booked, result, number, named, ...open } = await registered("acp", as);
    const last = given.someNumber();
    const cancelled = sendable("appointment.cancelled", { confirmationNumber: number }, day(4));
    const again = booked(5, { confirmationNumber: last, startsAt });
    for (const each of [booked(1), cancelled, again]) given.must([200], await each.send(at));
    given.must([200], await result(3, "fail").send(after));
    return { ...open, last, told: { kind: "registration", id: open.registrationId } };
  },
};

test.each(Object.entries(turned))(
  "a booking that no longer counts because of %s is found, explained and told",
  async (_, scene) => {
    const ana = given.someone();
    const { last, told } = await scene(ana);

    const expected = { confirmationNumber: last, status: "does-not-count", reason: "no-sitting-left", startsAt };
    expect((await looked(last, ana)).body).toMatchObject(expected);
    expect((await looked(last, given.staff)).body).toMatchObject(expected);
    expect(refusal(await looked(last, given.someone()))).toEqual([404, "appointment-not-found"]);
    const body = { sitting: "given-back", reason };
    const params = { confirmationNumber: last };
    expect(refusal(await call(closeAppointment, { params, body, as: given.staff, at: after }))).toEqual([
      409,
      "appointment-not-open",
    ]);
    expect((await call(getAppointmentCalendar, { params, as: ana, at: after })).body).toContain("STATUS:CANCELLED");
    const mails = (await causedMails(told.kind, told.id)).filter(({ subject }) =>
      subject.startsWith("Your booking does not count"),
    );
    expect(mails.map(({ text }) => text)).toEqual([
      expect.stringContaining(`The booking ${last} for A title, written exam`),
    ]);
  },
);

import { randomUUID } from "node:crypto";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { listCertificates } from "../../../shared/contract/certificate/certificate-operations.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getEligibilityCode } from "../../../shared/contract/exam/eligibility-codes.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { listResults } from "../../../shared/contract/exam/result-operations.ts";
import type { Notification } from "../../../shared/domain/history/notification.ts";
import { messageOf } from "../../../shared/mail/message.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, eventTypes, field, pageOf } from "../calls.ts";
import { random, shuffled } from "../random.ts";

const orders = 100;
const deliveredAt = "2026-12-02T09:30:00.000Z";
const day = (of: number) => `2026-11-${String(of).padStart(2, "0")}T10:00:00.000Z`;

/** Booked, moved, cancelled under a new number, booked again and passed. Each number has the name of its place. */
const numbers = ["booked", "moved", "cancelled", "rebooked"] as const;
type Numbers = Readonly<Record<(typeof numbers)[number], string>>;

function historyOf(eligibilityCode: string, { booked, moved, cancelled, rebooked }: Numbers) {
  const placing = (confirmationNumber: string, startsAt: string, more = {}) =>
    given.placed(eligibilityCode, { confirmationNumber, startsAt, ...more });
  const passed = { resultId: `R-${rebooked}`, exam: "written", outcome: "pass", score: 80, takenAt: day(30) };
  return [
    { type: "appointment.booked", occurredAt: day(22), data: placing(booked, day(26)) },
    {
      type: "appointment.rescheduled",
      occurredAt: day(23),
      data: placing(moved, day(27), { previousConfirmationNumber: booked }),
    },
    {
      type: "appointment.cancelled",
      occurredAt: day(24),
      data: { confirmationNumber: cancelled, previousConfirmationNumber: moved },
    },
    { type: "appointment.booked", occurredAt: day(25), data: placing(rebooked, day(29)) },
    { type: "result.reported", occurredAt: day(30), data: { ...passed, confirmationNumber: rebooked } },
  ];
}

const stored = z.object({ version: z.number(), sk: z.string(), mail: z.array(z.custom<Notification>()).optional() });

/** All e-mails of the registration's events, in order. */
async function toldOf(registrationId: string): Promise<Notification[]> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `REGISTRATION#${registrationId}` },
    }),
  );
  return z
    .array(stored)
    .parse(answer.Items)
    .filter(({ sk }) => sk.startsWith("EVENT#"))
    .sort((one, other) => (one.sk < other.sk ? -1 : 1))
    .flatMap(({ mail = [] }) => mail);
}

const exams = [{ exam: "written", seriesCode: "ANY-ORDER-1", title: "On paper" }];

const isAboutBooking = ({ tells }: Notification) =>
  tells === "booked" || tells === "rescheduled" || tells === "cancelled";

/** The text of each thread's last e-mail. */
function lastWords(told: readonly Notification[]) {
  const last = (isOne: (each: Notification) => boolean) => told.findLast(isOne);
  const text = (found: Notification | undefined) => found && messageOf(found, deliveredAt).text.split("\n\n-- ")[0];
  const booking = last(isAboutBooking);
  return {
    booking: text(booking),
    result: text(last(({ tells }) => tells === "result")),
    claimable: text(last(({ tells }) => tells === "claimable")),
    counts: {
      result: told.filter(({ tells }) => tells === "result").length,
      claimable: told.filter(({ tells }) => tells === "claimable").length,
    },
  };
}

/** All that the API shows, and the e-mails. Names replace the drawn ids. */
async function endOf(as: Claims, opened: { registrationId: string; eligibilityCode: string }, named: Numbers) {
  const { registrationId, eligibilityCode } = opened;
  const look = { as, at: deliveredAt };
  const registration = await call(getRegistration, { params: { registrationId }, ...look });
  const eligibility = await call(getEligibilityCode, { params: { code: eligibilityCode }, ...look });
  const appointments = await Promise.all(
    numbers.map((name) => call(getAppointment, { params: { confirmationNumber: named[name] }, ...look })),
  );
  const results = pageOf(await call(listResults, look)).data;
  const certificates = pageOf(await call(listCertificates, look)).data;
  const told = await toldOf(registrationId);
  const end = {
    registration: [field(registration, "status"), field(registration, "exams")],
    eligibility: field(eligibility, "status"),
    appointments: appointments.map(({ body }) => body),
    results: results.map(({ certificateId: _, reportId: __, ...result }) => result),
    certificates: certificates.map(({ status, passedAt }) => [status, passedAt]),
    told: lastWords(told),
    events: (await eventTypes("registration", registrationId)).toSorted(),
  };
  const names = [...Object.entries(named), ["registration", registrationId], ["eligibility", eligibilityCode]];
  let text = JSON.stringify(end);
  for (const [name, drawn] of names) text = text.replaceAll(String(drawn), `<${name}>`);
  const subject = told.findLast(isAboutBooking);
  return { text, subject: subject && messageOf(subject, deliveredAt).subject };
}

async function deliver(seed: number, certificationId: string) {
  const as = given.someone();
  const code = await given.authorizationCode(certificationId, as);
  const body = given.must([201], await given.registering(code, certificationId, as)).body;
  const opened = z.object({ registrationId: z.string(), eligibilityCode: z.object({ code: z.string() }) }).parse(body);
  const { registrationId, eligibilityCode } = { ...opened, eligibilityCode: opened.eligibilityCode.code };
  const [booked, moved, cancelled, rebooked] = [1, 2, 3, 4].map(() => given.someNumber());
  const named = { booked: `${booked}`, moved: `${moved}`, cancelled: `${cancelled}`, rebooked: `${rebooked}` };
  const deliveries = historyOf(eligibilityCode, named).flatMap((report) => {
    const messageId = randomUUID();
    return [messageId, messageId, randomUUID()].map((each) => ({ ...report, messageId: each }));
  });
  for (const { type, data, occurredAt, messageId } of shuffled(deliveries, random(seed))) {
    given.must([200, 202], await given.report("prometric", type, data, { at: deliveredAt, occurredAt, messageId }));
  }
  return endOf(as, { registrationId, eligibilityCode }, named);
}

describe(`${orders} orders of one history, each report three times (R14)`, () => {
  let ends: Awaited<ReturnType<typeof deliver>>[] = [];

  beforeAll(async () => {
    const certificationId = await given.certification("acp", { exams });
    for (let seed = 0; seed < orders; seed += 1) ends.push(await deliver(seed, certificationId));
    ends = ends.map(({ text, subject }) => ({ text: text.replaceAll(certificationId, "<certification>"), subject }));
  });

  test("amount to one end state, one certificate, and the same last words in each thread of e-mails", () => {
    const center = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };
    const appointment = { exam: "written", registrationId: "<registration>", testCenter: center };
    const expected = {
      registration: ["passed", [{ exam: "written", status: "passed" }]],
      eligibility: "used",
      appointments: [
        {
          ...appointment,
          confirmationNumber: "<booked>",
          status: "rescheduled",
          startsAt: day(26),
          supersededBy: "<moved>",
          validConfirmationNumber: "<cancelled>",
        },
        {
          ...appointment,
          confirmationNumber: "<moved>",
          status: "cancelled",
          startsAt: day(27),
          supersededBy: "<cancelled>",
          validConfirmationNumber: "<cancelled>",
        },
        { ...appointment, confirmationNumber: "<cancelled>", status: "cancelled", startsAt: day(27) },
        { ...appointment, confirmationNumber: "<rebooked>", status: "completed", startsAt: day(29) },
      ],
      results: [
        {
          resultId: "R-<rebooked>",
          provider: "prometric",
          registrationId: "<registration>",
          exam: "written",
          certificationId: "<certification>",
          confirmationNumber: "<rebooked>",
          outcome: "pass",
          score: 80,
          takenAt: day(30),
          receivedAt: deliveredAt,
          seriesCode: "ANY-ORDER-1",
          title: "On paper",
        },
      ],
      certificates: [["claimable", day(30)]],
      told: {
        booking:
          "Dear Ana,\n\nThis is the valid booking for On paper (ANY-ORDER-1). " +
          "Bring an identity document with the name under which you are registered.\n\nConfirmation number: <rebooked>\n" +
          "Begins: Sunday, 29 November 2026, 10:00 (Europe/Lisbon), that is 29 November 2026, 10:00 UTC\n" +
          "Place: Lisboa, Lisboa, Portugal\n\nThe attached file puts this into your calendar.",
        result:
          "Dear Ana,\n\nYour result has come.\n\nExam: On paper (ANY-ORDER-1)\nResult: passed\n\n" +
          "As soon as you have passed every exam of this certification, we write to you, and you can claim your certificate.",
        claimable:
          "Dear Ana,\n\nCongratulations. You have passed A title. Your certificate is ready: sign in and claim it.\n\n" +
          "Its validity starts when you claim it.",
        counts: { result: 1, claimable: 1 },
      },
      events: [
        "appointment.booked",
        "appointment.booked",
        "appointment.cancelled",
        "appointment.rescheduled",
        "registration.opened",
        "result.accepted",
      ],
    };

    expect(ends).toHaveLength(100);
    for (const { text } of ends) expect(JSON.parse(text)).toEqual(expected);
  });

  test("head the last e-mail on the booking in the same way", () => {
    expect([...new Set(ends.map(({ subject }) => subject))]).toEqual(["Your exam is booked: A title"]);
  });
});

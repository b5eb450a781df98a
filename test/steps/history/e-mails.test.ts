import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { revokeCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import {
  cancelAuthorizationCode,
  giveAuthorizationCode,
} from "../../../shared/contract/purchase/authorization-code-operations.ts";
import * as given from "../../support/given.ts";
import { defaultTime } from "../../support/invoke.ts";
import { call } from "../calls.ts";
import { Inbox, type Mail } from "../inbox.ts";
import { runSchedule, streamedTable } from "../schedule-runs.ts";

const title = "Nuvens <& more>";
const escapedTitle = "Nuvens &lt;&amp; more&gt;";
const tokyo = {
  ...given.testCenter,
  id: "TYO-01",
  name: "Shibuya 渋谷",
  city: "Tokyo",
  country: "JP",
  timeZone: "Asia/Tokyo",
};
const exam = `${title}, written exam`;
const numbers = { first: "88510000001", second: "88510000002" };

let inbox: Inbox;
/** The table and the catalogue are new for each test. */
const series = "ACP-MAIL1";

async function startAnew(): Promise<void> {
  inbox = await Inbox.open(await streamedTable());
}

beforeEach(startAnew);

/** The new e-mails, each complete: text and HTML have the same words. */
async function mails(): Promise<Mail[]> {
  const received = await inbox.receive();
  for (const { text, html } of received) {
    const read = html
      .replaceAll(/<head>.*<\/head>/gs, "")
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(escapedTitle, title);
    const words = text
      .replace("\n-- \n", "\n")
      .replaceAll("'", "&#39;")
      .split(/[\s,.:()]+/);
    for (const word of words) expect(read).toContain(word);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
  }
  return received.map((each) => ({ ...each, text: each.text.slice(0, each.text.indexOf("\n-- \n")) }));
}

const told = async () => (await mails()).map(({ to, subject, text }) => ({ to, subject, text }));

const opened = z.object({ eligibilityCode: z.object({ code: z.string() }).optional() });

async function registered(level = "acp") {
  const ana = given.someone();
  const exams = level === "acp" ? [{ exam: "written", seriesCode: series }] : [];
  const certificationId = await given.certification(level, { title, exams });
  const code = await given.authorizationCode(certificationId, ana);
  await mails();
  const { body } = given.must([201], await given.registering(code, certificationId, ana));
  return { ana, code, eligibilityCode: opened.parse(body).eligibilityCode?.code ?? "none" };
}

/** A registration with a confirmation that was read, and a booking to come. */
async function toBook() {
  const open = await registered();
  await mails();
  const { eligibilityCode } = open;
  const place = async (type: string, data: object, occurredAt = "2026-11-22T09:00:00.000Z", at = defaultTime) => {
    const placed = given.placed(eligibilityCode, { testCenter: tokyo, ...data });
    given.must([200], await given.report("prometric", type, placed, { at, occurredAt }));
  };
  const book = () => place("appointment.booked", { confirmationNumber: numbers.first });
  return { ...open, place, book };
}

async function sat(outcome: string) {
  const open = await toBook();
  await open.book();
  const data = { resultId: "R-1", exam: "written", outcome, takenAt: "2026-12-01T11:00:00.000Z" };
  await mails();
  const at = "2026-12-01T12:00:00.000Z";
  await given.report("prometric", "result.reported", { ...data, confirmationNumber: numbers.first }, { at });
  const correct = (to: string) => {
    const correction = { resultId: "R-2", corrects: "R-1", outcome: to, reason: "Scored again." };
    return given.report("prometric", "result.corrected", correction, { at, occurredAt: "2026-12-01T11:59:00.000Z" });
  };
  return { ...open, at, correct };
}

const to = "ana@example.org";

describe("a candidate is told", () => {
  test("of a registration: the eligibility code, and until when to use it", async () => {
    const { eligibilityCode } = await registered();

    expect(await told()).toEqual([
      {
        to,
        subject: `You are registered: ${title}`,
        text:
          `Dear Ana,\n\nYou are registered for ${title}.\n\n` +
          `Eligibility code: ${eligibilityCode}\nBook and take the exam before: 22 November 2027, 09:30 UTC\n\n` +
          "Next, book your exam with the eligibility code. The test centre asks for it.\n",
      },
    ]);
  });

  test("of a registration without an eligibility code: until when to take the exam", async () => {
    await registered("clouder");

    const [mail] = await told();

    expect(mail?.text).toBe(
      `Dear Ana,\n\nYou are registered for ${title}.\n\nTake the exam before: 22 November 2027, 09:30 UTC\n` +
        "\nNext, take the exam. You need no eligibility code for it.\n",
    );
  });

  test("of a booking: its number, the local time at the centre, and that time in UTC", async () => {
    const { book } = await toBook();

    await book();

    const [mail, ...others] = await told();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to, subject: `Your exam is booked: ${title}` });
    expect(mail?.text).toContain(`This is the valid booking for ${exam} (${series}).`);
    expect(mail?.text).toContain(
      "Confirmation number: 88510000001\nBegins: Tuesday, 1 December 2026, 19:00 (Asia/Tokyo), that is 1 December 2026, 10:00 UTC\n" +
        "Place: Shibuya 渋谷, Tokyo, Japan\n",
    );
  });

  test("of a change: the new number, which is the valid one, and the new time", async () => {
    const { book, place } = await toBook();
    await book();
    await mails();

    const moved = { confirmationNumber: numbers.second, previousConfirmationNumber: numbers.first };
    const startsAt = "2026-12-02T15:30:00.000Z";
    await place("appointment.rescheduled", { ...moved, startsAt }, "2026-11-22T09:10:00.000Z");

    const [mail] = await told();
    expect(mail?.subject).toBe(`Your exam was moved: ${title}`);
    expect(mail?.text).toContain("Confirmation number: 88510000002");
    expect(mail?.text).not.toContain(numbers.first);
    expect(mail?.text).toContain("Thursday, 3 December 2026, 00:30 (Asia/Tokyo), that is 2 December 2026, 15:30 UTC");
  });

  test("of a cancellation: that no booking stands", async () => {
    const { book } = await toBook();
    await book();
    await mails();

    const occurredAt = "2026-11-22T09:20:00.000Z";
    await given.report("prometric", "appointment.cancelled", { confirmationNumber: numbers.first }, { occurredAt });

    const [mail] = await told();
    expect(mail?.subject).toBe(`Your exam was cancelled: ${title}`);
    expect(mail?.text).toContain(`The booking ${numbers.first} was cancelled.`);
    expect(mail?.text).toContain(`No booking stands for ${exam} (${series}).`);
  });

  test("by calendar files that follow one appointment through its booking, move and cancellation", async () => {
    const { book, place } = await toBook();
    const files = async (at: string, change: () => Promise<unknown>) => {
      await change();
      const [mail] = await mails();
      expect(mail?.attachments.map(({ fileName }) => [at, fileName])).toEqual([[at, "exam.ics"]]);
      const { content = "", contentType } = mail?.attachments[0] ?? {};
      expect(contentType).toBe("text/calendar; charset=utf-8; method=PUBLISH");
      const line = (name: string) => content.split("\r\n").find((each) => each.startsWith(`${name}:`));
      return {
        name: line("UID"),
        sequence: Number(line("SEQUENCE")?.slice(9)),
        says: [line("DTSTART"), line("STATUS")],
      };
    };
    const moved = { confirmationNumber: numbers.second, previousConfirmationNumber: numbers.first };
    const startsAt = "2026-12-02T15:30:00.000Z";
    const cancelled = { confirmationNumber: numbers.second };

    const first = await files("booked", book);
    const second = await files("moved", () =>
      place("appointment.rescheduled", { ...moved, startsAt }, "2026-11-22T09:10:00.000Z", "2026-11-22T09:31:00.000Z"),
    );
    const third = await files("cancelled", () =>
      given.report("prometric", "appointment.cancelled", cancelled, { at: "2026-11-22T09:32:00.000Z" }),
    );

    expect([second.name, third.name]).toEqual([first.name, first.name]);
    expect([second.sequence - first.sequence, third.sequence - second.sequence]).toEqual([60, 60]);
    expect([first.says, second.says, third.says]).toEqual([
      ["DTSTART:20261201T100000Z", "STATUS:CONFIRMED"],
      ["DTSTART:20261202T153000Z", "STATUS:CONFIRMED"],
      ["DTSTART:20261202T153000Z", "STATUS:CANCELLED"],
    ]);
  });

  test("of a booking that comes after its change: the valid number, not its own", async () => {
    const { book, place } = await toBook();
    const moved = { confirmationNumber: numbers.second, previousConfirmationNumber: numbers.first };
    await place("appointment.rescheduled", moved, "2026-11-22T09:10:00.000Z");
    await mails();

    await book();

    const [mail] = await told();
    expect(mail?.text).toContain("Confirmation number: 88510000002");
    expect(mail?.text).not.toContain(numbers.first);
  });

  test("of a fail, and of a pass with the certificate to claim", async () => {
    await sat("fail");
    const failed = await told();
    await startAnew();
    await sat("pass");
    const passed = await told();

    expect(failed.map(({ subject }) => subject)).toEqual([`Your result: ${title}`]);
    expect(failed[0]?.text).toContain(`Exam: ${exam} (${series})\nResult: not passed\n`);
    expect(passed.map(({ subject }) => subject)).toEqual([`Your result: ${title}`, `Claim your certificate: ${title}`]);
    expect(passed[0]?.text).toContain(`Exam: ${exam} (${series})\nResult: passed\n`);
    expect(passed[1]?.text).toContain(`You have passed ${title}. Your certificate is ready: sign in and claim it.`);
  });

  test.each([
    ["fail", "not passed"],
    ["invalidated", "invalidated"],
  ])("of a correction to %s, and that the certificate is revoked with it", async (outcome, words) => {
    const { correct } = await sat("pass");
    await mails();

    await correct(outcome);

    const [corrected, revoked] = await told();
    expect(corrected?.subject).toBe(`Your result was corrected: ${title}`);
    expect(corrected?.text).toContain(`Exam: ${exam} (${series})\nResult: ${words}\n`);
    expect(revoked?.subject).toBe(`Your certificate was revoked: ${title}`);
    expect(revoked?.text).toContain("The reason: The result was corrected.");
  });

  test("of a claim: the certificate's number and its end; and of its revocation by staff: the reason", async () => {
    const { ana, at } = await sat("pass");
    await mails();
    const [certificate] = await given.certificates(ana, at);
    const { certificateId = "", certificateNumber = "" } = certificate ?? {};

    given.must([200], await given.claiming(certificateId, ana, at));
    const [claimed] = await told();
    const body = { reason: "It was found out." };
    given.must([200], await call(revokeCertificate, { params: { certificateId }, body, as: given.staff, at }));
    const [revoked] = await told();

    expect(claimed).toMatchObject({ to, subject: `Your certificate: ${title}` });
    expect(claimed?.text).toContain(
      `Certificate number: ${certificateNumber}\nValid until: 1 December 2028, 12:00 UTC\n`,
    );
    const page = `https://localhost/verify/${encodeURIComponent(certificateNumber)}`;
    expect(claimed?.text).toContain(`See your certificate: ${page}\n`);
    expect(revoked).toMatchObject({ to, subject: `Your certificate was revoked: ${title}` });
    expect(revoked?.text).toContain("was revoked. It is not valid any more.\n\nThe reason: It was found out.");
  });
});

test("a paid order's e-mail names its certifications by their titles, also where the order knows their ids alone", async () => {
  const ana = given.someone();
  const offlineTraining = { price: { amount: 70_000, currency: "USD" } };
  const certificationId = await given.certification("acp", { title: "Nuvens", offlineTraining });
  const { orderId, total } = await given.order(
    [
      { product: "certification", certificationId, quantity: 1 },
      { product: "offline-training", certificationId, quantity: 2 },
    ],
    ana,
  );
  given.must([200], await given.payment({ orderId, ...total }));

  const [paid] = (await told()).slice(-1);
  expect(paid?.text).toContain("For Nuvens, activate it before 22 November 2027, 09:30 UTC: EDU-");
  expect(paid?.text).toContain("Offline training for Nuvens, 2 seats");
  expect(paid?.text).not.toContain(certificationId);
});

test("the recipient of a gift is told its code, the giver's words, and until when to activate it", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const code = await given.authorizationCode(await given.certification("acp"), ana);
  await mails();
  const body = { recipientEmail: ben.email, message: "Boa sorte!" };
  given.must([200], await call(giveAuthorizationCode, { params: { code }, body, as: ana }));

  expect(await told()).toEqual([
    {
      to: ben.email,
      subject: "You were given an authorization code",
      text:
        "Someone gave you an authorization code, with which you register for a certification. Sign in with this e-mail address and activate it.\n\n" +
        `They wrote: Boa sorte!\n\nAuthorization code: ${code}\nFor: A title\nActivate it before: 22 November 2027, 09:30 UTC\n`,
    },
  ]);
});

describe("30 and 7 days before its end, and not at its end, a reminder goes to", () => {
  const at = ["2027-10-23T09:30:00.000Z", "2027-11-15T09:30:00.000Z", "2027-11-22T09:30:00.000Z"];

  async function reminders(times = at): Promise<Mail[]> {
    await mails();
    const found: Mail[] = [];
    for (const time of times) {
      await runSchedule(time);
      found.push(...(await mails()));
    }
    return found;
  }

  test("the owner of an authorization code", async () => {
    const ana = given.someone();
    const isFor = "Nuvens";
    const code = await given.authorizationCode(await given.certification("acp", { title: isFor }), ana);

    const found = await reminders();

    const subjects = [30, 7].map((days) => `Your authorization code ends in ${days} days: ${isFor}`);
    expect(found.map((each) => [each.to, each.subject])).toEqual(subjects.map((subject) => [ana.email, subject]));
    expect(found[0]?.text).toBe(
      "Your authorization code ends soon. It cannot be extended.\n\n" +
        `Number: ${code}\nFor: ${isFor}\nEnds: 22 November 2027, 09:30 UTC\n\n` +
        "Activate it before then, or give it to someone who does.\n",
    );
  });

  test("the owner of a code for any certification of a level, with the level", async () => {
    await given.authorizationCodes([{ product: "redemption-code", level: "aca", quantity: 1 }], given.someone());

    expect((await reminders()).map(({ subject }) => subject)).toEqual(
      [30, 7].map((days) => `Your authorization code ends in ${days} days: level ACA`),
    );
  });

  test("nobody any more, when the schedule was missed until the end", async () => {
    await given.authorizationCode(await given.certification("acp"), given.someone());

    expect(await reminders(at.slice(2))).toEqual([]);
  });

  test("whoever was given the code, and to nobody once it was cancelled", async () => {
    const [ana, ben] = [given.someone(), given.someone()];
    const code = await given.authorizationCode(await given.certification("acp"), ana);
    await given.giving(code, ben.email, ana);

    const [first] = await reminders(at.slice(0, 1));
    const [cancelledAt = ""] = at;
    given.must(
      [200],
      await call(cancelAuthorizationCode, { params: { code }, body: {}, as: given.staff, at: cancelledAt }),
    );

    expect(first?.to).toBe(ben.email);
    expect(await reminders()).toEqual([]);
  });

  test("the candidate of an eligibility code, of a registration without one, and the holder of a certificate", async () => {
    const { eligibilityCode } = await given.registration("acp", given.someone());
    const eligible = await reminders();
    await startAnew();
    await registered("clouder");
    const plain = await reminders();
    await startAnew();
    const ana = given.someone();
    const { certificateId, certificateNumber } = await given.pass(ana);
    await given.claiming(certificateId, ana);
    const held = await reminders(at.map((each) => each.replace("2027", "2028")));

    const texts = [eligible, plain, held].map((each) => each.map(({ text }) => text.trimEnd().split("\n\n")[1]));
    const twice = (text: string) => [text, text];
    expect(texts).toEqual([
      twice(`Number: ${eligibilityCode}\nFor: A title\nEnds: 22 November 2027, 09:30 UTC`),
      twice(`For: ${title}\nEnds: 22 November 2027, 09:30 UTC`),
      twice(`Number: ${certificateNumber}\nFor: A title\nEnds: 22 November 2028, 09:30 UTC`),
    ]);
    expect([...eligible, ...plain, ...held].map((each) => each.to)).toEqual(Array.from({ length: 6 }, () => to));
  });
});

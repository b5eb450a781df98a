import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Attachment, SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "../../infra/local/aws/events/event-bus.ts";
import { SecretStore } from "../../infra/local/aws/secrets-manager/secrets.ts";
import { Services } from "../../infra/local/aws/services.ts";
import { MailStore } from "../../infra/local/aws/ses/mail-store.ts";
import { MailSimulator } from "../../infra/local/aws/ses/simulator.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";

let folder: string;
let directory: DataDirectory;
let mails: MailStore;
let services: Services;
let told: Entry[] = [];

const sets = [
  { name: "hears-both", events: ["bounce", "complaint"] },
  { name: "hears-bounces", events: ["bounce"] },
];

async function start(): Promise<void> {
  directory = DataDirectory.open(folder);
  const clock = new Clock(directory);
  mails = new MailStore(directory, clock);
  const simulator = new MailSimulator(sets, clock, { put: (entry) => told.push(entry) });
  services = await Services.start({ secrets: new SecretStore(directory, [], []), mails, simulator });
}

function stop(): void {
  services.stop();
  mails.close();
  directory.close();
}

beforeEach(async () => {
  told = [];
  folder = mkdtempSync(join(tmpdir(), "certrail-mail-"));
  await start();
});

afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

async function send(
  to: string,
  id = "evt_1-0",
  subject = "Booked: März",
  files: Attachment[] = [],
  set?: string,
): Promise<string | undefined> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SESv2Client({ region: "local", endpoint: services.endpoint, credentials, maxAttempts: 1 });
  const answer = await client.send(
    new SendEmailCommand({
      FromEmailAddress: "no-reply@example.org",
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: set,
      EmailTags: [{ Name: "certrail-id", Value: id }],
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: "UTF-8" },
          Body: { Text: { Data: "Text", Charset: "UTF-8" }, Html: { Data: "<p>Text</p>", Charset: "UTF-8" } },
          ...(files.length > 0 && { Attachments: files }),
          Headers: [
            { Name: "X-Certrail-Id", Value: id },
            { Name: "X-Certrail-Event", Value: "appointment.booked" },
          ],
        },
      },
    }),
  );
  return answer.MessageId;
}

test("what the SDK sends is kept, the newest first, and one that is sent twice stands there twice", async () => {
  expect(await send("ana@example.org")).toMatch(/^[0-9a-f-]{36}$/);
  await send("bo@example.org", "evt_2-0");
  await send("ana@example.org");

  expect(mails.list().map(({ id, to }) => [id, to])).toEqual([
    ["evt_1-0", "ana@example.org"],
    ["evt_2-0", "bo@example.org"],
    ["evt_1-0", "ana@example.org"],
  ]);
  expect(mails.list("bo@example.org")).toEqual([
    {
      id: "evt_2-0",
      to: "bo@example.org",
      subject: "Booked: März",
      text: "Text",
      html: "<p>Text</p>",
      attachments: [],
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      event: "appointment.booked",
    },
  ]);
});

test("mails outlive the process, and a line that was cut short is no mail and harms none", async () => {
  await send("ana@example.org");
  stop();
  appendFileSync(join(folder, "mail.jsonl"), '{"id":"evt_9-0","to":"an');
  await start();
  await send("bo@example.org", "evt_2-0");
  stop();
  await start();

  expect(mails.list().map(({ id }) => id)).toEqual(["evt_2-0", "evt_1-0"]);
});

const file = (content: string, fields: Partial<Attachment> = {}): Attachment => ({
  FileName: "exam.ics",
  ContentType: "text/calendar; charset=utf-8",
  RawContent: Buffer.from(content),
  ...fields,
});

test("a file that is attached is kept as it was sent, and outlives the process", async () => {
  const content = "BEGIN:VCALENDAR\r\nSUMMARY:März 試験\r\n";
  await send("ana@example.org", "evt_1-0", "Booked", [file(content, { ContentTransferEncoding: "BASE64" })]);
  stop();
  await start();

  const kept = { fileName: "exam.ics", contentType: "text/calendar; charset=utf-8", content };
  expect(mails.list().map(({ attachments }) => attachments)).toEqual([[kept]]);
});

test("a file that is not encoded must do with 7 bits, as SES sends it so", async () => {
  await send("ana@example.org", "evt_1-0", "Booked", [file("plain")]);
  await expect(send("ana@example.org", "evt_2-0", "Booked", [file("März")])).rejects.toMatchObject({
    name: "BadRequestException",
  });

  expect(mails.list().map(({ id }) => id)).toEqual(["evt_1-0"]);
});

test("an e-mail that was kept before there were files is read without any", async () => {
  const older = {
    id: "evt_0-0",
    to: "a@example.org",
    subject: "S",
    text: "T",
    html: "",
    at: "2026-11-22T09:30:00.000Z",
  };
  stop();
  appendFileSync(join(folder, "mail.jsonl"), `${JSON.stringify({ ...older, event: "order.paid" })}\n`);
  await start();

  expect(mails.list()).toEqual([{ ...older, event: "order.paid", attachments: [] }]);
});

test("an address of reject.test is refused as SES refuses it, and nothing is kept", async () => {
  await expect(send("ana@REJECT.test")).rejects.toMatchObject({ name: "MessageRejected" });
  expect(mails.list()).toEqual([]);
});

test("an address of slow.test is answered late and does not hold up others", async () => {
  const started = performance.now();
  const slow = send("ana@slow.test", "evt_1-0").then(() => performance.now() - started);
  await send("bo@example.org", "evt_2-0");

  expect(performance.now() - started).toBeLessThan(1500);
  expect(await slow).toBeGreaterThan(1900);
  expect(mails.list().map(({ id }) => id)).toEqual(["evt_1-0", "evt_2-0"]);
});

test("what is no mail is refused", async () => {
  await expect(send("nobody")).rejects.toMatchObject({ name: "BadRequestException" });
  const raw = await fetch(`${services.endpoint}/v2/email/outbound-emails`, { method: "POST", body: "{" });
  const other = await fetch(`${services.endpoint}/v2/email/identities`);

  expect([raw.status, other.status]).toEqual([400, 404]);
  expect(mails.list()).toEqual([]);
});

test("an e-mail to the mailbox simulator is taken, and its configuration set's event follows with the e-mail's tags", async () => {
  const to = "bounce+ana@simulator.amazonses.com";
  const messageId = await send(to, "evt_7-0", "Booked", [], "hears-bounces");
  await send("complaint@simulator.amazonses.com", "evt_8-0", "Booked", [], "hears-both");

  expect(mails.list().map(({ id }) => id)).toEqual(["evt_8-0", "evt_7-0"]);
  const mail = {
    messageId,
    destination: [to],
    tags: { "certrail-id": ["evt_7-0"], "ses:configuration-set": ["hears-bounces"] },
  };
  expect(told).toMatchObject([
    { source: "aws.ses", "detail-type": "Email Bounced", detail: { mail, bounce: { bounceType: "Permanent" } } },
    { "detail-type": "Email Complaint Received", detail: { complaint: { complaintFeedbackType: "abuse" } } },
  ]);
});

test("no event follows without a set, from a set that does not send it, or of another address", async () => {
  await send("bounce@simulator.amazonses.com");
  await send("complaint@simulator.amazonses.com", "evt_2-0", "Booked", [], "hears-bounces");
  await send("success@simulator.amazonses.com", "evt_3-0", "Booked", [], "hears-both");
  await send("bounce@simulator.amazonses.com.example.org", "evt_4-0", "Booked", [], "hears-both");

  expect(told).toEqual([]);
  await expect(send("ana@example.org", "evt_5-0", "Booked", [], "unknown")).rejects.toMatchObject({
    name: "NotFoundException",
  });
});

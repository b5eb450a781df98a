import { randomBytes, randomUUID } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import {
  closeMessage,
  getMessage,
  listMessages,
  releaseMessages,
  sendMessageAgain,
} from "../../../shared/contract/history/message-operations.ts";
import { listWork } from "../../../shared/contract/overview/work.ts";
import { announcedMail, deliverMail } from "../../../shared/jobs/deliver-mail.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { mails } from "../../../shared/store/history/mails.ts";
import * as given from "../../support/given.ts";
import { defaultTime as now } from "../../support/invoke.ts";
import { bounceEvent, complaintEvent, receiveMailEvent } from "../../support/mail-events.ts";
import { mail } from "../../support/mails.ts";
import { call, eventsOf, field, pageOf, refusal } from "../calls.ts";
import { sent } from "../inbox.ts";
import { day, freshTable, later, minute, runSchedule } from "../schedule-runs.ts";

const to = "Ana.Sa@example.org";
const soon = later(now, minute);

beforeEach(freshTable);

const message = async (mailId: string) => (await call(getMessage, { params: { mailId }, as: given.staff })).body;
const work = async (at = soon) => pageOf(await call(listWork, { as: given.staff, at })).data;
const sendAgain = (mailId: string, at = soon) =>
  call(sendMessageAgain, { params: { mailId }, body: { reason: "She has a mailbox now" }, as: given.staff, at });

const bounced = { how: "bounced", permanent: true, at: soon };
const blocked = { status: "parked", tries: 0, reason: expect.stringMatching(/^AddressBlocked: .*2026-11-22/) };

describe("an e-mail that bounced for good", () => {
  test("says so without an address, waits on the work list, and is in its history", async () => {
    const mailId = await mail(to);

    await receiveMailEvent(bounceEvent({ to, mailId, at: soon }));

    const shown = await message(mailId);
    const reason = "Permanent, General: smtp; 550 5.1.1 an address user unknown";
    expect(shown).toMatchObject({ status: "sent", returned: { ...bounced, reason } });
    const link = `/v1/messages/${mailId}`;
    const actions = [`${link}/send`, `${link}/close`];
    expect(await work()).toMatchObject([{ kind: "returned-message", id: mailId, since: soon, reason, link, actions }]);
    expect(pageOf(await call(listMessages, { query: { to }, as: given.staff })).data).toEqual([shown]);
    const event = { type: "mail.bounced", at: soon, actor: { kind: "system" }, data: { permanent: true, reason } };
    expect(await eventsOf("mail", mailId)).toMatchObject([event]);
    expect(await eventsOf("mail-address", to.toLowerCase())).toMatchObject([event]);
  });

  test("blocks its address: the next e-mails are not sent but parked, whatever the case of the letters", async () => {
    await receiveMailEvent(bounceEvent({ to, mailId: await mail(to), at: soon }));

    const next = await mail("ana.sa@EXAMPLE.org", soon);
    const other = await mail("bo@example.org", soon);

    expect(await message(next)).toMatchObject({ ...blocked, parkedAt: soon });
    expect(sent(next)).toEqual([]);
    expect(sent(other)).toHaveLength(1);
    expect((await work()).map(({ kind, id }) => [kind, id])).toContainEqual(["parked-message", next]);
  });

  test("stops an e-mail to the address that waits for its next try", async () => {
    const refusing = "cleo@reject.test";
    const waiting = await mail(refusing);
    await receiveMailEvent(bounceEvent({ to: refusing, at: soon }));

    await runSchedule(later(now, 10 * minute));

    expect(await message(waiting)).toMatchObject({ status: "parked", tries: 1, reason: blocked.reason });
  });

  test("is closed by staff, and the address stays blocked", async () => {
    const mailId = await mail(to);
    await receiveMailEvent(bounceEvent({ to, mailId, at: soon }));

    const closing = { params: { mailId }, body: { reason: "No such mailbox" }, as: given.staff, at: soon };
    expect((await call(closeMessage, closing)).body).toMatchObject({ status: "closed", returned: bounced });

    expect(await work()).toEqual([]);
    expect(refusal(await call(closeMessage, closing))).toEqual([409, "message-not-parked"]);
    expect(await message(await mail(to, soon))).toMatchObject(blocked);
  });

  test("is kept until staff have decided, and 90 days from then on", async () => {
    const mailId = await mail(to);
    const goes = async () => {
      const found = await client.send(new GetCommand({ TableName: tableName(), Key: mails.at(mailId).key }));
      return found.Item?.ttl;
    };
    const kept = Date.parse(later(now, 90 * day)) / 1000;
    expect(await goes()).toBe(kept);

    await receiveMailEvent(bounceEvent({ to, mailId, at: soon }));
    expect(await goes()).toBeUndefined();
    await sendAgain(mailId);

    expect(await goes()).toBe(kept);
  });
});

describe("staff who send an e-mail again", () => {
  test("allow e-mails to its address, and both histories say why", async () => {
    const mailId = await mail(to);
    await receiveMailEvent(bounceEvent({ to, mailId, at: soon }));

    const again = String(field(await sendAgain(mailId, later(soon, minute)), "mailId"));
    await runSchedule(later(soon, minute));

    expect(await message(again)).toMatchObject({ status: "sent", sendsAgain: mailId });
    expect(await message(again)).not.toHaveProperty("returned");
    expect([sent(again).length, await work()]).toEqual([1, []]);
    expect(sent(await mail(to, later(soon, day)))).toHaveLength(1);
    expect((await eventsOf("mail-address", to.toLowerCase())).map(({ type, data }) => [type, data])).toEqual([
      ["mail.bounced", expect.anything()],
      ["mail.sent-again", { reason: "She has a mailbox now" }],
    ]);
  });

  test("are not undone by older news that comes late, but by a new bounce", async () => {
    const mailId = await mail(to);
    const event = bounceEvent({ to, mailId, at: soon });
    await receiveMailEvent(event);
    await sendAgain(mailId, later(soon, minute));

    await receiveMailEvent(event);
    await receiveMailEvent(complaintEvent({ to, mailId: await mail("bo@example.org"), at: soon }));
    expect(sent(await mail(to, later(soon, 2 * minute)))).toHaveLength(1);

    await receiveMailEvent(bounceEvent({ to, at: later(soon, 3 * minute) }));
    expect(await message(await mail(to, later(soon, day)))).toMatchObject({ status: "parked" });
  });

  test("release all that a blocked address has parked at once", async () => {
    await receiveMailEvent(bounceEvent({ to, mailId: await mail(to), at: soon }));
    await receiveMailEvent(complaintEvent({ to: "bo@example.org", at: soon }));
    const parked = [await mail(to, soon), await mail(to, soon), await mail("bo@example.org", soon)];

    const body = { refusedWith: "AddressBlocked", reason: "They have asked for it" };
    const released = await call(releaseMessages, { body, as: given.staff, at: later(soon, minute) });
    expect(released.body).toEqual({ released: 3, more: false });
    await runSchedule(later(soon, minute));

    for (const id of parked) expect([id, sent(id).length]).toEqual([id, 1]);
    expect((await eventsOf("mail-address", "bo@example.org")).map(({ type }) => type)).toEqual([
      "mail.complained",
      "mail.released",
    ]);
  });
});

describe("news of an e-mail", () => {
  test("changes nothing when it comes twice", async () => {
    const mailId = await mail(to);
    const event = bounceEvent({ to, mailId, at: soon });
    await receiveMailEvent(event);
    await receiveMailEvent({ ...event, id: randomUUID(), time: later(soon, day) });

    expect(await message(mailId)).toMatchObject({ returned: bounced });
    expect([
      (await eventsOf("mail", mailId)).length,
      (await eventsOf("mail-address", to.toLowerCase())).length,
    ]).toEqual([1, 1]);
  });

  test("may come at once from several sides, and is noted once", async () => {
    const mailId = await mail(to);
    await Promise.all(Array.from({ length: 5 }, () => receiveMailEvent(bounceEvent({ to, mailId, at: soon }))));

    expect(await eventsOf("mail", mailId)).toHaveLength(1);
  });

  test.each([
    ["a passing bounce, then a complaint", ["Transient", "complaint"]],
    ["a complaint, then a passing bounce", ["complaint", "Transient"]],
  ] as const)("keeps the graver: %s", async (_, order) => {
    const mailId = await mail(to);
    for (const [place, kind] of order.entries()) {
      const told = { to, mailId, at: later(soon, place * minute) };
      await receiveMailEvent(kind === "complaint" ? complaintEvent(told) : bounceEvent({ ...told, bounceType: kind }));
    }

    expect(await message(mailId)).toMatchObject({ returned: { how: "complained", reason: "Complaint: abuse" } });
    expect(await message(await mail(to, later(soon, minute)))).toMatchObject(blocked);
  });

  test("of a passing bounce does not block the address", async () => {
    const mailId = await mail(to);
    await receiveMailEvent(bounceEvent({ to, mailId, at: soon, bounceType: "Transient" }));

    expect(await message(mailId)).toMatchObject({ returned: { how: "bounced", permanent: false } });
    expect(await work()).toMatchObject([{ kind: "returned-message", id: mailId }]);
    expect(sent(await mail(to, soon))).toHaveLength(1);
  });

  test("that was dropped or is none of ours blocks the address alone", async () => {
    const dropped = { mailId: `evt_${randomUUID()}-0`, sentAt: later(soon, -90 * day) };
    await receiveMailEvent(bounceEvent({ to, ...dropped, at: soon }));
    await receiveMailEvent(complaintEvent({ to: "nobody@example.net", at: soon }));

    expect(await work()).toEqual([]);
    expect(await message(await mail(to, soon))).toMatchObject(blocked);
    expect(await message(await mail("nobody@example.net", soon))).toMatchObject(blocked);
  });

  test("that comes before the e-mail is noted as sent waits for that a moment, and fails, so that it comes again", async () => {
    const event = { eventId: `evt_${randomUUID()}`, type: "result.accepted", at: now };
    const early = announcedMail(event, 0, { tells: "claimable", to, name: "Ana Sá", certification: "Clouds" });
    const told = bounceEvent({ to: "elsewhere@example.org", mailId: early.mailId, at: soon });
    await expect(receiveMailEvent(told)).rejects.toThrow("not noted as sent yet");

    const waiting = receiveMailEvent(told);
    await deliverMail(early, { now, random: randomBytes, requestId: randomUUID(), cost: new Cost() });
    await waiting;

    expect(await message(early.mailId)).toMatchObject({ status: "sent", returned: bounced });
  });

  test("that still counts as unsent proves that SES has taken it: it is not sent once more", async () => {
    const mailId = await mail("cleo@reject.test");
    await receiveMailEvent(bounceEvent({ to: "cleo@reject.test", mailId, at: soon }));
    await runSchedule(later(now, day));

    expect(await message(mailId)).toMatchObject({ status: "sent", tries: 1, returned: bounced });
  });
});

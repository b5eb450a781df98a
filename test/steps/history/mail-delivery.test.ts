import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { GetCommand, PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { getMessage } from "../../../shared/contract/history/message-operations.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { mails } from "../../../shared/store/history/mails.ts";
import { sizeOf } from "../../bench/item-size.ts";
import * as given from "../../support/given.ts";
import { mail, parkedMail } from "../../support/mails.ts";
import type { News } from "../../support/table-stream.ts";
import { call } from "../calls.ts";
import { deliver, Inbox, idsOf, parkedMails, sent } from "../inbox.ts";
import { later, minute, runSchedule, streamedTable } from "../schedule-runs.ts";
import { faulty } from "../store-faults.ts";

const now = "2026-11-22T09:30:00.000Z";
const received = { batchItemFailures: [] };

let inbox: Inbox;

beforeEach(async () => {
  inbox = await Inbox.open(await streamedTable());
});

/** One e-mail to each address: of a gift. */
async function gifts(...addresses: readonly string[]): Promise<News[]> {
  const ana = given.someone();
  const item = { product: "redemption-code", level: "aca", quantity: addresses.length };
  const codes = await given.authorizationCodes([item], ana);
  // The e-mail about the payment has another recipient.
  await inbox.news();
  for (const [at, code] of codes.entries()) given.must([200], await given.giving(code, addresses[at] ?? "", ana));
  return inbox.news();
}

/** The store's writes of e-mails, one by one. The test decides for each whether it reaches the store. */
function writing(mayWrite: (place: number) => boolean) {
  const store = faulty({});
  let count = 0;
  store.mock.on(PutCommand).callsFake((input: PutCommandInput) => {
    count += 1;
    if (!mayWrite(count)) throw Object.assign(new Error("killed"), { name: "KilledError" });
    return store.send(new PutCommand(input));
  });
  return store;
}

const message = async (mailId: string) => (await call(getMessage, { params: { mailId }, as: given.staff })).body;

const item = async (mailId: string) =>
  (await client.send(new GetCommand({ TableName: tableName(), Key: mails.at(mailId).key }))).Item;

const contents = (id: string) => [...new Set(sent(id).map((each) => JSON.stringify(each)))];

test("e-mails to one address are sent in the order of what they tell, however slow the first is; others do not wait", async () => {
  const news = await gifts("ben@example.org", "cas@example.org", "ben@example.org");
  const [first = "", other = "", last = ""] = idsOf(news);
  const client = new SESv2Client({});
  const send = client.send.bind(client);
  const order: string[] = [];
  const ses = mockClient(SESv2Client);
  ses.on(SendEmailCommand).callsFake(async (input: SendEmailCommandInput) => {
    const said = JSON.stringify(input);
    const id = [first, other, last].find((each) => said.includes(each)) ?? "";
    if (id === first) await sleep(300);
    order.push(id);
    return send(new SendEmailCommand(input));
  });

  const answer = await deliver(news).finally(() => ses.restore());

  expect([answer, order]).toEqual([received, [other, first, last]]);
});

describe("an e-mail", () => {
  test("is sent once, however often the stream brings it", async () => {
    const news = await gifts("ben@example.org");
    const [id = ""] = idsOf(news);

    expect(await deliver([...news, ...news])).toEqual(received);
    expect(await deliver(news)).toEqual(received);
    await runSchedule(later(now, 60 * minute));

    expect(sent(id)).toHaveLength(1);
  });

  test("that was sent, but not noted as sent, is brought again by the stream, and sent under the same id with the same words", async () => {
    const news = await gifts("ben@example.org");
    const [id = ""] = idsOf(news);
    {
      using _ = writing(() => false);
      const failed = news.map(({ record }) => ({ itemIdentifier: record.dynamodb?.SequenceNumber }));
      expect(await deliver(news)).toEqual({ batchItemFailures: failed });
    }
    expect(sent(id)).toHaveLength(1);

    expect(await deliver(news)).toEqual(received);

    expect(sent(id)).toHaveLength(2);
    expect(contents(id)).toHaveLength(1);
    await deliver(news);
    await runSchedule(later(now, 24 * 60 * minute));
    expect(sent(id)).toHaveLength(2);
  });

  test("that was noted as sent is not sent again, although the answer to that was lost", async () => {
    const news = await gifts("ben@example.org");
    const [id = ""] = idsOf(news);
    {
      using store = faulty({});
      store.mock.on(PutCommand).callsFake(async (input: PutCommandInput) => {
        await store.send(new PutCommand(input));
        throw Object.assign(new Error("killed"), { name: "KilledError" });
      });
      expect((await deliver(news)).batchItemFailures).toHaveLength(1);
    }

    expect(await deliver(news)).toEqual(received);
    await runSchedule(later(now, minute));

    expect(sent(id)).toHaveLength(1);
  });

  test("keeps what it tells, in less than 1 KB, and no words but its subject", async () => {
    const kept = await item(await mail("bo@example.org", now));

    expect(kept?.data).toEqual({
      mailId: expect.any(String),
      event: "result.accepted",
      at: now,
      to: "bo@example.org",
      subject: "Claim your certificate: Clouds",
      notice: { tells: "claimable", to: "bo@example.org", name: "Ana Sá", certification: "Clouds" },
      status: "sent",
      tries: 1,
      sentAt: now,
    });
    expect(sizeOf(kept ?? {})).toBeLessThan(1024);
  });
});

describe("SES that is busy or away", () => {
  const failing = (name: string, more: object = {}) => {
    const ses = mockClient(SESv2Client);
    ses.on(SendEmailCommand).rejects(Object.assign(new Error("to ben@example.org: not now"), { name, ...more }));
    return ses;
  };
  const busy: readonly (readonly [string, object])[] = [
    ["TooManyRequestsException", {}],
    ["LimitExceededException", {}],
    ["SendingPausedException", {}],
    ["ThrottlingException", {}],
    ["TimeoutError", {}],
    ["Error", { code: "ECONNRESET" }],
    ["InternalServiceErrorException", { $fault: "server" }],
  ];

  test.each(busy)("costs an e-mail no try, and parks none (%s)", async (name, more) => {
    const news = await gifts("ben@example.org");
    const [id = ""] = idsOf(news);
    const ses = failing(name, more);
    try {
      await deliver(news);
      const pauses = [1, 1, 2, 4, 8, 16, 32];
      for (let [at, minutes] = [0, 0]; at < pauses.length; at += 1) {
        const pause = pauses[at] ?? 0;
        minutes += pause;
        // The jitter takes up to half of a pause.
        expect((await runSchedule(later(now, (minutes - pause / 2) * minute - 1))).handled.mail).toBeUndefined();
        expect((await runSchedule(later(now, minutes * minute))).handled.mail).toBe(1);
      }
    } finally {
      ses.restore();
    }

    expect(await message(id)).toMatchObject({ status: "pending", tries: 0 });
    expect(await message(id)).toMatchObject({ reason: `${name}: to an address not now` });
    await runSchedule(later(now, 2 * 60 * minute + 64 * minute));
    expect(await message(id)).toMatchObject({ status: "sent", tries: 1 });
    expect(sent(id)).toHaveLength(1);
  });
});

describe("an e-mail that SES refuses", () => {
  test("is logged and counted at each try, and once as parked, without its address", async () => {
    const lines = vi.spyOn(Logger.prototype, "error");
    const counts = vi.spyOn(Metrics.prototype, "addMetric");
    const mailId = await parkedMail("cleo@reject.test");
    const [logged, counted] = [lines.mock.calls, counts.mock.calls.map(([name]) => name)];
    vi.restoreAllMocks();

    const refusal = { mailId, requestId: expect.any(String), error: "MessageRejected" };
    const wanted = [1, 2, 3, 4, 5, 6].map((tries) => ({ ...refusal, tries, parked: tries === 6 }));
    expect(logged).toEqual(wanted.map((fields) => ["mail.refused", fields]));
    expect(counted).toEqual([...Array.from({ length: 6 }, () => "mailRefused"), "mailParked"]);
  });
});

test("a sent e-mail is kept for 90 days; one that is not sent has no end", async () => {
  const [gone, kept] = [await mail("bo@example.org", now), await parkedMail("cleo@reject.test", now)];

  const ends = await Promise.all([gone, kept].map(async (id) => (await item(id))?.ttl));
  expect(ends).toEqual([Date.parse("2027-02-20T09:30:00.000Z") / 1000, undefined]);
});

describe("an address", () => {
  test("that is slow or refused holds up no other in its batch", async () => {
    const news = await gifts("ben@slow.test", "cleo@reject.test", "dora@example.org");
    const [slow = "", refused = "", good = ""] = idsOf(news);
    let isOver = false;
    const delivery = deliver(news).finally(() => {
      isOver = true;
    });

    while (sent(good).length === 0 && !isOver) await sleep(20);

    expect(isOver).toBe(false);
    expect(await delivery).toEqual(received);
    expect([slow, refused, good].map((id) => sent(id).length)).toEqual([1, 0, 1]);
  });

  test("that refuses an e-mail is tried 6 times, with growing pauses; then the e-mail is parked, and staff see it", async () => {
    const news = await gifts("cleo@reject.test", "dora@example.org");
    const [refused = ""] = idsOf(news);
    await deliver(news);
    const tries: unknown[] = [];
    for (const minutes of [4, 4 + 16, 4 + 16 + 64, 4 + 16 + 64 + 256, 4 + 16 + 64 + 256 + 1024]) {
      const at = later(now, minutes * minute);
      expect((await runSchedule(later(at, -1))).handled.mail).toBeUndefined();
      expect(await parkedMails(at)).toEqual([]);
      tries.push((await runSchedule(at)).handled.mail);
    }

    expect(tries).toEqual([1, 1, 1, 1, 1]);
    const at = later(now, 2 * 24 * 60 * minute);
    expect(await parkedMails(at)).toEqual([
      {
        mailId: refused,
        event: "authorization-code.given",
        at: now,
        to: "cleo@reject.test",
        subject: "You were given an authorization code",
        status: "parked",
        tries: 6,
        reason: expect.stringMatching(/^MessageRejected: /),
        parkedAt: later(now, (4 + 16 + 64 + 256 + 1024) * minute),
      },
    ]);
    expect((await runSchedule(at)).handled.mail).toBeUndefined();
    expect(sent(refused)).toEqual([]);
  });

  test("that refuses e-mails does not hold up those that the schedule sends again to others", async () => {
    const news = await gifts("cleo@reject.test", "cora@reject.test", "dora@example.org");
    const ids = idsOf(news);
    const ses = mockClient(SESv2Client);
    ses.on(SendEmailCommand).rejects(Object.assign(new Error("not now"), { name: "ThrottlingException" }));
    await deliver(news).finally(() => ses.restore());

    const swept = await runSchedule(later(now, minute));

    expect([swept.handled.mail, swept.failed]).toEqual([3, {}]);
    expect(ids.map((id) => contents(id).length)).toEqual([0, 0, 1]);
  });
});

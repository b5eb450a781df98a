import { setTimeout as sleep } from "node:timers/promises";
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import * as given from "../../support/given.ts";
import type { News } from "../../support/table-stream.ts";
import { deliver, Inbox, idsOf, parkedMails, sent } from "../inbox.ts";
import { freshTable, later, minute, runSchedule } from "../schedule-runs.ts";
import { faulty } from "../store-faults.ts";

const now = "2026-11-22T09:30:00.000Z";
const received = { batchItemFailures: [] };

let inbox: Inbox;

beforeEach(async () => {
  inbox = await Inbox.open(await freshTable());
});

/** One e-mail to each address: of a gift. */
async function gifts(...addresses: readonly string[]): Promise<News[]> {
  const ana = given.someone();
  const item = { product: "redemption-code", level: "aca", quantity: addresses.length };
  const codes = await given.authorizationCodes([item], ana);
  // The e-mail about the payment is none of theirs.
  await inbox.news();
  for (const [at, code] of codes.entries()) given.must([200], await given.giving(code, addresses[at] ?? "", ana));
  return inbox.news();
}

/** The store's writes of e-mails, one by one: each is told whether it may reach the store. */
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

  test("that was sent, but not noted as sent, is sent again by the schedule under the same id and with the same words", async () => {
    const news = await gifts("ben@example.org");
    const [id = ""] = idsOf(news);
    {
      using _ = writing((place) => place === 1);
      const failed = news.map(({ record }) => ({ itemIdentifier: record.dynamodb?.SequenceNumber }));
      expect(await deliver(news)).toEqual({ batchItemFailures: failed });
    }
    expect(sent(id)).toHaveLength(1);

    await deliver(news);
    await runSchedule(later(now, minute - 1));
    expect(sent(id)).toHaveLength(1);
    await runSchedule(later(now, minute));

    expect(sent(id)).toHaveLength(2);
    expect(contents(id)).toHaveLength(1);
    await runSchedule(later(now, 24 * 60 * minute));
    expect(sent(id)).toHaveLength(2);
  });

  test("that could not even be kept is brought again by the stream, and not lost", async () => {
    const news = await gifts("ben@example.org");
    const [id = ""] = idsOf(news);
    {
      using _ = writing(() => false);
      expect((await deliver(news)).batchItemFailures).toHaveLength(1);
    }
    expect(sent(id)).toEqual([]);

    expect(await deliver(news)).toEqual(received);

    expect(sent(id)).toHaveLength(1);
  });

  test("that was kept, but not sent, is sent by the schedule", async () => {
    const news = await gifts("ben@example.org");
    const [id = ""] = idsOf(news);
    {
      // The write is done, its answer is not: the function ends before it sends.
      using store = faulty({});
      store.mock.on(PutCommand).callsFake(async (input: PutCommandInput) => {
        await store.send(new PutCommand(input));
        throw Object.assign(new Error("killed"), { name: "KilledError" });
      });
      expect((await deliver(news)).batchItemFailures).toHaveLength(1);
    }
    expect(sent(id)).toEqual([]);
    await deliver(news);
    expect(sent(id)).toEqual([]);

    await runSchedule(later(now, minute));

    expect(sent(id)).toHaveLength(1);
  });
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
    {
      using _ = writing((place) => place <= news.length);
      await deliver(news);
    }

    const swept = await runSchedule(later(now, minute));

    expect([swept.handled.mail, swept.failed]).toEqual([3, {}]);
    expect(ids.map((id) => contents(id).length)).toEqual([0, 0, 1]);
  });
});

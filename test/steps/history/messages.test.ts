import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import {
  closeMessage,
  getMessage,
  listMessages,
  releaseMessages,
  sendMessageAgain,
} from "../../../shared/contract/history/message-operations.ts";
import { getHistory } from "../../../shared/contract/overview/account.ts";
import { search } from "../../../shared/contract/overview/search.ts";
import { listWork } from "../../../shared/contract/overview/work.ts";
import * as given from "../../support/given.ts";
import { defaultTime as now } from "../../support/invoke.ts";
import { mail, parkedMail } from "../../support/mails.ts";
import { call, eventsOf, field, pageOf, refusal } from "../calls.ts";
import { sent } from "../inbox.ts";
import { freshTable, later, minute, runSchedule } from "../schedule-runs.ts";

beforeEach(freshTable);

const listed = async (query: Record<string, string>) =>
  pageOf(await call(listMessages, { query, as: given.staff, at: now })).data;
const idsIn = async (query: Record<string, string>) => (await listed(query)).map(({ mailId }) => mailId);
const send = (mailId: string, body: object = {}, at = now) =>
  call(sendMessageAgain, { params: { mailId }, body, as: given.staff, at });
const close = (mailId: string) =>
  call(closeMessage, { params: { mailId }, body: { reason: "No such address" }, as: given.staff, at: now });

describe("the e-mails of an address", () => {
  test("are listed, newest first, of any status or of one, and no others", async () => {
    const [bo, refusing] = ["Bo@example.org", "cleo@reject.test"];
    const older = await mail(bo, later(now, -minute));
    const newer = await mail(bo);
    await mail("dora@example.org");
    const [waiting, parked] = [await mail(refusing), await parkedMail(refusing, later(now, -minute))];

    expect(await idsIn({ to: "bo@EXAMPLE.org" })).toEqual([newer, older]);
    expect(await idsIn({ to: refusing })).toEqual([waiting, parked]);
    expect(await idsIn({ to: refusing, status: "parked" })).toEqual([parked]);
    expect(await idsIn({ to: bo, status: "parked" })).toEqual([]);
    expect(await idsIn({})).toEqual([parked]);
    expect(await idsIn({ to: "nobody@example.org" })).toEqual([]);
  });

  test("go on behind a cursor until each was there once", async () => {
    const ids = [await mail("bo@example.org"), await mail("bo@example.org"), await mail("bo@example.org")];
    const first = pageOf(await call(listMessages, { query: { to: "bo@example.org", limit: "2" }, as: given.staff }));
    const query = { to: "bo@example.org", limit: "2", cursor: first.nextCursor ?? "" };
    const rest = pageOf(await call(listMessages, { query, as: given.staff }));

    expect([...first.data, ...rest.data].map(({ mailId }) => mailId).sort()).toEqual(ids.sort());
    expect(rest.data).toHaveLength(1);
  });

  test("are not what a search for the address finds", async () => {
    for (const to of ["bo@example.org", "bo@example.org"]) await mail(to);

    const found = pageOf(await call(search, { query: { q: "bo@example.org", limit: "1" }, as: given.staff }));
    expect([found.data, found.nextCursor]).toEqual([[], undefined]);
  });

  test("are asked for by a status only with the address", async () => {
    expect(refusal(await call(listMessages, { query: { status: "sent" }, as: given.staff }))).toEqual([
      422,
      "invalid-request",
    ]);
  });
});

describe("a parked e-mail", () => {
  test("says why its last try failed, without an address, and waits on the work list", async () => {
    const mailId = await parkedMail("cleo@reject.test");

    const [row] = await listed({ status: "parked" });
    expect(row).toMatchObject({ mailId, status: "parked", tries: 6, parkedAt: now });
    expect(row?.reason).toMatch(/^MessageRejected: /);
    expect(row?.reason).not.toContain("cleo");
    expect(row).toEqual((await call(getMessage, { params: { mailId }, as: given.staff })).body);
    expect(pageOf(await call(listWork, { as: given.staff, at: now })).data).toMatchObject([
      { kind: "parked-message", id: mailId, since: now, reason: row?.reason, link: `/v1/messages/${mailId}` },
    ]);
  });

  test("is tried anew once staff release it, as often as a new one, and the release is recorded", async () => {
    const mailId = await parkedMail("cleo@reject.test");

    const released = await send(mailId, { reason: "The mailbox was full" });
    expect(released.body).toMatchObject({ mailId, status: "pending", tries: 0 });
    expect(await idsIn({})).toEqual([]);
    expect((await runSchedule(now)).handled.mail).toBe(1);

    const shown = await call(getMessage, { params: { mailId }, as: given.staff });
    expect(shown.body).toMatchObject({ status: "pending", tries: 1 });
    expect(refusal(await send(mailId))).toEqual([409, "message-not-sent-yet"]);
    expect(await eventsOf("mail", mailId)).toMatchObject([
      {
        type: "mail.released",
        actor: { kind: "staff", id: given.staff.sub },
        data: { reason: "The mailbox was full" },
      },
    ]);
  });

  test("is closed by staff, waits no more, and can still be sent", async () => {
    const mailId = await parkedMail();

    expect((await close(mailId)).body).toMatchObject({ mailId, status: "closed" });
    expect([await idsIn({}), pageOf(await call(listWork, { as: given.staff, at: now })).data]).toEqual([[], []]);
    expect(refusal(await close(mailId))).toEqual([409, "message-not-parked"]);
    expect((await send(mailId)).body).toMatchObject({ status: "pending", sendsAgain: mailId });
  });
});

describe("all parked e-mails of a reason", () => {
  const release = (refusedWith: string) =>
    call(releaseMessages, { body: { refusedWith, reason: "Verified now" }, as: given.staff, at: now });

  test("are released 24 at a time, the oldest first, and each history says so", async () => {
    const parked: string[] = [];
    for (let at = 0; at < 25; at += 1) parked.push(await parkedMail(undefined, later(now, at * minute)));

    expect((await release("TooManyRequestsException")).body).toEqual({ released: 0, more: false });
    expect((await release("Message")).body).toEqual({ released: 0, more: false });
    expect((await release("MessageRejected")).body).toEqual({ released: 24, more: true });
    expect(await idsIn({})).toEqual(parked.slice(24));
    expect((await release("MessageRejected")).body).toEqual({ released: 1, more: false });

    expect(await idsIn({})).toEqual([]);
    for (const id of parked) {
      const shown = await call(getMessage, { params: { mailId: id }, as: given.staff });
      expect(shown.body).toMatchObject({ status: "pending", tries: 0 });
      expect(await eventsOf("mail", id)).toMatchObject([{ type: "mail.released", data: { reason: "Verified now" } }]);
    }
  });

  test("are released by staff only", async () => {
    const body = { refusedWith: "MessageRejected", reason: "Verified now" };
    expect(refusal(await call(releaseMessages, { body, as: given.someone() }))).toEqual([403, "forbidden"]);
  });
});

describe("an e-mail that was sent", () => {
  test("is sent again under an id of its own, with the same words, and both histories say so", async () => {
    const first = await mail("bo@example.org");

    const again = String(field(await send(first, { reason: "She has deleted it" }), "mailId"));
    expect(again).not.toBe(first);
    await runSchedule(now);

    const words = (id: string) => sent(id).map(({ id: _, ...rest }) => rest);
    expect(words(again)).toEqual(words(first));
    expect(words(first)).toHaveLength(1);
    const shown = await call(getMessage, { params: { mailId: again }, as: given.staff });
    expect(shown.body).toMatchObject({ status: "sent", tries: 1, sendsAgain: first });
    expect(await idsIn({ to: "bo@example.org", status: "sent" })).toHaveLength(2);
    for (const id of [first, again]) {
      expect((await eventsOf("mail", id)).map(({ type }) => type)).toEqual(["mail.sent-again"]);
    }
  });

  test("is not closed", async () => {
    expect(refusal(await close(await mail("bo@example.org")))).toEqual([409, "message-not-parked"]);
  });
});

test("an e-mail that nobody sent is unknown, and has no history", async () => {
  const mailId = `evt_${randomUUID()}-0`;
  const asked = [
    await send(mailId),
    await close(mailId),
    await call(getMessage, { params: { mailId }, as: given.staff }),
  ];

  expect(asked.map(refusal)).toEqual(Array.from({ length: 3 }, () => [404, "message-not-found"]));
  expect(refusal(await call(getHistory, { params: { kind: "mail", id: mailId }, as: given.staff }))).toEqual([
    404,
    "history-not-found",
  ]);
});

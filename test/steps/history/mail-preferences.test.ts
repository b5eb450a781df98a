import { expect, test } from "vitest";
import { sendMessageAgain } from "../../../shared/contract/history/message-operations.ts";
import { getMailPreferences, setMailPreferences } from "../../../shared/contract/overview/mail-preferences.ts";
import { mailLanguages } from "../../../shared/domain/history/mail-return.ts";
import { languages } from "../../../shared/mail/language/languages.ts";
import * as given from "../../support/given.ts";
import { type Claims, defaultTime as now } from "../../support/invoke.ts";
import { bounceEvent, receiveMailEvent } from "../../support/mail-events.ts";
import { mail } from "../../support/mails.ts";
import { call, eventsOf, field, refusal } from "../calls.ts";
import { sent } from "../inbox.ts";
import { later, minute, runSchedule } from "../schedule-runs.ts";

const chinese = { language: "zh-Hans", timeZone: "Asia/Shanghai" } as const;

const setting = (as: Claims, body: object) => call(setMailPreferences, { as, body, at: now });
const shown = async (as: Claims) => (await call(getMailPreferences, { as })).body;
const subjectOf = async (to: string) => sent(await mail(to)).map(({ subject }) => subject);

test("an account that has stated nothing shows no preferences, and gets the programme's language", async () => {
  const ana = given.someone();

  expect(await shown(ana)).toEqual({});
  expect(await subjectOf(ana.email)).toEqual(["Claim your certificate: Clouds"]);
});

test("the next e-mail is in the language that was stated, and is shown", async () => {
  const ana = given.someone();

  const answer = await setting(ana, chinese);

  expect([answer.status, answer.body]).toEqual([200, chinese]);
  expect(await shown(ana)).toEqual(chinese);
  expect(await subjectOf(ana.email)).toEqual(["请领取您的证书：Clouds"]);
});

test("what is absent is as the programme has it again", async () => {
  const ana = given.someone();
  await setting(ana, chinese);

  expect((await setting(ana, { timeZone: "Europe/Lisbon" })).body).toEqual({ timeZone: "Europe/Lisbon" });
  expect(await subjectOf(ana.email)).toEqual(["Claim your certificate: Clouds"]);
  expect((await setting(ana, {})).body).toEqual({});
});

test("each change is an event of the address, and the same again is none", async () => {
  const ana = given.someone();
  for (const body of [chinese, chinese, { language: "en" }]) await setting(ana, body);

  const actor = { kind: "account", id: ana.sub };
  expect(await eventsOf("mail-address", ana.email)).toMatchObject([
    { type: "mail.preferences-set", actor, data: chinese },
    { type: "mail.preferences-set", actor, data: { language: "en" } },
  ]);
});

test("an address that nobody has verified has none, because it may be another person's", async () => {
  const ana = given.someone();
  await setting(ana, chinese);
  const other = { sub: given.someone().sub, email: ana.email };

  expect(refusal(await setting(other, chinese))).toEqual([403, "email-not-verified"]);
  expect(refusal(await setting({ sub: other.sub }, chinese))).toEqual([403, "email-not-verified"]);
  expect(refusal(await call(getMailPreferences, { as: other }))).toEqual([403, "email-not-verified"]);
});

test("a blocked address stays blocked", async () => {
  const ana = given.someone();
  await receiveMailEvent(bounceEvent({ to: ana.email, at: now }));

  expect((await setting(ana, chinese)).status).toBe(200);

  expect(await subjectOf(ana.email)).toEqual([]);
});

test("an e-mail that is sent again is worded anew, in the language that was stated since", async () => {
  const ana = given.someone();
  const mailId = await mail(ana.email);
  await setting(ana, chinese);

  const again = await call(sendMessageAgain, { params: { mailId }, body: {}, as: given.staff, at: now });
  await runSchedule(later(now, minute));

  expect(sent(String(field(again, "mailId"))).map(({ subject }) => subject)).toEqual(["请领取您的证书：Clouds"]);
});

test("an account can state each language that e-mails have, and no other", () => {
  expect(languages.map(({ tag }) => tag)).toEqual([...mailLanguages]);
});

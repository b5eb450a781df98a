import { expect, test } from "vitest";
import * as z from "zod";
import { currentProgramme } from "../../shared/domain/programme/default-programme.ts";
import { english } from "../../shared/mail/language/english.ts";
import type { Text } from "../../shared/mail/language/language.ts";
import { languageFor, languages } from "../../shared/mail/language/languages.ts";
import { messageOf } from "../../shared/mail/message.ts";
import { versions } from "../fixtures/other-programme/programme.ts";
import { auditInBothSchemes, complaintsOf, openPage } from "../support/browser.ts";
import { mailKinds } from "../support/mail-kinds.ts";
import { served } from "../support/served-pages.ts";

const at = "2026-11-22T09:30:00.000Z";
const [guild = currentProgramme] = versions;
const kinds = Object.values(mailKinds).flat();
const locales = languages.map(({ tag }) => tag);

const origin = await served((path) => {
  return path === "/" ? { body: "<p>Blank</p>", headers: { "content-type": "text/html" } } : undefined;
});

function formsOf(text: Text): string[] {
  return typeof text === "string" ? [text] : Object.values(text);
}

const brokenCodesOf = z.object({ broken: z.array(z.string()), count: z.number() });
const [anyRefund] = mailKinds["order-refunded"];
if (anyRefund?.tells !== "order-refunded") throw new Error("there is no such kind");
const refunded = { ...anyRefund, cancelledCodes: ["EDU-7F3K-9QXW-2M8T-R5VN-Q", "EDU-2M8T-R5VN-7F3K-9QXW-K"] };

/** The words of a text, however its lines are broken. */
function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "" && word !== "--");
}

test.each(locales)(
  "each kind of e-mail says in %s the same as text and as HTML, without a place left empty",
  async (locale) => {
    const page = await openPage(`${origin}/`);
    for (const kind of kinds) {
      const { subject, text, html: body } = messageOf(kind, at, { locale });
      for (const part of [subject, text]) expect(part, kind.tells).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
      await page.setContent(body);
      const visible = wordsOf(await page.locator("body").innerText()).join(" ");
      const lines = text.split("\n").filter((line) => line !== "" && line !== "-- ");
      for (const line of lines) {
        const said = line.split(/: |：/).flatMap(wordsOf);
        for (const word of said) expect(visible, `${kind.tells}: ${line}`).toContain(word);
      }
      expect(await page.locator("h1").innerText()).toBe(subject);
      expect(await page.locator("html").getAttribute("lang")).toBe(locale);
    }
  },
);

test.each(locales)("codes in a list are apart in %s", (locale) => {
  const { text } = messageOf(refunded, at, { locale });
  for (const code of refunded.cancelledCodes) expect(text).toMatch(new RegExp(`[^\\w-]${code}(?![\\w-])`));
});

/** The codes of the page that are broken at a hyphen, and how many it has. */
const brokenCodes = `(() => {
  const [broken, walker] = [[], document.createTreeWalker(document.querySelector("[role=main]"), NodeFilter.SHOW_TEXT)];
  let count = 0;
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode())
    for (const { 0: code, index } of text.data.matchAll(/[A-Z]{3}(-[0-9A-Z]+)+/g)) {
      if (text.parentElement.closest("a") !== null) continue;
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + code.length);
      count += 1;
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(code);
    }
  return { broken, count };
})()`;

test.each(locales)("no code and no series code is broken at its hyphens in %s, from 375 px on", async (locale) => {
  const page = await openPage(`${origin}/`);
  let count = 0;
  for (const width of [375, 412, 700]) {
    await page.setViewportSize({ width, height: 600 });
    for (const kind of [
      refunded,
      ...mailKinds.booked,
      ...mailKinds["exam-code-taken-back"],
      ...mailKinds["appointment-closed"],
    ]) {
      await page.setContent(messageOf(kind, at, { locale }).html);
      const found = brokenCodesOf.parse(await page.evaluate(brokenCodes));
      expect(found.broken, `${kind.tells} at ${width} px`).toEqual([]);
      count += found.count;
    }
  }
  expect(count).toBeGreaterThan(20);
});

test("an e-mail in Chinese has no English sentence, and its dates are Chinese", () => {
  for (const kind of kinds) {
    const { subject, text } = messageOf(kind, at, { locale: "zh-CN", timeZone: "Asia/Shanghai" });
    expect(subject).toMatch(/\p{Script=Han}/u);
    expect(text, kind.tells).not.toMatch(/\b(?:your|the|for|was|sign in|please)\b/i);
  }
  const [kind] = mailKinds.registered;
  if (kind === undefined) throw new Error("there is no such kind");
  expect(messageOf(kind, at, { locale: "zh", timeZone: "Asia/Shanghai" }).text).toContain(
    "2027年11月22日 17:30（Asia/Shanghai）",
  );
});

test("every text of a language is used by some e-mail or is one of the calendar's", () => {
  const used = kinds.map((kind) => messageOf(kind, at).text + messageOf(kind, at).subject).join("\n");
  const calendar = new Set(["calendarCancelled", "when", "whenTwice", "labelCertification"]);
  const isUsed = (text: string) => text.split(/\{\w+\}/).every((piece) => used.includes(piece));
  const unused = Object.entries(english).filter(([key, text]) => !calendar.has(key) && !formsOf(text).some(isUsed));
  const buttons = unused.filter(([key]) => !/^(signIn|see|open)/.test(key));
  expect(buttons.map(([key]) => key)).toEqual([]);
});

test("names, reasons and messages cannot write HTML, a header or a link", () => {
  const evil = `<img src=x onerror=alert(1)>"'&`;
  const about = { to: "ana@example.org", name: evil, certification: evil } as const;
  const attacked = [
    { ...about, tells: "revoked", reason: evil },
    { to: "ana@example.org", tells: "gift", code: "EDU-1", message: evil, expiresAt: at },
    { to: "ana@example.org", organization: evil, tells: "invited", url: "https://a.test/", expiresAt: at },
    { to: "ana@example.org", organization: evil, tells: "applied", applicant: evil, applicantEmail: "a@b.test" },
    { ...about, tells: "candidate-corrected", fullName: evil, email: "a@b.test", country: "PT", phone: evil },
  ] as const;
  for (const kind of attacked) {
    const { html: body, text } = messageOf(kind, at);
    expect(body, kind.tells).not.toContain("<img");
    expect(body.match(/ onerror=(?!alert\(1\)&gt;)/)).toBeNull();
    expect(text).toContain(evil);
  }
});

test("nothing in an e-mail of another programme is of ours, and its logo is its own", () => {
  const ours = [
    currentProgramme.name,
    currentProgramme.branding.legalName,
    "certrail",
    "cloudpractice",
    currentProgramme.branding.colours.primary,
  ];
  for (const kind of kinds) {
    const { subject, text, html: body, attachments = [] } = messageOf(kind, at, {}, guild);
    const all = [subject, text, body, ...attachments.map(({ content }) => content)].join("\n").toLowerCase();
    for (const word of ours.slice(1)) expect(all, `${kind.tells}: ${word}`).not.toContain(word.toLowerCase());
    expect(text).toContain("Gilde der Hafenlotsen e. V.");
    expect(body).toContain('<img src="https://pilots.example/logo.png" alt="Harbour Pilots’ Guild"');
  }
  expect(
    messageOf({ to: "a@b.test", tells: "claimable", name: "A", certification: "B" }, at, {}, guild).html,
  ).toContain('href="https://app.pilots.example/sign-in"');
});

const buttonIn = (...[kind, programme]: [Parameters<typeof messageOf>[0], typeof guild]) =>
  /class="button"[^>]*><a href="([^"]*)"/.exec(messageOf(kind, at, {}, programme).html)?.[1];

test("every e-mail leads somewhere and to a page of the front end, if there is one", () => {
  for (const kind of kinds) expect(buttonIn(kind, guild), kind.tells).toMatch(/^https:/);

  const pages = {
    registration: "https://a.test/registrations/{registrationId}",
    certificate: "https://a.test/certificates/{certificateId}",
    order: "https://a.test/orders/{orderId}",
    examCodes: "https://a.test/exam-codes",
    bindings: "https://a.test/bindings",
    organization: "https://a.test/organization",
  };
  const linked = { ...guild, branding: { ...guild.branding, frontEnd: { ...guild.branding.frontEnd, ...pages } } };
  const ids = { registrationId: "reg_1", certificateId: "crt_1" };
  const led = kinds.map((kind) => [kind.tells, buttonIn({ ...ids, ...kind }, linked)] as const);
  const atSignIn = led.filter(([, link]) => link?.endsWith("/sign-in")).map(([tells]) => tells);
  expect(new Set(led.map(([, link]) => link))).toEqual(
    new Set([
      ...["/registrations/reg_1", "/certificates/crt_1", "/orders/ord_4c1x8w", "/exam-codes", "/bindings"].map(
        (path) => `https://a.test${path}`,
      ),
      "https://a.test/organization",
      "https://app.pilots.example/sign-in",
      "https://api.certs.test/invitations/9f1c3a5e7b",
    ]),
  );
  expect([...new Set(atSignIn)]).toEqual([
    ...["gift", "application-decided", "membership-ended", "candidate-link-undone", "exam-code-taken-back"],
    ...["exam-code-ended", "exam-code-cancelled", "gift-cancelled", "gift-taken-back"],
  ]);
});

test("an e-mail leads to the front end's page of the certificate or registration, else to its sign-in, else to our page", () => {
  const about = { to: "a@b.test", name: "A", certification: "B" };
  const certificate = { certificateId: "crt_1", certificateNumber: "CRT-1", validUntil: at };
  const claimed = { ...about, ...certificate, tells: "claimed", verify: "https://api.test/verify/CRT-1" } as const;
  const registered = { ...about, tells: "registered", registrationId: "reg_1", expiresAt: at } as const;
  const frontEnd = { ...guild.branding.frontEnd, registration: "https://app.pilots.example/at/{registrationId}" };
  const linked = { ...guild, branding: { ...guild.branding, frontEnd } };

  expect(buttonIn(claimed, guild)).toBe("https://app.pilots.example/certificates/crt_1");
  expect(buttonIn(claimed, currentProgramme)).toBe("https://api.test/verify/CRT-1");
  expect(buttonIn(registered, linked)).toBe("https://app.pilots.example/at/reg_1");
  expect(buttonIn(registered, guild)).toBe("https://app.pilots.example/sign-in");
  expect(buttonIn(registered, currentProgramme)).toBeUndefined();
});

test("an e-mail asks nothing of another host, and holds no script, form or hidden picture", async () => {
  for (const kind of kinds) {
    const { html: body } = messageOf(kind, at);
    expect(body).not.toMatch(/<(?:script|form|iframe|link|img|object|video)\b|url\(|@import/i);
  }
});

test.each(locales)(
  "what people have typed is no link in an e-mail to others in %s, and reads as they typed it",
  (locale) => {
    const typed =
      "see http://evil.example/x, https://1.2.3.4/ or www.evil.example or evil.exa.mple/y J.R. St.John 3.50";
    const spoken = new Set(["name", "applicant", "member", "message", "fullName", "registered", "checked"]);
    const isTheirs = (key: string, tells: string) =>
      spoken.has(key) || (key === "reason" && tells === "application-decided");
    for (const kind of kinds) {
      const entries = Object.entries(kind).map(([key, value]) => [key, isTheirs(key, kind.tells) ? typed : value]);
      const hostile = Object.assign({}, kind, Object.fromEntries(entries));
      const { subject, text, html: body } = messageOf(hostile, at, { locale });
      const shown = body.replaceAll(/<[^>]*>/g, "");
      for (const part of [subject, text, shown]) {
        expect(part, kind.tells).not.toMatch(/\/\/(?:evil|1\.2)|www\.evil|evil\.exa|exa\.mple/);
        if (part.includes("evil")) expect(part.replaceAll("\u200a", ""), kind.tells).toContain(typed);
      }
    }
    const told = messageOf({ to: "a@b.test", tells: "claimable", name: typed, certification: "Node.js" }, at, {
      locale,
    }).text;
    expect(told).toContain("evil");
    expect(told).toContain("Node.js");
  },
);

test("a locale finds its language by language and script, and an unknown one gets the programme's", () => {
  const found = ["zh-CN", "zh_CN", "zh", "zh-Hans-SG", "en-US", "zh-TW", "xx", "!", undefined].map(
    (each) => languageFor([each]).tag,
  );
  expect(found).toEqual(["zh-Hans", "en", "zh-Hans", "zh-Hans", "en", "en", "en", "en", "en"]);
  expect(languageFor(["xx", "zh-Hans"]).tag).toBe("zh-Hans");
});

test("no e-mail has a fault that axe finds in either scheme, or is wider than 320 px", async () => {
  const page = await openPage(`${origin}/`, { viewport: { width: 320, height: 700 } });
  const long = { ...mailKinds.registered[0], name: "x".repeat(120), certification: "y".repeat(120) };
  for (const kind of kinds.filter((_, place) => place % 4 === 0)) {
    await page.setContent(messageOf({ ...kind, ...("name" in kind && { name: long.name }) }, at).html);
    expect(await auditInBothSchemes(page), kind.tells).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth"), kind.tells).toBeLessThanOrEqual(320);
  }
  expect(complaintsOf(page)).toEqual([]);
});

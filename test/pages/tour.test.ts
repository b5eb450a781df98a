import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audit, complaintsOf, openPage } from "../support/browser.ts";
import { type RunningHost, startHost } from "../support/host.ts";

let host: RunningHost;

beforeAll(async () => {
  host = await startHost();
}, 120_000);

afterAll(async () => {
  await host.stop();
});

async function press(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
}

async function follow(page: Page, link: string): Promise<void> {
  await page.getByRole("link", { name: link, exact: true }).click();
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("Your e-mail address").fill(email);
  await press(page, "Sign in");
}

test("the tour in the README can be followed in a browser, and each page on the way passes the audit", async () => {
  await expect.poll(() => host.output()).toContain(`begin at ${host.url}/__local/candidates`);
  const page = await openPage(`${host.url}/__local/candidates`);
  const passes = async () => expect(await audit(page), page.url()).toEqual([]);
  const shows = async (text: string) => expect(await page.locator("main").innerText()).toContain(text);

  await passes();
  await signIn(page, "ana@example.org");
  await passes();
  await press(page, "Order");
  await press(page, "Pay");
  await shows("Paid. The order has its authorization code.");
  await passes();

  await press(page, "Activate");
  await shows("Cloud Computing Professional: open");
  await follow(page, "Go to the test centre");
  expect(await page.getByLabel("Eligibility code").inputValue()).toMatch(/^ACTC-/);
  await press(page, "Book");
  await page.locator("summary", { hasText: "Move the appointment" }).click();
  await press(page, "Move");
  await page.locator("summary", { hasText: "Sit the exam" }).click();
  await press(page, "Sit the exam");
  await shows("Passed, 82 of 100");
  const booking = page.url();

  await follow(page, "Candidates");
  await signIn(page, "ana@example.org");
  await shows("Cloud Computing Professional: passed");
  await press(page, "Claim");
  await shows("Cloud Computing Professional: valid");
  await passes();
  for (const name of ["Print it (PDF)", "Open Badges credential"]) {
    const path = await page.getByRole("link", { name }).getAttribute("href");
    expect((await fetch(`${host.url}${path}`)).status, name).toBe(200);
  }
  const mails = await (await fetch(`${host.url}/__local/mail?to=ana@example.org`)).text();
  expect(mails).toContain(`${host.url}/verify/`);
  await follow(page, "Verify it, as anyone can");
  await shows("Valid\n");
  await shows("Ana Sá");
  const verification = page.url();

  await page.goto(booking);
  await page.locator("summary", { hasText: "The result is corrected" }).click();
  await page.getByLabel("Invalidated").check();
  await page.getByLabel("Reason").fill("Somebody else sat");
  await press(page, "Correct the result");
  await page.goto(verification);
  await shows("Revoked\n");
  expect(complaintsOf(page)).toEqual([]);
});

test("what the API refuses, the candidate's page says in words", async () => {
  const page = await openPage(`${host.url}/__local/candidates`);
  await signIn(page, "nobody");
  expect(await page.getByRole("alert").innerText()).toContain("Type an e-mail address.");
  expect(await audit(page)).toEqual([]);

  await signIn(page, "Bo@example.org");
  await press(page, "Order");
  await press(page, "Pay");
  const code = await page.locator("main code", { hasText: "EDU-" }).innerText();
  await page.getByLabel("Country").fill("Portugal");
  await press(page, "Activate");
  expect(await page.getByRole("alert").innerText()).toContain("There is a problem");
  expect(await audit(page)).toEqual([]);
  expect(await page.locator("main code", { hasText: "EDU-" }).innerText()).toBe(code);
  await press(page, "Activate");
  expect(await page.locator("main").innerText()).toContain("Cloud Computing Professional: open");
  expect(complaintsOf(page).filter((each) => !each.includes("422"))).toEqual([]);
});

test("the pages on which a partner is played, and the reference, pass the audit, narrow and wide", async () => {
  const page = await openPage(`${host.url}/__local/partners`, { viewport: { width: 320, height: 640 } });
  const passes = async () => {
    expect(await audit(page), page.url()).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url()).toBe(false);
  };
  await passes();
  await press(page, "Make it a partner");
  await press(page, "Take coupons");
  await press(page, "Make an invitation link");
  await passes();
  const partner = page.url();
  await page.getByRole("link", { name: /^Invitation / }).click();
  await signIn(page, "mei@example.org");
  await passes();
  await press(page, "Ask to join");
  await page.goto(partner);
  await press(page, "Approve");
  await page.getByRole("button", { name: "Give it" }).first().click();
  expect(await page.locator("main").innerText()).toContain("assigned");
  await passes();
  await page.goto(`${host.url}/__local/candidates/mei@example.org`);
  await follow(page, "Go to the test centre with it");
  expect(await page.getByLabel("Exam code").inputValue()).toMatch(/^EXC-/);

  await page.goto(`${host.url}/__local`);
  await passes();
  await page.setViewportSize({ width: 1280, height: 800 });
  await passes();
  await page.goto(partner);
  await passes();
  expect(complaintsOf(page)).toEqual([]);
});

test("who has a single name leaves the other field empty, and a name with an emoji is refused in words", async () => {
  const page = await openPage(`${host.url}/__local/candidates`);
  await signIn(page, "suharto@example.org");
  await press(page, "Order");
  await press(page, "Pay");
  await page.getByLabel("Given name").fill("Suharto 🙂");
  await page.getByLabel("Family name").fill("");
  await press(page, "Activate");
  expect(await page.getByRole("alert").innerText()).toContain("cannot print: 🙂 (U+1F642)");
  await page.getByLabel("Given name").fill("Suharto");
  await page.getByLabel("Family name").fill("");
  await press(page, "Activate");

  expect(await page.locator("main").innerText()).toContain("Cloud Computing Professional: open");
  expect(await audit(page)).toEqual([]);
});

test("a form that is sent twice orders once, and one from another site orders nothing", async () => {
  const at = `${host.url}/__local/candidates/cy%40example.org`;
  const body = new URLSearchParams({ certificationId: "acp-cloud-computing", once: "5b0c1f3e" });
  const send = (headers: Record<string, string> = {}) => fetch(`${at}/orders`, { method: "POST", body, headers });
  await send();
  await send();
  expect((await send({ "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await (await fetch(at)).text()).match(/Order <code>/g)).toHaveLength(1);
  for (const path of [
    "/__local/candidates/nobody",
    "/__local/candidates/%zz",
    "/__local/candidates/a%40b.org/nothing",
  ]) {
    expect((await fetch(`${host.url}${path}`, { method: "GET" })).status, path).toBe(404);
  }
});

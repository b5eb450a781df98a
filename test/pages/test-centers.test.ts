import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import { auditInBothSchemes, complaintsOf, openPage } from "../support/browser.ts";
import { type RunningHost, startHost, temporaryData } from "../support/host.ts";

const acp = "acp-cloud-computing";
const data = temporaryData();
let host: RunningHost;
let client: LocalClient;
let home: string;

async function start(): Promise<void> {
  host = await startHost({ dataDirectory: data.path });
  client = new LocalClient(host.url);
  home = `${host.url}/__local/test-centers`;
}

beforeAll(start, 90_000);

afterAll(async () => {
  await host.stop();
  data.remove();
});

type Person = { readonly sub: string; readonly email: string; readonly name: string };

function person(name: string): Person {
  const sub = `person-${randomUUID().slice(0, 8)}`;
  return { sub, email: `${sub}@example.org`, name };
}

/** Signs in for each request, because the clock moves by days. */
async function ask(who: Person & { groups?: string[] }, method: string, path: string, body?: object) {
  const { body: answer } = await client.send(method, path, { token: await client.token(who), ...(body && { body }) });
  return z
    .looseObject({
      token: z.string().optional(),
      applicationId: z.string().optional(),
      code: z.string().optional(),
      orderId: z.string().optional(),
      partnerId: z.string().optional(),
      organizationId: z.string().optional(),
      examCodes: z.array(z.string()).default([]),
      total: z.looseObject({}).optional(),
      authorizationCodes: z.array(z.object({ code: z.string() })).default([]),
      eligibilityCode: z.object({ code: z.string() }).optional(),
      status: z.union([z.string(), z.number()]).optional(),
      data: z.array(z.looseObject({ status: z.string().optional(), certificateId: z.string().optional() })).default([]),
    })
    .parse(answer);
}

/** Buys and activates a code. Returns the eligibility code. */
async function eligible(who: Person, certificationId = acp): Promise<string> {
  const items = [{ product: "certification", certificationId, quantity: 1 }];
  const { orderId, total } = await ask(who, "POST", "/v1/orders", { items });
  const payment = { orderId, paymentId: `pay-${orderId}`, ...total };
  await client.webhook("payments", { type: "payment.succeeded", occurredAt: await client.now(), data: payment });
  const { authorizationCodes } = await ask(who, "GET", `/v1/orders/${orderId}`);
  const candidate = { givenName: who.name, familyName: "Sá", email: who.email, country: "PT" };
  const body = { authorizationCode: authorizationCodes[0]?.code, certificationId, candidate };
  return (await ask(who, "POST", "/v1/registrations", body)).eligibilityCode?.code ?? "";
}

/** Opens a page of the sandbox without scripts. */
async function open(path = "", options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  return await openPage(`${home}${path}`, options);
}

async function press(page: Page, name: string): Promise<void> {
  await thenLoaded(page, () => page.getByRole("button", { name, exact: true }).click());
}

/** Acts and waits for the next page, so that later reads do not see the old one. */
async function thenLoaded(page: Page, act: () => Promise<void>): Promise<void> {
  const loaded = page.waitForEvent("load");
  await act();
  await loaded;
}

async function fact(page: Page, term: string): Promise<string> {
  return await page.locator(`dt:text-is("${term}") + dd`).innerText();
}

/** Opens a section of the booking's page and sends its form. */
async function unfold(page: Page, title: string): Promise<void> {
  await page.locator("summary", { hasText: title }).first().click();
}

/** The outline of the focused element. */
async function outline(page: Page): Promise<unknown> {
  const style = "getComputedStyle(document.activeElement)";
  return await page.evaluate(`${style}.outlineStyle + " " + ${style}.outlineWidth`);
}

test("a candidate books, moves and passes in the browser without a script, and claims the certificate", async () => {
  const ana = person("Ana");
  const page = await open("", { javaScriptEnabled: false });
  await page.getByRole("link", { name: "Prometric" }).click();
  await page.getByLabel("Eligibility code").fill((await eligible(ana)).toLowerCase());
  await press(page, "Book");
  expect(await page.getByRole("status").innerText()).toBe("Booked.");
  expect(await fact(page, "Name")).toBe("Ana Sá");
  const first = await fact(page, "Confirmation number");

  await unfold(page, "Move the appointment");
  await page.locator("#move-place").selectOption({ label: "Marunouchi, Tokyo (Asia/Tokyo)" });
  await page.locator("#move-time").selectOption("14:00");
  await press(page, "Move");
  const valid = await fact(page, "Confirmation number");
  expect(await fact(page, "Former numbers")).toBe(first);
  expect(await fact(page, "Begins")).toContain("14:00 (Asia/Tokyo)");
  expect(await ask(ana, "GET", `/v1/appointments/${first}`)).toMatchObject({ validConfirmationNumber: valid });

  await unfold(page, "Sit the exam");
  await press(page, "Sit the exam");
  expect(await fact(page, "Result")).toBe("Passed, 82 of 100");
  expect(await page.getByRole("listitem").filter({ hasText: "200 applied" }).count()).toBe(3);
  const { data: certificates } = await ask(ana, "GET", "/v1/certificates");
  const claimed = await ask(ana, "POST", `/v1/certificates/${certificates[0]?.certificateId}/claim`, {});
  expect(claimed.status).toBe("valid");

  const mail = await open(`/mail?to=${encodeURIComponent(ana.email)}`, { javaScriptEnabled: false });
  await mail.locator("summary", { hasText: "You are registered" }).click();
  expect(await mail.locator("main").innerText()).toMatch(/ACTC-\w{4}-/);

  await unfold(page, "The result is corrected");
  await page.getByLabel("Invalidated").check();
  await page.getByLabel("Reason").fill("Somebody else sat");
  await press(page, "Correct the result");
  expect(await fact(page, "Corrected")).toBe("Invalidated: Somebody else sat");
  expect((await ask(ana, "GET", `/v1/certificates/${certificates[0]?.certificateId}`)).status).toBe("revoked");
  expect(complaintsOf(page)).toEqual([]);
});

test("reports that are late, twice and out of order leave the same state, and are there after a kill", async () => {
  const bo = person("Bo");
  const code = await eligible(bo);
  const page = await open("/prometric");
  await page.getByLabel("Eligibility code").fill(code);
  await unfold(page, "Send the report");
  await page.getByLabel("When the report is sent").selectOption("after-next");
  await press(page, "Book");
  expect(await page.locator("main").innerText()).toContain("Held back until the next report");
  await unfold(page, "Sit the exam");
  await page.locator("form[action$=sit] summary").click();
  await page.locator("#sit-send").selectOption("P1D");
  await page.locator("#sit-twice").check();
  await press(page, "Sit the exam");
  expect((await ask(bo, "GET", "/v1/registrations")).data).toMatchObject([{ status: "open" }]);

  await host.kill9();
  await start();
  const after = await open();
  await after.getByLabel("Move the clock forwards by").selectOption({ label: "4 days" });
  await press(after, "Move the clock");
  expect(await after.getByRole("status").innerText()).toBe("The clock was moved.");
  expect((await ask(bo, "GET", "/v1/registrations")).data).toMatchObject([{ status: "passed" }]);
  await after.getByRole("link", { name: /^885/ }).first().click();
  const answers = await after.locator("td li").allInnerTexts();
  expect(answers.map((text) => text.split(": ").at(-1))).toEqual(["200 applied", "202 waiting", "200 duplicate"]);
}, 120_000);

test("a member sits with an exam code and binds the pass with the two ids that the centre gives", async () => {
  const [staff, main, mei] = [{ ...person("Staff"), groups: ["certrail-staff"] }, person("Main"), person("梅")];
  const asked = { name: "Cloud Partners Ltd", mainAccountId: main.sub };
  const { partnerId, organizationId } = await ask(staff, "POST", "/v1/partners", asked);
  const { token } = await ask(main, "POST", `/v1/organizations/${organizationId}/invitations`, {});
  const about = { fullName: mei.name, email: mei.email };
  const { applicationId } = await ask(mei, "POST", `/v1/invitations/${token}/applications`, about);
  await ask(main, "POST", `/v1/organizations/${organizationId}/applications/${applicationId}/approve`, {});
  const coupons = { certificationId: acp, exam: "written", quantity: 1 };
  const { examCodes } = await ask(main, "POST", `/v1/partners/${partnerId}/benefit-applications`, coupons);
  await ask(main, "POST", `/v1/exam-codes/${examCodes[0]}/assign`, { accountId: mei.sub });

  const page = await open("/pearson-vue", { javaScriptEnabled: false });
  await page.getByLabel("Your name").fill(mei.name);
  await page.getByLabel("Your e-mail address").fill(mei.email);
  await page.getByLabel("Exam code").fill("EXC-0000-0000-0000-0000-1");
  await press(page, "Book");
  expect(await page.getByRole("alert").innerText()).toContain("mistyped");
  await page.getByLabel("Exam code").fill(examCodes[0] ?? "");
  await page.getByLabel("Place").selectOption("online");
  await press(page, "Book");
  await unfold(page, "Sit the exam");
  await press(page, "Sit the exam");
  expect(await fact(page, "Name")).toBe(mei.name);
  const ids = {
    candidateId: await fact(page, "Candidate ID"),
    registrationId: await fact(page, "Registration ID"),
  };

  const exchanged = { candidateId: ids.registrationId, registrationId: ids.candidateId };
  expect((await ask(mei, "POST", "/v1/bindings", { certificationId: acp, ...exchanged })).code).toBe(
    "ids-look-swapped",
  );
  expect((await ask(mei, "POST", "/v1/bindings", { certificationId: acp, ...ids })).status).toBe("bound");
  const again = await open("/pearson-vue");
  await again.getByLabel("Your name").fill("X");
  await again.getByLabel("Your e-mail address").fill(mei.email);
  await again.getByLabel("Exam code").fill(examCodes[0] ?? "");
  await press(again, "Book");
  expect(await again.getByRole("alert").innerText()).toContain("holds a valid certificate");
}, 120_000);

test("who pays at the centre books without a code, moves there and back without a script, and gets the two ids", async () => {
  const page = await open("/pearson-vue", { javaScriptEnabled: false, viewport: { width: 375, height: 700 } });
  await page.getByLabel("Your name").fill("Ève 李");
  await page.getByLabel("Your e-mail address").fill("eve@example.org");
  await page.getByLabel("Series code").fill("acp-cc1");
  await press(page, "Book");
  const first = await fact(page, "Confirmation number");
  for (const id of ["Candidate ID", "Registration ID"]) expect(await fact(page, id)).toMatch(/^\w+$/);
  for (const number of ["", first]) {
    await unfold(page, "Move the appointment");
    if (number !== "") await page.locator("#move-confirmationNumber").selectOption(number);
    await press(page, "Move");
  }
  expect(await fact(page, "Confirmation number")).toBe(first);
  expect(await page.getByRole("listitem").filter({ hasText: "200 applied" }).count()).toBe(3);
});

test("what is wrong is told at the top and beside its field, and the keyboard alone leads there and on", async () => {
  const page = await open("/prometric");
  await press(page, "Book");
  expect(await page.title()).toMatch(/^Error: /);
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").innerText()).toBe("Skip to the content");
  const link = page.getByRole("alert").getByRole("link");
  await link.focus();
  expect(await outline(page)).toBe("solid 3px");
  await page.keyboard.press("Enter");
  const input = page.getByLabel("Eligibility code");
  expect(await page.locator(":focus").getAttribute("name")).toBe("eligibilityCode");
  expect(await input.getAttribute("aria-invalid")).toBe("true");
  expect(await outline(page)).toBe("solid 3px");
  const described = (await input.getAttribute("aria-describedby"))?.split(" ").at(-1);
  expect(await page.locator(`#${described}`).innerText()).toContain("Enter an eligibility code.");
  await page.keyboard.type("ACTC-0000-0000-0000-0000-1");
  await thenLoaded(page, () => page.keyboard.press("Enter"));
  expect(await page.getByRole("alert").innerText()).toContain("mistyped");
});

test("axe finds nothing on any page, narrow or wide, in either scheme", async () => {
  const code = await eligible(person("<b>Ana</b> محمد"));
  const narrow = { viewport: { width: 320, height: 640 } };
  const found: unknown[] = [];
  const look = async (page: Page) => {
    found.push(...(await auditInBothSchemes(page)));
    const isTooWide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
    if (isTooWide) found.push(`${page.url()} is wider than the window`);
  };
  const anyPage = await open("");
  const wide = anyPage.viewportSize() ?? narrow.viewport;
  for (const path of ["", "/prometric", "/pearson-vue", "/academy", "/mail", "/nothing"]) {
    await anyPage.goto(`${home}${path}`);
    for (const size of [wide, narrow.viewport]) {
      await anyPage.setViewportSize(size);
      await look(anyPage);
    }
  }
  const mail = await open("/mail", narrow);
  for (const summary of await mail.locator("summary").all()) await summary.click();
  await look(mail);
  for (const [path, button] of [
    ["/prometric", "Book"],
    ["/pearson-vue", "Book"],
    ["/academy", "Book, or begin at once"],
  ] as const) {
    const refused = await open(path, narrow);
    await press(refused, button);
    await look(refused);
  }

  const page = await open("/prometric", narrow);
  await page.getByLabel("Eligibility code").fill(code);
  await press(page, "Book");
  for (const title of ["Sit the exam", "Move the appointment", "Cancel the booking", "Do not show up"]) {
    await unfold(page, title);
  }
  for (const summary of await page.locator("details details summary").all()) await summary.click();
  await look(page);
  await page.locator("#sit-score").fill("101");
  await press(page, "Sit the exam");
  expect(await page.getByRole("alert").innerText()).toContain("greater than the maximum");
  await look(page);
  await page.locator("#sit-score").fill("90");
  await press(page, "Sit the exam");
  await unfold(page, "The result is corrected");
  await look(page);
  expect(found).toEqual([]);
}, 120_000);

test("a body that is too large for the gateway is a page for browsers", async () => {
  const headers = { accept: "text/html", "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetch(`${home}/prometric/bookings`, { method: "POST", headers, body: "x".repeat(10_485_761) });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([413, "text/html; charset=utf-8"]);
});

import { execFile } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { operations } from "../../shared/contract/operations/operations.ts";
import { problems } from "../../shared/contract/problems/problems.ts";
import { audit, auditInBothSchemes, complaintsOf, openPage } from "../support/browser.ts";
import { type RunningHost, startHost } from "../support/host.ts";
import { lacking, withoutThem } from "../support/programs.ts";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "certrail-samples-"));
let host: RunningHost;

beforeAll(async () => {
  host = await startHost();
}, 120_000);

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

const guide = [
  "getting-started",
  "candidates",
  "partners",
  "test-centers",
  "payments",
  "staff",
  "states",
  "authentication",
  "idempotency",
  "paging",
  "webhooks",
  "errors",
];

const titlesAfterTheFirst = [
  "Candidate's front end",
  "Partner's system",
  "Test centres",
  "Payment provider",
  "Staff",
  "States",
  "Authentication",
  "Sending again",
  "Lists",
  "Webhooks",
  "Errors",
];

describe("the guide", () => {
  test("no page of it has a fault that axe finds in either scheme, or asks another host", async () => {
    const page = await openPage(`${host.url}/docs`);
    for (const name of guide) {
      await page.goto(`${host.url}/docs/${name}`);
      expect(await auditInBothSchemes(page), name).toEqual([]);
      expect(complaintsOf(page), name).toEqual([]);
    }
  });

  test("its pages lead from one to the next, and none of their links is dead", async () => {
    const page = await openPage(`${host.url}/docs`, { javaScriptEnabled: false });
    await page.getByRole("link", { name: "Getting started" }).click();
    for (const title of titlesAfterTheFirst) {
      await page
        .getByText(/^Next: /)
        .getByRole("link", { name: title })
        .click();
      await expect.poll(() => page.title(), { timeout: 30_000 }).toBe(title);
    }
    const paths = new Set<string>();
    for (const name of ["", ...guide.map((each) => `/${each}`)]) {
      const text = await (await fetch(`${host.url}/docs${name}`)).text();
      for (const [, path = ""] of text.matchAll(/ (?:href|src)="(\/[^"#]*)/g)) paths.add(path);
    }
    expect(paths.size).toBeGreaterThan(Object.keys(problems).length);
    for (const path of paths) expect((await fetch(`${host.url}${path}`)).status, path).toBe(200);
  });

  test("an unknown page is refused with a problem document", async () => {
    const answer = await fetch(`${host.url}/docs/nothing`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });

  test("each page of it can be read on a narrow screen without moving sideways", async () => {
    const page = await openPage(`${host.url}/docs/states`, { viewport: { width: 320, height: 640 } });
    for (const name of ["", ...guide]) {
      await page.goto(`${host.url}/docs${name && `/${name}`}`);
      expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBeLessThanOrEqual(320);
    }
  });
});

describe("the reference", () => {
  /** Redoc needs seconds for the whole API, so the tests share its page. */
  let page: Page;

  test("at 375 px it moves sideways in no scheme", async () => {
    page = await openPage(`${host.url}/docs/reference`, { viewport: { width: 375, height: 700 } });
    await page.locator("[data-section-id]").first().waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate("document.documentElement.scrollWidth"), colorScheme).toBeLessThanOrEqual(375);
    }
    expect(complaintsOf(page)).toEqual([]);
  });

  test("it shows every tag of the API, loads nothing from elsewhere, and breaks no policy", async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const menu = await page.locator("#reference [role=menu]").first().innerText();
    for (const { tag } of operations) expect(menu).toContain(tag);
    await page.locator("#reference input").fill("eligibility");
    await page.locator("[data-role='search:results']").waitFor();
    expect(complaintsOf(page)).toEqual([]);
    // Redoc's own part is not ours, and takes axe ten seconds, also where it is left out.
    await page.evaluate("document.querySelector('#reference').replaceChildren()");
    expect(await audit(page)).toEqual([]);
  });

  test("without a script the page leads to the document", async () => {
    const page = await openPage(`${host.url}/docs`, { javaScriptEnabled: false });
    await page.getByRole("link", { name: "/openapi.json" }).click();
    expect(page.url()).toBe(`${host.url}/openapi.json`);
  });

  test("Redoc's script comes packed to those who take it packed, and is the same to the others", async () => {
    const packed = await fetch(`${host.url}/docs/redoc.js`);
    const plain = await fetch(`${host.url}/docs/redoc.js`, { headers: { "accept-encoding": "identity" } });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(packed.headers.get("vary")).toBe("accept-encoding, origin");
    expect((await packed.text()) === (await plain.text())).toBe(true);
  });
});

describe("/problems/{code}", () => {
  test.each([
    ["a program", "*/*", "application/json"],
    ["a program that takes both", "application/json, text/html", "application/json"],
    ["a program that takes a page if need be", "text/html;q=0.1, application/json", "application/json"],
    ["a program that names neither", "", "application/json"],
    ["a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"],
  ])("%s gets what it asks for", async (_, accept, type) => {
    const answer = await fetch(`${host.url}/problems/order-already-paid`, { headers: { accept } });
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("vary")).toBe("accept, origin");
  });

  test("each error has a page that says what happened and what to do, without a fault that axe finds", async () => {
    for (const [code, { title }] of Object.entries(problems)) {
      const answer = await fetch(`${host.url}/problems/${code}`, { headers: { accept: "text/html" } });
      const headings = [...(await answer.text()).matchAll(/<h[12]>(.*?)<\/h[12]>/g)].map(([, heading]) => heading);
      expect(headings).toEqual(expect.arrayContaining([escaped(title), "What happened", "What to do"]));
    }
    for (const code of ["invalid-request", "authorization-code-not-found", "internal-error"]) {
      const page = await openPage(`${host.url}/problems/${code}`);
      expect(await audit(page), code).toEqual([]);
      expect(complaintsOf(page), code).toEqual([]);
    }
  });
});

function escaped(text: string): string {
  return text.replaceAll("'", "&#39;");
}

/** The samples of a guide, as a reader would copy them. */
async function samplesOf(name: string): Promise<ReadonlyMap<string, string>> {
  const page = await openPage(`${host.url}/docs/${name}`);
  const found = new Map<string, string>();
  for (const each of await page.locator("pre").all()) {
    found.set((await each.getAttribute("aria-label")) ?? "", (await each.textContent()) ?? "");
  }
  return found;
}

const forCalls = lacking("bash", "curl", "sed");

const programs = [
  { ending: "mjs", program: process.execPath, missing: [] },
  { ending: "py", program: "python3", missing: lacking("python3") },
  { ending: "sh", program: "bash", missing: lacking("bash", "curl", "openssl", "sed", "od") },
].map((each) => ({ ...each, without: withoutThem(each.missing) }));

/** Copies a program from its page, and answers what it prints with this environment. */
async function runSample(page: string, file: string, program: string, environment: object): Promise<string> {
  const place = join(folder, file);
  writeFileSync(place, (await samplesOf(page)).get(file) ?? "");
  const { stdout } = await run(program, [place], { env: { ...process.env, API_URL: host.url, ...environment } });
  return stdout;
}

async function booking(): Promise<Record<string, string>> {
  return {
    WEBHOOK_SECRET: await secret("prometric"),
    ELIGIBILITY_CODE: await eligibilityCode(),
    CONFIRMATION_NUMBER: `885${randomInt(10 ** 9, 10 ** 10)}`,
    STARTS_AT: new Date(Date.now() + 10 * 86_400_000).toISOString(),
  };
}

/** The payment provider's message about a new order. */
async function payment(): Promise<Record<string, string>> {
  const ana = await authorization({ sub: `ana-${randomUUID()}` });
  const items = [{ product: "certification", certificationId: "acp-cloud-computing", quantity: 1 }];
  const { orderId, total } = z
    .object({ orderId: z.string(), total: z.object({ amount: z.number() }) })
    .parse(await json("/v1/orders", { items }, { ...ana, "idempotency-key": randomUUID() }));
  const PAYMENT_ID = `pay-${randomUUID()}`;
  return { WEBHOOK_SECRET: await secret("payments"), ORDER_ID: orderId, PAYMENT_ID, AMOUNT: String(total.amount) };
}

describe("the samples, as they stand on the pages", () => {
  test.skipIf(forCalls.length > 0)(`the first calls place one order${withoutThem(forCalls)}`, async () => {
    const script = (await samplesOf("getting-started")).get("The first calls, for a shell") ?? "";
    const { stdout } = await run("bash", ["-euc", script], { env: { ...process.env, URL: host.url } });
    expect(stdout).toContain('"certificationId":"acp-cloud-computing"');
    expect(stdout).toMatch(/"status":"awaiting-payment".*\{"data":\[\{"orderId":"ord_/s);
  });

  test.for(programs)(
    "report.$ending signs a look-up and a booking that are both accepted$without",
    async ({ ending, program, missing }, { skip }) => {
      skip(missing.length > 0);
      const file = `report.${ending}`;
      const environment = await booking();
      const stdout = await runSample("webhooks", file, program, environment);
      expect(stdout).toContain('"eligible":true');
      expect(stdout).toContain('"status":"applied"');

      const wrong = { ...environment, WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, "x").toString("base64")}` };
      const refused = await runSample("webhooks", file, program, wrong);
      expect(refused.match(/signature-wrong/g)?.length).toBeGreaterThanOrEqual(2);
    },
  );

  test.for(programs)(
    "pay.$ending signs a payment that is accepted$without",
    async ({ ending, program, missing }, { skip }) => {
      skip(missing.length > 0);
      expect(await runSample("payments", `pay.${ending}`, program, await payment())).toContain('"status":"applied"');
    },
  );

  test.for(programs)(
    "with NOW, report.$ending and pay.$ending are accepted after the clock was moved$without",
    async ({ ending, program, missing }, { skip }) => {
      skip(missing.length > 0);
      await json("/__local/clock", { advance: "P1D" });
      const { now: NOW } = z.object({ now: z.string() }).parse(await json("/__local/clock"));
      const booked = await booking();
      expect(await runSample("webhooks", `report.${ending}`, program, booked)).toContain("signature-stale");
      expect(await runSample("webhooks", `report.${ending}`, program, { ...booked, NOW })).toContain('"applied"');
      expect(await runSample("payments", `pay.${ending}`, program, { ...(await payment()), NOW })).toContain(
        '"applied"',
      );
    },
  );
});

async function json(path: string, body?: object, headers: Record<string, string> = {}): Promise<unknown> {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`${host.url}${path}`, {
    ...sent,
    headers: { "content-type": "application/json", ...headers },
  });
  return answer.json();
}

async function secret(sender: string): Promise<string> {
  const secrets = z.record(z.string(), z.array(z.string())).parse(await json("/__local/secrets"));
  return secrets[sender]?.[0] ?? "";
}

/** An eligibility code that can book. Staff granted its code. */
async function eligibilityCode(): Promise<string> {
  const staff = await authorization({ sub: "staff", groups: ["certrail-staff"] });
  const batch = { edition: "single-subject", certificationId: "acp-cloud-computing", quantity: 1, label: "Samples" };
  const { batchId } = z
    .object({ batchId: z.string() })
    .parse(await json("/v1/authorization-codes/batches", batch, staff));
  const path = `${host.url}/v1/authorization-codes/batches/${batchId}/codes.csv`;
  const issued = async () => /EDU[^,]+/.exec(await (await fetch(path, { headers: staff })).text())?.[0];
  await expect.poll(issued, { timeout: 20_000 }).toBeDefined();
  const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };
  const registration = { authorizationCode: await issued(), certificationId: "acp-cloud-computing", candidate };
  const ana = await authorization({ sub: `ana-${randomUUID()}` });
  const answered = await json("/v1/registrations", registration, ana);
  const read = z.object({ eligibilityCode: z.object({ code: z.string() }) }).safeParse(answered);
  if (!read.success) throw new Error(`no registration: ${JSON.stringify(answered)}`);
  return read.data.eligibilityCode.code;
}

async function authorization(claims: object): Promise<Record<string, string>> {
  const { token } = z.object({ token: z.string() }).parse(await json("/__local/token", claims));
  return { authorization: `Bearer ${token}` };
}

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { fastPlace } from "../../infra/local/host/at-exit.ts";
import { isPacked, packedBrowser } from "./packed-browser.ts";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One for all files of a test process, with which it ends. */
let browser: Promise<Browser> | undefined;
const contexts: BrowserContext[] = [];
const heard = new WeakMap<Page, string[]>();

/** Closes the pages that a test file opened. */
export async function closePages(): Promise<void> {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
}

/** A page in a real browser, with a separate session. It closes with the test file (`closePages`). */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= launch();
  const context = await (await browser).newContext(options);
  contexts.push(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  heard.set(page, complaints);
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin) {
      complaints.push(`asks another host: ${request.url()}`);
    }
  });
  await page.goto(url);
  return page;
}

type Violation = { readonly rule: string; readonly why: string; readonly places: readonly string[] };

/** The violations that axe finds in a page, with their places. axe is a script itself. */
export async function audit(page: Page): Promise<Violation[]> {
  await page.evaluate(axe);
  return violations(page, {});
}

/** As `audit`, and in the dark scheme, too, which changes nothing but colours: there axe looks at these alone. */
export async function auditInBothSchemes(page: Page): Promise<Violation[]> {
  const light = await audit(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await violations(page, { runOnly: ["color-contrast", "link-in-text-block"] });
  await page.emulateMedia({ colorScheme: "light" });
  return [...light, ...dark.map((each) => ({ ...each, rule: `${each.rule}, dark` }))];
}

async function violations(page: Page, options: object): Promise<Violation[]> {
  // Describing the places of all that passes takes half of axe's time.
  const all = { ...options, resultTypes: ["violations"] };
  const found: AxeResults = await page.evaluate(`axe.run("html", ${JSON.stringify(all)})`);
  if (found.passes.length === 0) throw new Error("axe looked at nothing");
  return found.violations.map(({ id, help, nodes }) => ({
    rule: id,
    why: help,
    places: nodes.map(({ html }) => html),
  }));
}

/** The browser's complaints: errors, blocks by the content security policy, requests to other hosts. */
export function complaintsOf(page: Page): readonly string[] {
  return heard.get(page) ?? [];
}

async function launch(): Promise<Browser> {
  // Playwright has it keep shared memory in files, because a container may have little other. They cost a tenth of its time.
  const options = { args, ignoreDefaultArgs: fastPlace() === tmpdir() ? [] : ["--disable-dev-shm-usage"] };
  const named = process.env.CHROMIUM;
  if (named === undefined && isPacked) return chromium.launch({ ...(await packedBrowser()), ...options });
  const executablePath = named ?? places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error("These tests need Chromium, of which there is no package for this machine: name one in CHROMIUM.");
  }
  return chromium.launch({ executablePath, ...options });
}

/** In a container everything runs as root, and the browser's sandbox refuses root. */
const args = ["--no-sandbox"];

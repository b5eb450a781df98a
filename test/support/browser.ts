import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll } from "vitest";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Promise<Browser> | undefined;
const heard = new WeakMap<Page, string[]>();

afterAll(async () => await (await browser)?.close());

/** A real browser's page at an address; each has a session of its own. All end with the test file. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= launch();
  const context = await (await browser).newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  heard.set(page, complaints);
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
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

/** What axe finds wrong with a page as it is now, or with a part of it: each rule, with the places. */
export async function audit(page: Page, part = "html"): Promise<{ rule: string; why: string; places: string[] }[]> {
  await page.evaluate(axe);
  const found: AxeResults = await page.evaluate(`axe.run(${JSON.stringify(part)})`);
  if (found.passes.length === 0) throw new Error("axe looked at nothing");
  return found.violations.map(({ id, help, nodes }) => ({
    rule: id,
    why: help,
    places: nodes.map(({ html }) => html),
  }));
}

/** What the browser complained about: errors, what the content security policy stopped, requests to other hosts. */
export function complaintsOf(page: Page): readonly string[] {
  return heard.get(page) ?? [];
}

function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error(
      "These tests need Chromium: install it (Debian: apt-get install chromium), or name it in CHROMIUM.",
    );
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { Problem } from "../../../shared/http/problem.ts";
import { serve } from "../../../shared/http/serve.ts";
import { publicEndpoint } from "../../../shared/http/step.ts";
import { invoke } from "../../support/invoke.ts";
import { showThing } from "./guessed-page.ts";

let sources: string[] = [];

const handler = serve(
  publicEndpoint(showThing, ({ source }) => {
    sources.push(source);
    return Promise.reject(new Problem("certificate-not-found"));
  }),
);

const header = "cloudfront-viewer-address";
const hop = "203.0.113.9";

afterEach(() => {
  sources = [];
  delete process.env.VIEWER_ADDRESS_HEADER;
});

async function guess(headers: Record<string, string>, from = hop): Promise<number | undefined> {
  return (await invoke(handler, showThing, { params: { number: randomUUID() }, headers, from })).status;
}

test("without the setting, no header names the caller", async () => {
  await guess({ [header]: "198.51.100.10:46532", "x-forwarded-for": "198.51.100.11", forwarded: "for=198.51.100.12" });
  expect(sources).toEqual([hop]);
});

test.each([
  ["198.51.100.10:46532", "198.51.100.10"],
  ["198.51.100.10", "198.51.100.10"],
  ["2001:db8:1:2:3:4:5:6:46532", "2001:db8:1:2:3:4:5:6"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
  ["198.51.100.10, 198.51.100.11", hop],
  ["unknown", hop],
  ["", hop],
])("with the setting, the header's %s names %s", async (value, address) => {
  process.env.VIEWER_ADDRESS_HEADER = header;
  await guess({ [header]: value });
  expect(sources).toEqual([address]);
});

test("with the setting, a caller without the header is known by its connection", async () => {
  process.env.VIEWER_ADDRESS_HEADER = header;
  await guess({ "x-forwarded-for": "198.51.100.11" });
  expect(sources).toEqual([hop]);
});

test("behind a CDN, who guesses too often stops nobody else", async () => {
  process.env.VIEWER_ADDRESS_HEADER = header;
  // No other test guesses from there: a drawn address was now and then one of theirs.
  const net = "198.51.100.77";
  for (let each = 0; each < 100; each += 1) expect(await guess({ [header]: `${net}:1` })).toBe(404);

  expect(await guess({ [header]: `${net}:2` })).toBe(429);
  expect(await guess({ [header]: "192.0.2.77:2" })).toBe(404);
});

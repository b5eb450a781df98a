import { afterAll, beforeAll, expect, test } from "vitest";
import { fuzz } from "../fuzz/fuzz.ts";
import { overHttp } from "../fuzz/over-http.ts";
import { type RunningHost, startHost } from "../support/host.ts";

let host: RunningHost;

beforeAll(async () => {
  host = await startHost();
});

afterAll(async () => {
  await host.stop();
});

test("requests drawn from the API's description are answered as it says by the bundles over HTTP too", async () => {
  const outcome = await fuzz(overHttp(host.url), 300, 20_261_122);

  expect(outcome.findings).toEqual([]);
  expect(outcome.succeeded).toBeGreaterThan(15);
}, 240_000);

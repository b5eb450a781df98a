import { describe, expect, test } from "vitest";
import { LocalClient } from "../../infra/commands/client.ts";
import { prepareAssembly } from "../../infra/local/assembly/assembly.ts";
import { readDeployment } from "../../infra/local/assembly/template.ts";
import { Throttle } from "../../infra/local/aws/gateway/throttle.ts";
import { startHost } from "../support/host.ts";
import { dearRoutes } from "./synthesis.ts";

const limits = { requestsPerSecond: 50, burst: 100 };
const route = { key: "GET /v1/dear", functionArn: "", isPermitted: true, throttle: limits };

describe("the throttle of a route", () => {
  test("takes its burst at once, then so many as its rate allows, and no more after a pause than the burst", () => {
    const throttle = new Throttle();
    const admitted = (now: number) => Array.from({ length: 200 }, () => throttle.admits(route, now)).filter(Boolean);

    expect([0, 0, 100, 1_100, 1_000_000].map((now) => admitted(now).length)).toEqual([100, 0, 5, 50, 100]);
  });

  test("does not hold up another route, nor one without limits", () => {
    const throttle = new Throttle();
    for (let sent = 0; sent < 101; sent += 1) throttle.admits(route, 0);

    expect(throttle.admits(route, 0)).toBe(false);
    expect(throttle.admits({ ...route, key: "GET /v1/other" }, 0)).toBe(true);
    const { throttle: _, ...free } = route;
    for (let sent = 0; sent < 1_000; sent += 1) expect(throttle.admits(free, 0)).toBe(true);
  });
});

test("the local host reads the limits of the dear routes from the template, and of no others", async () => {
  const { routes } = readDeployment((await prepareAssembly()).directory);
  const limited = routes.filter((each) => each.throttle !== undefined);

  expect(limited.map(({ key }) => key).toSorted()).toEqual(dearRoutes);
  for (const { throttle } of limited) expect(throttle).toEqual(limits);
});

test("who overruns a dear route gets 429 on it, and everyone is served on the rest of the API", async () => {
  const host = await startHost();
  try {
    const headers = { authorization: `Bearer ${await new LocalClient(host.url).token({ sub: "ana" })}` };
    const body = JSON.stringify({ edition: "general-purpose" });
    // Not for candidates: the function refuses it at once.
    const order = () => fetch(`${host.url}/v1/authorization-codes/batches`, { method: "POST", headers, body });
    const answers = await Promise.all(Array.from({ length: 800 }, order));
    const statuses = answers.map(({ status }) => status);
    const [refused = await order()] = answers.filter(({ status }) => status === 429);
    const other = await fetch(`${host.url}/v1/certifications`);

    const count = statuses.filter((status) => status === 429).length;
    expect(count).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 403).length).toBe(statuses.length - count);
    expect(statuses.length - count).toBeGreaterThanOrEqual(limits.burst);
    expect([refused.status, other.status]).toEqual([429, 200]);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(await refused.json()).toMatchObject({ status: 429, code: "too-many-requests" });
  } finally {
    await host.stop();
  }
});

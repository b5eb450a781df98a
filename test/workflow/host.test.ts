import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { dynamodbLocal } from "../support/dynamodb-local.ts";
import { type RunningHost, startHost, startRefused, temporaryData } from "../support/host.ts";

const tokenShape = z.object({ token: z.string() });
const clockShape = z.object({ now: z.iso.datetime() });
const problemShape = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
});
const pageShape = z.object({ data: z.array(z.looseObject({ certificationId: z.string() })) });

/** An operation that needs a token, as the contract has it. */
const guarded = "/v1/orders";

async function post(host: RunningHost, path: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return await fetch(`${host.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

async function tokenOf(
  host: RunningHost,
  subject: { readonly [claim: string]: unknown } = { sub: "ann" },
): Promise<string> {
  return tokenShape.parse(await (await post(host, "/__local/token", subject)).json()).token;
}

async function nowOf(host: RunningHost): Promise<number> {
  return Date.parse(clockShape.parse(await (await fetch(`${host.url}/__local/clock`)).json()).now);
}

async function read(host: RunningHost, token?: string, path = guarded): Promise<Response> {
  return await fetch(
    `${host.url}${path}`,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  );
}

async function refusal(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemShape.parse(await response.json());
  expect(problem).toMatchObject({
    type: `${new URL(response.url).origin}/problems/${problem.code}`,
    status: response.status,
  });
  expect(problem.instance).toBe(response.headers.get("x-request-id"));
  return problem;
}

describe("a host that keeps nothing", () => {
  let host: RunningHost;

  beforeAll(async () => {
    host = await startHost();
  }, 90_000);

  afterAll(async () => {
    await host.stop();
  });

  test("a token of the local issuer is accepted, with or without its prefix", async () => {
    const token = await tokenOf(host);

    expect((await read(host, token)).status).toBe(200);
    expect((await fetch(`${host.url}${guarded}`, { headers: { authorization: token } })).status).toBe(200);
  });

  test("a request without a token is refused before any function runs", async () => {
    const answer = await read(host);

    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect((await refusal(answer)).code).toBe("unauthorized");
  });

  test.each([
    ["signed by a foreign key", async () => await signedByForeignKey({})],
    ["without a signature", async () => unsigned()],
    ["with another header's algorithm", async () => await signedBySecret()],
    ["that is no token", async () => "abc.def.ghi"],
    ["with a changed claim", async () => tampered(await tokenOf(host))],
  ])("a token %s is refused", async (_, token) => {
    const answer = await read(host, await token());

    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
    expect((await refusal(answer)).code).toBe("unauthorized");
  });

  test.each([
    [["certrail-staff"], 200],
    [["candidates", "certrail-staff"], 200],
    [["support certrail-staff"], 403],
    [["certrail-staff support"], 403],
    [["support staff"], 403],
    [["staff"], 403],
  ])("a token of the groups %j gets %i where an operation is for staff", async (groups, status) => {
    const token = await tokenOf(host, { sub: "ann", groups });

    expect((await read(host, token, "/v1/reports")).status).toBe(status);
  });

  test("what nobody serves is a problem document, and so is a malformed path", async () => {
    const missing = await fetch(`${host.url}/no/such/path`);
    const malformed = await fetch(`${host.url}/v1/%zz`);

    expect(missing.status).toBe(404);
    expect((await refusal(missing)).code).toBe("not-found");
    expect(malformed.status).toBe(400);
    await refusal(malformed);
  });

  test("a page of another origin may ask, send, and read the answer, whatever it is", async () => {
    const origin = "https://app.example.org";
    const asks = { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" };
    const asked = await fetch(`${host.url}${guarded}`, { method: "OPTIONS", headers: asks });
    const answers = [
      await fetch(`${host.url}/.well-known/jwks.json`, { headers: { origin } }),
      await fetch(`${host.url}${guarded}`, { headers: { origin } }),
      await fetch(`${host.url}/no/such/path`, { headers: { origin } }),
    ];

    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET,POST,PUT,PATCH,DELETE,HEAD",
      "access-control-allow-headers": "authorization,content-type,idempotency-key,if-match,if-none-match",
      "access-control-max-age": "86400",
    });
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404]);
    for (const { headers } of answers) {
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("access-control-expose-headers")).toContain("etag,retry-after,x-request-id");
      expect(headers.get("access-control-allow-credentials")).toBeNull();
    }
    expect((await read(host)).headers.get("access-control-allow-origin")).toBeNull();
  });

  test("HEAD has the status and the headers of GET and no body, with a token and without, where there is a route and where not", async () => {
    const token = await tokenOf(host, { sub: "ann" });
    for (const path of [
      "/v1/certifications",
      "/v1/me",
      "/v1/orders/ord_1",
      "/docs",
      "/no/such/path",
      "/v1/webhooks/payments",
    ])
      for (const headers of [{}, { authorization: `Bearer ${token}` }]) {
        const [got, asked] = [
          await fetch(`${host.url}${path}`, { headers }),
          await fetch(`${host.url}${path}`, { headers, method: "HEAD" }),
        ];
        const named = ["content-type", "content-length", "cache-control", "etag", "allow", "www-authenticate"];

        expect(asked.status, path).toBe(got.status);
        expect(named.map((each) => asked.headers.get(each))).toEqual(named.map((each) => got.headers.get(each)));
        expect(await asked.text()).toBe("");
      }
  });

  test("a body that is larger than the gateway takes is refused", async () => {
    const body = "x".repeat(10 * 1024 * 1024 + 1);
    const answer = await fetch(`${host.url}/v1/webhooks/payments`, { method: "POST", body });

    expect(answer.status).toBe(413);
    await refusal(answer);
  });

  test("the fresh table has a catalogue", async () => {
    const page = pageShape.parse(await (await fetch(`${host.url}/v1/certifications?limit=100`)).json());

    expect(page.data.map((each) => each.certificationId)).toEqual(
      expect.arrayContaining(["acp-cloud-computing", "aca-cloud-computing", "ace-cloud-computing"]),
    );
  });

  test("each sender of webhooks has its own secret, and our own is nobody's", async () => {
    const secrets = z
      .record(z.string(), z.array(z.string().regex(/^whsec_[A-Za-z0-9]{44}$/)))
      .parse(await (await fetch(`${host.url}/__local/secrets`)).json());
    const values = Object.values(secrets).flat();

    expect(Object.keys(secrets)).toContain("payments");
    expect(Object.keys(secrets)).not.toContain("internal");
    expect(new Set(values).size).toBe(values.length);
  });

  test("the local run's own operations refuse what they do not understand", async () => {
    const bodies: readonly (readonly [string, unknown])[] = [
      ["/__local/token", {}],
      ["/__local/token", { sub: "ann", role: "staff" }],
      ["/__local/clock", { advance: "P1X" }],
      ["/__local/clock", { advance: "-P1D" }],
      ["/__local/clock", { advance: "P" }],
      ["/__local/clock", { set: "2027-13-01T00:00:00Z" }],
      ["/__local/clock", { set: "2099-01-01T00:00:00Z", advance: "P1D" }],
    ];
    for (const [path, body] of bodies) {
      const answer = await post(host, path, body);
      expect(answer.status, JSON.stringify(body)).toBe(422);
      expect((await refusal(answer)).errors).toHaveLength(1);
    }
    expect((await fetch(`${host.url}/__local/nothing`)).status).toBe(404);
  });

  test("the clock moves forwards only, and by the calendar", async () => {
    const before = await nowOf(host);
    const back = await post(host, "/__local/clock", { set: new Date(before - 60_000).toISOString() });
    expect(back.status).toBe(409);

    const leapDay = "2096-02-29T12:00:00.000Z";
    await post(host, "/__local/clock", { set: leapDay });
    const moved = await post(host, "/__local/clock", { advance: "P1Y" });
    const now = Date.parse(clockShape.parse(await moved.json()).now);

    expect(moved.status).toBe(200);
    expect(now - Date.parse("2097-02-28T12:00:00.000Z")).toBeLessThan(30_000);
    expect(now).toBeGreaterThanOrEqual(Date.parse("2097-02-28T12:00:00.000Z"));
  }, 60_000);

  test("a token expires an hour later by the local clock", async () => {
    const token = await tokenOf(host);
    await post(host, "/__local/clock", { advance: "PT59M" });
    expect((await read(host, token)).status).toBe(200);

    await post(host, "/__local/clock", { advance: "PT1M" });
    const answer = await read(host, token);

    expect(answer.status).toBe(401);
    expect((await refusal(answer)).code).toBe("token-expired");
  }, 30_000);

  test("a year in which nothing is due costs a few runs of the schedule", async () => {
    await post(host, "/__local/clock", { advance: "P1Y" });
    const before = await invocations(host);
    await post(host, "/__local/clock", { advance: "P1Y" });

    expect((await invocations(host)) - before).toBeLessThan(10);
  }, 30_000);

  test("it ends in order when it is asked to", async () => {
    const own = await startHost();

    expect(await own.stop()).toBe(0);
    await expect(fetch(own.url)).rejects.toThrow();
  }, 60_000);

  test("a client that asks on and on over one connection does not hold up its end", async () => {
    const own = await startHost();
    const asking = (async () => {
      for (;;) await text(own, "/v1/certifications");
    })().catch((error: unknown) => error);
    await fetch(`${own.url}/__local/clock`);
    const stopped = performance.now();

    expect(await own.stop()).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(5_000);
    expect(await asking).toBeInstanceOf(Error);
  }, 60_000);
});

describe("a host that keeps its state", () => {
  test("killed at any moment, it finds its secrets, time, tokens and data again", async () => {
    const data = temporaryData();
    try {
      const first = await startHost({ dataDirectory: data.path });
      await post(first, "/__local/clock", { advance: "P30D" });
      const token = await tokenOf(first);
      const before = {
        secrets: await text(first, "/__local/secrets"),
        catalogue: await text(first, "/v1/certifications"),
      };
      const time = await nowOf(first);
      await first.kill9();

      const second = await startHost({ dataDirectory: data.path });
      expect(await text(second, "/__local/secrets")).toBe(before.secrets);
      expect(await text(second, "/v1/certifications")).toBe(before.catalogue);
      expect(await nowOf(second)).toBeGreaterThanOrEqual(time);
      expect((await read(second, token)).status).toBe(200);
      if (dynamodbLocal === undefined) {
        expect(second.output()).toContain("Ended the engine of a host that was killed");
      }
      expect(second.output()).not.toContain("Loaded a catalogue");
      expect(await second.stop()).toBe(0);
    } finally {
      data.remove();
    }
  }, 120_000);

  test("a second host on the same folder is refused, and the first goes on", async () => {
    const data = temporaryData();
    const first = await startHost({ dataDirectory: data.path });
    try {
      const second = await startRefused({ dataDirectory: data.path });

      expect(second).toMatchObject({ code: 1, output: expect.stringContaining("is in use by another host") });
      expect((await fetch(`${first.url}/__local/clock`)).status).toBe(200);
    } finally {
      await first.stop();
      data.remove();
    }
  }, 90_000);

  test("a port that is taken, or is none, is told in one line", async () => {
    const first = await startHost();
    const port = new URL(first.url).port;
    try {
      const taken = await startRefused({ environment: { PORT: port } });
      const none = await startRefused({ environment: { PORT: "http" } });

      expect(taken).toMatchObject({ code: 1, output: expect.stringContaining(`Port ${port} is in use`) });
      expect(none).toEqual({ code: 1, output: 'PORT must be a number from 0 to 65535, not "http".\n' });
    } finally {
      await first.stop();
    }
  }, 90_000);
});

async function invocations(host: RunningHost): Promise<number> {
  const stats = await (await fetch(`${host.url}/__local/stats`)).json();
  return z.object({ invocations: z.number() }).parse(stats).invocations;
}

async function text(host: RunningHost, path: string): Promise<string> {
  return await (await fetch(`${host.url}${path}`)).text();
}

const claims = { sub: "ann", iss: "https://id.example.org", aud: "certrail" };

async function signedByForeignKey(other: { readonly [claim: string]: unknown }): Promise<string> {
  const { privateKey } = await generateKeyPair("RS256");
  const header = { alg: "RS256", kid: "local" };
  return await new SignJWT({ ...claims, ...other }).setProtectedHeader(header).setExpirationTime("1h").sign(privateKey);
}

async function signedBySecret(): Promise<string> {
  const header = { alg: "HS256", kid: "local" };
  return await new SignJWT(claims).setProtectedHeader(header).setExpirationTime("1h").sign(Buffer.alloc(32, "x"));
}

function unsigned(): string {
  return new UnsecuredJWT(claims).setExpirationTime("1h").encode();
}

function tampered(token: string): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const changed = { ...JSON.parse(Buffer.from(payload, "base64url").toString()), groups: ["certrail-staff"] };
  return [header, Buffer.from(JSON.stringify(changed)).toString("base64url"), signature].join(".");
}

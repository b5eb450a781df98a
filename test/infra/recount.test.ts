import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recountAll } from "../../infra/commands/recount.ts";
import { createClient } from "../../shared/client/client.ts";

const same = { levels: { acp: { valid: 2, quota: 12, issued: 3 }, aca: { valid: 0, quota: 0, issued: 0 } } };
const wrong = { level: "acp", of: "valid", kept: 3, recounted: 2 };

/** Answers of the API stub by path: two pages of partners, one of which differs. */
const answers: Readonly<Record<string, object>> = {
  "/v1/partners?limit=100": { data: [{ partnerId: "par_a", name: "Acme" }], nextCursor: "next/1" },
  "/v1/partners?limit=100&cursor=next%2F1": { data: [{ partnerId: "par_b", name: "Bolt" }] },
  "/v1/partners/par_a/recount": { agrees: true, ...same, differences: [] },
  "/v1/partners/par_b/recount": { agrees: false, ...same, differences: [wrong] },
};

const seen = new Set<string>();
let server: Server;
let url = "";

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.add(request.headers.authorization ?? "");
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on a port");
  url = `http://127.0.0.1:${address.port}`;
});

afterAll(() => server.close());

test("all partners are recounted, a line is told of each, and those that differ are counted", async () => {
  const lines: string[] = [];

  const differing = await recountAll(createClient({ baseUrl: url, token: "staff-token" }), (line) => lines.push(line));

  expect(differing).toBe(1);
  expect(lines).toEqual(["par_a Acme: acp 2 valid, 3 of 12 issued", "par_b Bolt: DIFFERS (acp valid: 3, recounted 2)"]);
  expect(seen).toEqual(new Set(["Bearer staff-token"]));
});

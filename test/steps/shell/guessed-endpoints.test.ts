import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { listRefusedAttempts } from "../../../shared/contract/history/attempts.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Reply } from "../../../shared/http/reply.ts";
import { serve } from "../../../shared/http/serve.ts";
import { publicEndpoint } from "../../../shared/http/step.ts";
import * as given from "../../support/given.ts";
import { invoke } from "../../support/invoke.ts";
import { call, pageOf } from "../calls.ts";
import { showThing } from "./guessed-page.ts";

const headers = { "content-type": "text/html" };
const refused: Reply = { status: 404, headers, body: "<p>no such thing</p>", refusal: "certificate-not-found" };

const ways = {
  "a page of its own": async () => refused,
  "a problem": async () => {
    throw new Problem("certificate-not-found");
  },
};

test.each(Object.entries(ways))(
  "a refusal that is answered with %s is counted and limited too, and what is right is answered",
  async (_, answer) => {
    let asked = 0;
    const handler = serve(
      publicEndpoint(showThing, ({ params }) => {
        asked += 1;
        return params.number === "good" ? Promise.resolve({ status: 200, headers, body: "<p>it</p>" }) : answer();
      }),
    );
    const from = `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;
    const look = (number: string) => invoke(handler, showThing, { params: { number }, from });

    expect((await look("good")).status).toBe(200);
    for (let each = 0; each < 100; each += 1) expect((await look("bad")).status).toBe(404);
    expect((await look("bad")).status).toBe(429);
    // Others on the same network still guess. A right number is answered all the same.
    expect((await look("good")).status).toBe(200);
    expect((await look("bad")).status).toBe(429);
    expect(asked).toBe(104);

    const query = { source: from, limit: "100" };
    const { data } = pageOf(await call(listRefusedAttempts, { query, as: given.staff }));
    expect(data).toHaveLength(100);
    expect(data[0]).toMatchObject({ operation: "showThing", refusal: "certificate-not-found", codeTail: "d" });
  },
);

import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test, vi } from "vitest";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { client } from "../../../shared/store/core/client.ts";
import type { Request } from "../../support/invoke.ts";
import { pointers, refusal } from "../calls.ts";
import { onceFor, storedBy, targets } from "../targets.ts";

const send = vi.spyOn(client, "send");

afterAll(() => send.mockRestore());

const writes = () => send.mock.calls.filter(([command]) => /Put|Write/.test(command.constructor.name)).length;

test("every operation that changes something is asked here", () => {
  const changing = operations.filter(({ method }) => method !== "GET").map(({ id }) => id);

  expect(Object.keys(targets).sort()).toEqual(changing.sort());
});

/** Malformed bodies, and their refusals. */
const malformed: readonly [string, (body: object) => Request, readonly [number, string]][] = [
  ["a body that is cut short", (body) => ({ text: JSON.stringify(body).slice(0, -1) }), [400, "malformed-json"]],
  ["a body in single quotes", () => ({ text: "{'a': 1}" }), [400, "malformed-json"]],
  ["a body of white space", () => ({ text: " " }), [400, "malformed-json"]],
  ["a body that is not UTF-8", () => ({ bytes: Buffer.from([0x7b, 0xff, 0x7d]) }), [400, "malformed-json"]],
  ["a form", (body) => ({ body, headers: { "content-type": "application/x-www-form-urlencoded" } }), [415, "not-json"]],
  ["plain text", (body) => ({ body, headers: { "content-type": "text/plain" } }), [415, "not-json"]],
  ["no content type", (body) => ({ body, headers: { "content-type": "" } }), [415, "not-json"]],
  [
    "a type that only begins like JSON",
    (body) => ({ body, headers: { "content-type": "application/jsonp" } }),
    [415, "not-json"],
  ],
  ["a body of 256 KiB and a byte", (body) => ({ text: JSON.stringify(body).padEnd(262_145) }), [413, "body-too-large"]],
  [
    "a compressed body",
    (body) => ({ bytes: gzipSync(JSON.stringify(body)), headers: { "content-encoding": "gzip" } }),
    [415, "content-encoding-not-taken"],
  ],
  ["a list", () => ({ text: "[]" }), [422, "invalid-request"]],
  ["null", () => ({ text: "null" }), [422, "invalid-request"]],
  ["a text", () => ({ text: '"{}"' }), [422, "invalid-request"]],
  ["a number", () => ({ text: "1" }), [422, "invalid-request"]],
];

/** Unknown fields. From a signed sender they are ignored (R17). */
const unknownFields: typeof malformed = [
  ["a field that nobody knows", (body) => ({ body: { ...body, "no/such~field": 1 } }), [422, "invalid-request"]],
  [
    "a field by the name of __proto__",
    (body) => ({
      text: JSON.stringify(body).replace("{", Object.keys(body).length === 0 ? '{"__proto__":{}' : '{"__proto__":{},'),
    }),
    [422, "invalid-request"],
  ],
];

const isSigned = (id: string) => id === "confirmPayment" || id === "receiveReport";

describe.each(Object.keys(targets))("%s", (id) => {
  const prepared = onceFor(id);

  test.each(isSigned(id) ? malformed : [...malformed, ...unknownFields])(
    "refuses %s, and stores nothing",
    async (title, replaced, expected) => {
      const target = await prepared();
      let written = 0;
      // A look of staff may itself be recorded.
      const counted = async (request: Request) => {
        const before = writes();
        const answer = await target.send(request);
        written = writes() - before;
        return answer;
      };

      const { answer, changed } = await storedBy({ ...target, send: counted }, replaced(target.body));

      expect(refusal(answer)).toEqual(expected);
      expect([changed, written]).toEqual([false, 0]);
      if (title === "a field that nobody knows") expect(pointers(answer)).toEqual(["/no~1such~0field"]);
    },
  );

  test("accepts a body of exactly 256 KiB, in UTF-8, with any parameter of its content type", async () => {
    const target = await prepared();

    const text = JSON.stringify(target.body);

    const answer = await target.send({
      bytes: Buffer.from(text + " ".repeat(262_144 - Buffer.byteLength(text))),
      headers: { "content-type": "Application/JSON; charset=utf-8", "content-encoding": "identity" },
    });

    expect(answer.status).toBeOneOf([200, 201, 202]);
  });
});

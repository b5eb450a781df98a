import { expect, test } from "vitest";
import { streamFilter } from "../../infra/local/aws/dynamodb/stream-filter.ts";

function passes(pattern: unknown, newImage: unknown, eventName = "INSERT"): boolean {
  return streamFilter([JSON.stringify(pattern)])({ eventName, dynamodb: { NewImage: newImage } });
}

const image = (inner: unknown) => ({ dynamodb: { NewImage: inner } });
const exists = [{ exists: true }];

const mail = { L: [{ M: { tells: { S: "booked" }, to: { S: "ana@example.org" } } }] };

test("without a pattern every record passes", () => {
  expect(streamFilter([])({})).toBe(true);
});

test("a record passes a filter whose every part it fits", () => {
  const pattern = { eventName: ["INSERT"], ...image({ kind: { S: ["batch", { prefix: "x-" }] } }) };

  expect(passes(pattern, { kind: { S: "batch" } })).toBe(true);
  expect(passes(pattern, { kind: { S: "x-ray" } })).toBe(true);
  expect(passes(pattern, { kind: { S: "batch" } }, "MODIFY")).toBe(false);
  expect(passes(pattern, { kind: { S: "order" } })).toBe(false);
  expect(passes(pattern, undefined, "REMOVE")).toBe(false);
});

// The example of the AWS Lambda developer guide, "Using the Exists operator".
test("a list of texts exists by a text in it, never by itself", () => {
  const organizations = { Organizations: { L: [{ S: "Sales" }, { S: "Marketing" }] } };

  expect(passes(image({ Organizations: exists }), organizations)).toBe(false);
  expect(passes(image({ Organizations: { L: exists } }), organizations)).toBe(false);
  expect(passes(image({ Organizations: { L: { S: exists } } }), organizations)).toBe(true);
  expect(passes(image({ Organizations: { L: { S: ["Marketing"] } } }), organizations)).toBe(true);
  expect(passes(image({ Organizations: { L: { S: exists } } }), { Organizations: { L: [] } })).toBe(false);
});

test("an item with e-mails passes by their addressees, one without does not", () => {
  const pattern = image({ mail: { L: { M: { to: { S: exists } } } } });

  expect(passes(pattern, { kind: { S: "event" }, mail })).toBe(true);
  expect(passes(pattern, { kind: { S: "event" } })).toBe(false);
  expect(passes(pattern, { mail: { L: [] } })).toBe(false);
  expect(passes(pattern, { mail: { S: "ana@example.org" } })).toBe(false);
  expect(passes(pattern, { to: { S: "ana@example.org" } })).toBe(false);
});

test("what does not exist is in no element of a list", () => {
  const pattern = image({ mail: { L: { M: { bcc: { S: [{ exists: false }] } } } } });

  expect(passes(pattern, { mail })).toBe(true);
  expect(passes(pattern, { mail: { L: [...mail.L, { M: { bcc: { S: "x" } } }] } })).toBe(false);
});

test("all that is asked of a list must be in one element of it", () => {
  const pattern = image({ mail: { L: { M: { tells: { S: ["gift"] }, to: { S: ["ana@example.org"] } } } } });
  const gift = (to: string) => ({ M: { tells: { S: "gift" }, to: { S: to } } });

  expect(passes(pattern, { mail: { L: [...mail.L, gift("bo@example.org")] } })).toBe(false);
  expect(passes(pattern, { mail: { L: [...mail.L, gift("ana@example.org")] } })).toBe(true);
});

test("single values of a list are alternatives, and texts are no numbers", () => {
  expect(passes(image({ tags: { SS: ["b"] } }), { tags: { SS: ["a", "b"] } })).toBe(true);
  expect(passes(image({ n: { N: [1] } }), { n: { N: "1" } })).toBe(false);
  expect(passes(image({ gone: { NULL: [true] } }), { gone: { NULL: true } })).toBe(true);
});

test.each([{ kind: "batch" }, { kind: [{ "anything-but": ["x"] }] }, { kind: [{ prefix: "a", exists: true }] }, []])(
  "the pattern %j is refused",
  (pattern) => {
    expect(() => streamFilter([JSON.stringify(pattern)])).toThrow();
  },
);

import { STATUS_CODES } from "node:http";
import { expect, test } from "vitest";
import { problemAnswer } from "../../infra/local/host/problem.ts";
import { problems } from "../../shared/contract/problems/problems.ts";

function document(status: number, code: string) {
  const { headers, body } = problemAnswer(
    { status, code, detail: "Why." },
    { id: "req-1", rawHeaders: ["Host", "localhost:3000"] },
  );
  return { headers, told: JSON.parse(body.toString()) };
}

test.each(["unauthorized", "token-expired", "malformed-path", "not-found", "body-too-large", "store-busy"] as const)(
  "what the host refuses as %s is what the API documents by that name",
  (code) => {
    const { status, title } = problems[code];
    const { headers, told } = document(status, code);

    expect(told).toEqual({
      type: `http://localhost:3000/problems/${code}`,
      title,
      status,
      detail: "Why.",
      instance: "req-1",
      code,
    });
    expect(headers).toEqual({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": "req-1",
    });
  },
);

test.each([
  [404, "booking-not-found"],
  [409, "clock-moves-forwards"],
  [409, "not-eligible"],
  [500, "schedule-failed"],
])("what only a local run refuses, %d %s, leads to no page that is not there", (status, code) => {
  expect(document(status, code).told).toMatchObject({ type: "about:blank", title: STATUS_CODES[status], status, code });
});

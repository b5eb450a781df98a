import { BatchGetCommand, type BatchGetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, pageOf, refusal } from "../calls.ts";
import { faulty } from "../store-faults.ts";

async function prepared(): Promise<{ ana: Claims; register: () => ReturnType<typeof given.registering> }> {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  return { ana, register: () => given.registering(code, certificationId, ana) };
}

/** A batch read that the table answers only in part, a number of times. */
function halfAnswered(store: ReturnType<typeof faulty>, times: number, answered: (key: number) => boolean) {
  const asked: number[] = [];
  store.mock.on(BatchGetCommand).callsFake(async (input: BatchGetCommandInput) => {
    const [[table = "", { Keys: keys = [] }] = ["", { Keys: [] }]] = Object.entries(input.RequestItems ?? {});
    asked.push(keys.length);
    if (asked.length > times) return store.send(new BatchGetCommand(input));
    const now = keys.filter((_, at) => answered(at));
    const later = keys.filter((_, at) => !answered(at));
    const unprocessed = { UnprocessedKeys: { [table]: { Keys: later } } };
    if (now.length === 0) return { ...unprocessed, $metadata: {} };
    const part = await store.send(
      new BatchGetCommand({ ...input, RequestItems: { [table]: { Keys: now, ConsistentRead: true } } }),
    );
    return { ...part, ...unprocessed };
  });
  return asked;
}

test("what a batch read could not answer is asked again, and only that", async () => {
  const { ana, register } = await prepared();
  using store = faulty({});
  const asked = halfAnswered(store, 2, (at) => at === 0);

  const answer = await register();

  expect([answer.status, asked]).toEqual([201, [3, 2, 1]]);
  expect(pageOf(await call(listRegistrations, { as: ana })).data).toEqual([answer.body]);
});

test("a table that never answers a batch read is a 503 in the end, and nothing is written", async () => {
  const { ana, register } = await prepared();
  const { answer, asked } = await (async () => {
    using store = faulty({});
    const asked = halfAnswered(store, 200, () => false);
    return { answer: await register(), asked };
  })();

  expect(refusal(answer)).toEqual([503, "store-busy"]);
  expect(asked.length).toBeLessThan(50);
  expect(pageOf(await call(listRegistrations, { as: ana })).data).toEqual([]);
});

import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import * as z from "zod";
import * as given from "../../support/given.ts";
import { random, shuffled } from "../random.ts";
import { deliveredAt, type Scene } from "./any-order-scenes.ts";

/**
 * Of each history in each way. The gate draws few, since `fold-order.test.ts` draws thousands of orders for the rule alone;
 * `npm run test:orders` draws a hundred.
 */
export const orders = Number(process.env.ORDERS ?? 4);

/** The engine runs beside this process, so that several scenes at once keep both busy. */
const atOnce = 8;

const ended = z.looseObject({ reports: z.array(z.tuple([z.string(), z.string().nullable()])) });

/**
 * The one end that so many orders of a scene's reports come to, each report delivered three times: all that can be read
 * then, drawn texts by their names. Fails where two orders differ.
 */
export async function oneEnd(scene: (seed: number) => Promise<Scene>): Promise<z.infer<typeof ended>> {
  const seeds = Array.from({ length: orders }, (_, seed) => seed);
  const ends: string[] = [];
  const work = async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
      ends.push(await endOf(await scene(seed), seed));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const [first, ...others] = [...new Set(ends)].map((each) => JSON.parse(each));
  for (const other of others) expect(other).toEqual(first);
  expect(ends).toHaveLength(orders);
  return ended.parse(first);
}

/** Delivers each report three times, in a drawn order. Answers all that the API shows then. */
async function endOf({ reports, end, drawn }: Scene, seed: number): Promise<string> {
  const deliveries = reports.flatMap((report) => {
    const messageId = randomUUID();
    return [messageId, messageId, randomUUID()].map((each) => [report, each] as const);
  });
  for (const [report, messageId] of shuffled(deliveries, random(seed))) {
    given.must([200, 202], await report.send(deliveredAt, messageId));
  }
  let text = JSON.stringify(await end());
  for (const [name, each] of Object.entries(drawn)) text = text.replaceAll(each, `<${name}>`);
  return text.replaceAll(/(crt|rep|bnd|org)_[0-9a-z]+/g, "<$1>");
}

import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { DynamoApi } from "../../../infra/local/aws/dynamodb/dynamodb.ts";
import { StreamReader } from "../../../infra/local/aws/dynamodb/stream-reader.ts";
import { client } from "../../../shared/store/core/client.ts";
import { jobsTour } from "../../bench/jobs-tour.ts";
import { Meter } from "../../bench/meter.ts";
import { tour } from "../../bench/tour.ts";
import { patience } from "../../support/dynamodb-local.ts";
import { laterEvent, laterMember, laterReason, laterVersion } from "../../support/later-version.ts";
import { versions } from "../../support/versions.ts";

/** One version after the other in an order that is always the same. */
const turns = { later: 0, own: 0, state: 7 };

const image = z.looseObject({ pk: z.string(), sk: z.string(), data: z.unknown().optional() });
const attributes = z.custom<Record<string, AttributeValue>>((each) => typeof each === "object" && each !== null);
const record = z.object({ dynamodb: z.object({ Keys: attributes, NewImage: attributes.optional() }) });
type Image = z.infer<typeof image>;

let images: readonly Image[] = [];

beforeAll(async () => {
  const later = await laterVersion();
  const isHandler = <Handler>(found: unknown, own: Handler): found is Handler => typeof found === typeof own;
  versions.answering = (name, own) => {
    turns.state = (turns.state * 48_271) % 2_147_483_647;
    const found = later.get(name);
    const isLater = turns.state % 2 === 0 && isHandler(found, own);
    turns[isLater ? "later" : "own"] += 1;
    return isLater ? found : own;
  };
  const meter = new Meter(client);
  try {
    await tour(meter, async (streamArn) => {
      await jobsTour(streamArn);
      images = await allImages(streamArn);
    });
  } finally {
    // The tests of other files use the same client.
    meter.stop();
  }
}, patience * 300_000);

afterAll(() => {
  delete versions.answering;
});

/** Every version of every item, in the order of their writes; of a deleted one its key. */
async function allImages(streamArn: string): Promise<Image[]> {
  const reader = new StreamReader(new DynamoApi(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? ""), streamArn);
  const found: Image[] = [];
  for (const shard of await reader.shards()) {
    for (let hasMore = true; hasMore; ) {
      const { records, more } = await reader.next(shard, undefined);
      hasMore = more;
      for (const each of records) {
        const { Keys, NewImage = Keys } = record.parse(each).dynamodb;
        found.push(image.parse(unmarshall(NewImage)));
      }
    }
  }
  return found;
}

const ofLater = ({ data }: Image) => z.looseObject({ [laterMember]: z.string() }).safeParse(data).data?.[laterMember];

test("This version and the next one each answer about half of all workflows, and no answer is a fault", () => {
  expect(Math.min(turns.later, turns.own)).toBeGreaterThan(100);
});

test("What the next version has added stands in each later write of the item, by either version", () => {
  let kept = 0;
  for (const writes of Map.groupBy(images, ({ pk, sk }) => `${pk} ${sk}`).values()) {
    for (const [at, write] of writes.entries()) {
      const before = ofLater(writes[at - 1] ?? write);
      const isGone = write.data === undefined;
      if (before === undefined || isGone || at === 0) continue;
      expect([write.pk, write.sk, ofLater(write)]).toEqual([write.pk, write.sk, expect.any(String)]);
      if (ofLater(write) === before) kept += 1;
    }
  }

  // This version's writes over the next one's.
  expect(kept).toBeGreaterThan(50);
});

test("The next version's event and value were stored, so that this version has met them", () => {
  const text = JSON.stringify(images);

  expect([text.includes(laterEvent), text.includes(laterReason)]).toEqual([true, true]);
});

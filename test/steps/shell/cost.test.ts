import { beforeAll, describe, expect, test } from "vitest";
import { permissions, steps } from "../../../infra/steps.ts";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { client } from "../../../shared/store/core/client.ts";
import { stepsTable, sumOfWay } from "../../bench/candidate-tables.ts";
import { candidateWay } from "../../bench/candidate-way.ts";
import { ItemMeter, type StepCost, unitsOfItems } from "../../bench/item-meter.ts";
import { Meter, type Spent } from "../../bench/meter.ts";
import { readsOf } from "../../bench/round-trips.ts";
import { tour } from "../../bench/tour.ts";
import { Uses } from "../../bench/uses.ts";
import { readDocument, withBlock } from "../../documents/generated.ts";
import { dynamodbLocal } from "../../support/dynamodb-local.ts";

let rows: readonly Spent[] = [];
let used: Uses;

beforeAll(async () => {
  used = new Uses(client);
  const meter = new Meter(client);
  try {
    rows = await tour(meter);
  } finally {
    // The tests of other files use the same client.
    meter.stop();
    used.stop();
  }
});

/** The rows of one operation. Some operations are measured in several variants. */
function rowsOf(operationId: string): readonly Spent[] {
  return rows.filter(({ name }) => name.split(" ")[0] === operationId);
}

const described = [
  "getOpenApi",
  "getProblem",
  "getHealth",
  "getDocs",
  "getGuide",
  "getViewer",
  "getIssuer",
  "getCredentialKeys",
  "getCredentialKey",
];

describe("what an operation costs", () => {
  test.each(operations.map(({ id }) => id).filter((id) => !described.includes(id)))(
    "%s takes one read and one write round trip at most, and a second read only where that is known",
    (id) => {
      expect(rowsOf(id).length, `${id} is not in the tour (test/bench/tour.ts)`).toBeGreaterThan(0);
      expect(rowsOf(id).filter(({ name, reads, writes }) => reads > readsOf(name) || writes > 1)).toEqual([]);
    },
  );

  test.skipIf(dynamodbLocal !== undefined)(
    "what the engine counts is the floor, but for half a unit read and eight units written",
    () => {
      // An item that moves in an index is deleted and put there.
      const operationRows = rows.filter(({ name }) => !/^(job|correction):/.test(name));
      const odd = operationRows.filter(
        ({ readUnits, readFloor, writeUnits, writeFloor }) =>
          Math.abs(readUnits - readFloor) > 0.5 || writeUnits < writeFloor || writeUnits > writeFloor + 8,
      );
      expect(odd).toEqual([]);
    },
  );
});

describe.skipIf(dynamodbLocal !== undefined)("where the units of a candidate go", () => {
  let steps: readonly StepCost[] = [];

  beforeAll(async () => {
    const meter = new ItemMeter(client);
    try {
      steps = await candidateWay(meter);
    } finally {
      meter.stop();
    }
  });

  test("the engine counts what DynamoDB's rules say of the items that each step writes", () => {
    const counted = steps.map(({ name, writeUnits }) => [name, writeUnits]);

    expect(steps.map((each) => [each.name, unitsOfItems(each)])).toEqual(counted);
  });

  test("the documented table of the steps is what is measured", () => {
    const document = readDocument("test/bench/README.md");

    expect(withBlock(document, "candidate steps", stepsTable(steps))).toBe(document);
  });

  test("the costs of a stage are told with the measured units", () => {
    const { readUnits, writeUnits } = sumOfWay(steps);
    const costs = readDocument("infra/costs.md");

    expect(costs).toContain(`| ${writeUnits} units, e-mails included | ${(writeUnits * 0.625e-6).toFixed(6)} |`);
    expect(costs).toContain(`| ${readUnits} units | ${(readUnits * 0.125e-6).toFixed(6)} |`);
  });
});

describe("what a function may do", () => {
  test.each(steps.map((step) => [step.name, step] as const))(
    "%s is granted what it does to the table and its indexes in the tour, and nothing else",
    (name, { table, indexes }) => {
      const { table: needed = [], indexes: queried = [] } = used.permissions()[name] ?? {};
      expect({ table, indexes }).toEqual({ table: needed, indexes: queried });
    },
  );

  test("no permissions are left of a function that is gone", () => {
    expect(Object.keys(permissions)).toEqual(steps.map(({ name }) => name));
  });
});

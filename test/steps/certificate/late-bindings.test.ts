import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { memberships } from "../../../shared/store/partner/memberships.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as organizations from "../../support/organizations.ts";
import { bind, certificatesOf, differences, standing, tallyAt } from "../binding-calls.ts";
import { freshTable, hour, later, overlappingRuns } from "../schedule-runs.ts";
import { faulty } from "../store-faults.ts";

const { now } = bindingGiven;
const [cameAt, movedAt, settledAt] = [later(now, hour), later(now, 2 * hour), later(now, 100 * hour)];

beforeEach(freshTable);

/** A binding that waits for a member's sitting. The call with the result ends before it settles the binding. */
async function cutOff(before: (ana: organizations.Someone) => Promise<unknown> = () => Promise.resolve()) {
  const sat = await bindingGiven.sat();
  const asked = await bind(sat.certificationId, sat.named, sat.ana);
  await before(sat.ana);
  using _ = faulty({ writes: [undefined, { before: new Error("killed") }] });
  expect((await sat.result(cameAt)).body).toEqual({ status: "applied" });
  expect(await standing(asked, sat.ana, cameAt)).toEqual(["pending", undefined]);
  return { ...sat, asked };
}

/** The account leaves its organization, and joins another. */
async function moving(as: organizations.Someone, to: organizations.Given, at: string): Promise<void> {
  await bindingGiven.quitting(as, at);
  await organizations.member(to, as, {}, later(at, 1));
}

async function counts(of: organizations.Given): Promise<readonly unknown[]> {
  return [await tallyAt(of.partnerId, settledAt), await differences(of.partnerId, settledAt)];
}

const one = [[1, 1], []];
const none = [[0, 0], []];

/** Two runs at once bind it as of the result's arrival. Answers the organization that the certificate counts for. */
async function settledLate({ asked, ana }: Awaited<ReturnType<typeof cutOff>>): Promise<unknown> {
  const runs = await overlappingRuns(2, settledAt);
  expect(runs.map(({ failed }) => failed)).toEqual([{}, {}]);
  expect(await standing(asked, ana, settledAt)).toEqual(["bound", undefined]);
  const [certificate] = await certificatesOf(ana, settledAt);
  expect(certificate?.claimedAt).toBe(cameAt);
  return certificate?.organizationId;
}

describe("a binding that is settled late, because the call was cut off, counts where the account was when its result came", () => {
  test("although it has left that organization since", async () => {
    const late = await cutOff();
    await bindingGiven.quitting(late.ana, movedAt);

    expect(await settledLate(late)).toBe(late.partner.organizationId);

    expect(await counts(late.partner)).toEqual(one);
  });

  test("although it has joined another since", async () => {
    const [late, other] = [await cutOff(), await bindingGiven.partner()];
    await moving(late.ana, other, movedAt);

    expect(await settledLate(late)).toBe(late.partner.organizationId);

    expect([await counts(late.partner), await counts(other)]).toEqual([one, none]);
  });

  test("which is another than when it asked, if it had moved by then", async () => {
    const other = await bindingGiven.partner();
    const late = await cutOff((ana) => moving(ana, other, later(now, 1)));
    await moving(late.ana, late.partner, movedAt);

    expect(await settledLate(late)).toBe(other.organizationId);

    expect([await counts(late.partner), await counts(other)]).toEqual([none, one]);
  });

  test("and for none, if it belonged to none then, though it has joined one since", async () => {
    const late = await cutOff((ana) => bindingGiven.quitting(ana, later(now, 1)));
    await organizations.member(late.partner, late.ana, {}, movedAt);

    expect(await settledLate(late)).toBeUndefined();

    expect(await counts(late.partner)).toEqual(none);
  });

  test("but for none, if it left under an earlier version, which kept no former memberships", async () => {
    const late = await cutOff();
    await bindingGiven.quitting(late.ana, movedAt);
    const { key } = memberships.at(late.ana.sub);
    const asBefore = { UpdateExpression: "REMOVE #data.past", ExpressionAttributeNames: { "#data": "data" } };
    await client.send(new UpdateCommand({ TableName: tableName(), Key: key, ...asBefore }));

    expect(await settledLate(late)).toBeUndefined();

    expect(await counts(late.partner)).toEqual(none);
  });
});

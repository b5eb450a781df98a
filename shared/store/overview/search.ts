import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { tailOf } from "../../domain/code.ts";
import { type Found, fits, type Sought } from "../../domain/overview/found.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { certificates } from "../certificate/certificates.ts";
import { nameAttributes } from "../core/change.ts";
import { client, tableName } from "../core/client.ts";
import type { Cost } from "../core/cost.ts";
import type { Key, Ref } from "../core/entity.ts";
import { Facts } from "../core/facts.ts";
import { type Page, type Position, positionSchema } from "../core/list.ts";
import { read } from "../core/read.ts";
import { appointmentAt } from "../exam/appointments.ts";
import { examCodes } from "../exam/exam-codes.ts";
import { registrations } from "../exam/registrations.ts";
import { results } from "../exam/reports.ts";
import { applications, memberships } from "../partner/memberships.ts";
import { authorizationCodes } from "../purchase/authorization-codes.ts";
import { orders } from "../purchase/orders.ts";

type Part = { readonly limit: number; readonly after?: Position | undefined };

/**
 * One page of what staff search for: the keys from a sparse index, then the things themselves, consistently. An index
 * holds the last symbols of a code, so that a page may have less than `limit`, and still a next one.
 */
export async function find(sought: Sought, { limit, after }: Part, cost: Cost): Promise<Page<Found>> {
  const { confirmationNumber: number } = sought;
  const { keys, next } = await keysFor(sought, limit, after, cost);
  // Each provider may have given the number once; its appointments stand on the first page.
  const named =
    number === undefined || after !== undefined
      ? []
      : programme.providers.map(({ provider }) => appointmentAt(provider, number));
  const facts = new Facts();
  await read(facts, [...keys.map((key) => ({ key })), ...named], cost);
  const first = named.flatMap((ref): Found[] => {
    const { appointment, accountId } = facts.get(ref)?.thing ?? {};
    return appointment === undefined ? [] : [{ kind: "appointment", value: { ...appointment, accountId } }];
  });
  const others = keys.flatMap((key) => foundAt(facts, key) ?? []).filter((each) => fits(each, sought));
  return { values: [...first, ...others], next };
}

/** The index that finds it, and what it is asked there. */
type Term = Pick<QueryCommandInput, "IndexName" | "KeyConditionExpression" | "ExpressionAttributeValues"> & {
  /** The keys of the index, beside the table's, with which it goes on behind an item. */
  start(after: Position): Readonly<Record<string, string | undefined>>;
};

function termOf({ email, tail, name }: Sought): Term | undefined {
  if (name !== undefined) {
    const { initial, nameSort } = nameAttributes(name);
    return {
      IndexName: "by-name",
      KeyConditionExpression: "initial = :initial AND begins_with(nameSort, :name)",
      ExpressionAttributeValues: { ":initial": initial, ":name": nameSort },
      start: ({ ownerSort }) => ({ initial, nameSort: ownerSort }),
    };
  }
  const equal = (attribute: "email" | "tail", value: string): Term => ({
    IndexName: `by-${attribute}`,
    KeyConditionExpression: `${attribute} = :value`,
    ExpressionAttributeValues: { ":value": value },
    start: () => ({ [attribute]: value }),
  });
  if (email !== undefined) return equal("email", email);
  return tail === undefined ? undefined : equal("tail", tailOf(tail));
}

/** One page of the keys of the things that are sought, from a sparse index; none for what has no index. */
export async function keysFor(
  sought: Sought,
  limit: number,
  after: Position | undefined,
  cost: Cost,
): Promise<{ keys: Key[]; next: Position | undefined }> {
  const found = termOf(sought);
  if (found === undefined) return { keys: [], next: undefined };
  const { start, ...term } = found;
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      ...term,
      // A number's appointments take places of the one round trip that looks 100 things up.
      Limit: Math.min(limit, 100 - programme.providers.length),
      ExclusiveStartKey: after && { pk: after.pk, sk: after.sk, ...start(after) },
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  const positions = (answer.Items ?? []).map(({ pk, sk }) => positionSchema.parse({ pk, sk }));
  const { LastEvaluatedKey: last } = answer;
  return {
    keys: positions,
    next: last && positionSchema.parse({ pk: last.pk, sk: last.sk, ownerSort: last.nameSort }),
  };
}

/** The thing at a key, if it is of a kind that is found. */
export function foundAt(facts: Facts, key: Key): Found | undefined {
  const kind = facts.item(key)?.kind;
  const known = <T>(entity: Ref<T>["entity"]) => facts.known({ entity, id: "", key });
  switch (kind) {
    case "order":
      return valued(known(orders), (value) => ({ kind, value }));
    case "authorization-code":
      return valued(known(authorizationCodes), (value) => ({ kind, value }));
    case "registration":
      return valued(known(registrations), (value) => ({ kind, value }));
    case "certificate":
      return valued(known(certificates), (value) => ({ kind, value }));
    case "result":
      return valued(known(results)?.thing, (value) => ({ kind, value }));
    case "exam-code":
      return valued(known(examCodes), (value) => ({ kind, value }));
    case "application":
      return valued(known(applications), (value) => ({ kind, value }));
    case "membership": {
      const membership = known(memberships);
      const { accountId = "" } = membership ?? {};
      return valued(membership?.member, (member) => ({ kind, value: { ...member, accountId } }));
    }
    default:
      return undefined;
  }
}

function valued<T>(value: T | undefined, found: (value: T) => Found): Found | undefined {
  return value === undefined ? undefined : found(value);
}

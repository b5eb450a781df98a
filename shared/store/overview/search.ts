import { tailOf } from "../../domain/code.ts";
import { type Found, fits, type Sought } from "../../domain/overview/found.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { certificates } from "../certificate/certificates.ts";
import type { Cost } from "../core/cost.ts";
import type { Key, Ref } from "../core/entity.ts";
import { Facts } from "../core/facts.ts";
import { nameAttributes } from "../core/index-attributes.ts";
import { unlessLater } from "../core/later.ts";
import type { Page } from "../core/list.ts";
import { keyAt, type Position, positionOf, type Query, query } from "../core/query.ts";
import { read } from "../core/read.ts";
import { lastSymbol } from "../core/table.ts";
import { appointmentAt } from "../exam/appointments.ts";
import { examCodes } from "../exam/exam-codes.ts";
import { registrations } from "../exam/registrations.ts";
import { results } from "../exam/results.ts";
import { applications } from "../partner/applications.ts";
import { memberships } from "../partner/memberships.ts";
import { partnerAt } from "../partner/partners.ts";
import { authorizationCodes } from "../purchase/authorization-codes.ts";
import { orders } from "../purchase/orders.ts";

const nothing = { items: [], next: undefined };

type Part = { readonly limit: number; readonly after?: Position | undefined };

/**
 * One page of hits: keys from a sparse index, then the things, consistently. The index only has a code's last symbols,
 * so a page may hold fewer than `limit`.
 */
export async function find(sought: Sought, { limit, after }: Part, cost: Cost): Promise<Page<Found>> {
  const { confirmationNumber: number } = sought;
  const place = placeOf(sought);
  // The number's appointments share the 100 things of one round trip.
  const most = Math.min(limit, 100 - programme.providers.length);
  const { items, next } = place === undefined ? nothing : await query({ ...place, limit: most, after }, cost);
  const keys = items.map((item) => keyAt(positionOf(undefined, item)));
  // Each provider may have given the number. These come on the first page.
  const named =
    number === undefined || after !== undefined
      ? []
      : programme.providers.map(({ provider }) => appointmentAt(provider, number));
  const facts = new Facts();
  await read(facts, [...keys.map((key) => ({ key })), ...named], cost);
  await readPartners(facts, keys, cost);
  const first = named.flatMap((ref): Found[] => {
    const { appointment, accountId } = facts.get(ref)?.thing ?? {};
    return appointment === undefined ? [] : [{ kind: "appointment", value: { ...appointment, accountId } }];
  });
  const others = keys
    .flatMap((key) => unlessLater(() => foundAt(facts, key)) ?? [])
    .filter((each) => fits(each, sought));
  return { values: [...first, ...others], next };
}

function placeOf({ email, tail, name }: Sought): Query | undefined {
  if (name !== undefined) {
    const { initial, nameSort } = nameAttributes(name);
    return { index: "by-name", partition: initial, from: nameSort, to: `${nameSort}${lastSymbol}` };
  }
  if (email !== undefined) return { index: "by-email", partition: email };
  return tail === undefined ? undefined : { index: "by-tail", partition: tailOf(tail) };
}

/** The partners of the exam codes that were read, because their end ends the codes (R30). */
export async function readPartners(facts: Facts, keys: readonly Key[], cost: Cost): Promise<void> {
  const partners = new Map<string, Ref<unknown>>();
  for (const key of keys) {
    const found = unlessLater(() => foundAt(facts, key));
    if (found?.kind === "exam-code") partners.set(found.value.partnerId, partnerAt(found.value.partnerId));
  }
  await read(facts, facts.missing(...partners.values()), cost);
}

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
      return valued(known(examCodes), (value) => ({ kind, value, partner: facts.known(partnerAt(value.partnerId)) }));
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

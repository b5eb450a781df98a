import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { client, tableName } from "../../shared/store/core/client.ts";
import { enrolmentAt } from "../../shared/store/exam/enrolments.ts";
import type { Operation } from "./model.ts";
import type { Names } from "./names.ts";
import type { State } from "./state.ts";

const standings = z.array(z.looseObject({ of: z.string(), standing: z.looseObject({ phase: z.string() }) }));
const stored = z.looseObject({ commit: z.string(), data: z.looseObject({ standings }) });

/**
 * An earlier version bound a sitting without seeing a pass that waits for its claim. No call leads to such items. So the
 * pass is taken out of the table's enrolment before the operation, and stands in it again after. Answers the way back.
 */
export async function unseen(
  operation: Operation | undefined,
  { certificates, registrations }: Pick<State, "certificates" | "registrations">,
  names: Names,
): Promise<() => Promise<void>> {
  const at = operation?.does === "bind" ? operation.unseen : undefined;
  const { account = "", certification = "", registration = -1, state } = certificates[at ?? -1] ?? {};
  const { id = "" } = names.registrations[registrations[registration] === undefined ? -1 : registration] ?? {};
  if (state !== "claimable" || id === "") return async () => undefined;
  const { key: Key } = enrolmentAt(account, certification);
  const without = await read(Key);
  const own = without.data.standings.filter(({ of }) => of === id);
  await write(without, (each) => each.filter(({ of }) => of !== id));
  return async () => write(await read(Key), (each) => [...each.filter(({ of }) => of !== id), ...own]);
}

async function read(Key: Record<string, string>) {
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return stored.parse(Item);
}

type Standings = z.infer<typeof standings>;

/** Without its mark, so that no registration writes it unread. */
async function write({ root: _, ...item }: z.infer<typeof stored>, change: (all: Standings) => Standings) {
  const data = { ...item.data, standings: change(item.data.standings) };
  await client.send(new PutCommand({ TableName: tableName(), Item: { ...item, data } }));
}

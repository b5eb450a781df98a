import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { steps } from "../../infra/steps.ts";
import { running } from "../support/running.ts";

/** A function's use of the table, as in `infra/permissions.json`: in alphabetical order. */
export type Used = { readonly table: readonly string[]; readonly indexes?: readonly string[] };

/** The IAM action of each command, and of each part of a transaction. */
const actions: Readonly<Record<string, string>> = {
  GetItemCommand: "GetItem",
  BatchGetItemCommand: "BatchGetItem",
  QueryCommand: "Query",
  PutItemCommand: "PutItem",
  DeleteItemCommand: "DeleteItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

const inputSchema = z.object({
  IndexName: z.string().optional(),
  TransactItems: z.array(z.record(z.string(), z.unknown())).optional(),
});

/** Records each function's use of the table. A query of an index only needs the index. */
export class Uses {
  readonly #found = new Map<string, Set<string>>();

  readonly #client: DynamoDBDocumentClient;

  constructor(client: DynamoDBDocumentClient) {
    this.#client = client;
    client.middlewareStack.add(
      (next, context) => (args) => {
        const name = running.getStore();
        if (name !== undefined) this.#note(name, String(context.commandName), inputSchema.parse(args.input));
        return next(args);
      },
      { step: "initialize", name: "uses" },
    );
  }

  stop(): void {
    this.#client.middlewareStack.remove("uses");
  }

  /** The permissions that every function has used so far. */
  permissions(): Readonly<Record<string, Used>> {
    return Object.fromEntries(steps.map(({ name }) => [name, this.#of(name)]));
  }

  #of(name: string): Used {
    const found = [...(this.#found.get(name) ?? [])].sort();
    const table = found.filter((each) => !each.startsWith(ofIndex));
    const indexes = found.filter((each) => each.startsWith(ofIndex)).map((each) => each.slice(ofIndex.length));
    return { table, ...(indexes.length > 0 && { indexes }) };
  }

  #note(name: string, command: string, { IndexName: index, TransactItems: acts }: z.infer<typeof inputSchema>): void {
    const found = this.#found.get(name) ?? new Set<string>();
    this.#found.set(name, found);
    if (index !== undefined) {
      found.add(`${ofIndex}${index}`);
      return;
    }
    for (const each of acts?.flatMap((act) => Object.keys(act)) ?? [command]) {
      const action = actions[each];
      if (action === undefined) throw new Error(`nobody knows which action ${each} needs`);
      found.add(action);
    }
  }
}

const ofIndex = "index/";

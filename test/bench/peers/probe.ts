import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

/** `killed`: the process ends once this call is applied, so no line of it runs again. `lost`: the answer is lost. */
export type Fault = { readonly call: number; readonly as: "killed-before" | "killed-after" | "lost" };

export type Counted = { readonly trips: number; readonly readUnits: number; readonly writeUnits: number };

const capacity = z.object({ CapacityUnits: z.number().optional() });
const consumed = z.object({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional() });
const writing = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/** Stands between the retries of a client's SDK and the network: counts what is sent, and injects faults. */
export class Probe {
  #trips = 0;
  #readUnits = 0;
  #writeUnits = 0;
  #calls = 0;
  #fault: Fault | undefined;
  /** The share of answers that are lost at random. */
  lossy = 0;

  watch(client: DynamoDBClient | DynamoDBDocumentClient): void {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        // Each client asks for the units, so that the engine does the same work for all.
        const input = { ...args.input, ReturnConsumedCapacity: "TOTAL" as const };
        const result = await next({ ...args, input });
        const { ConsumedCapacity: units = [] } = consumed.parse(result.output);
        const sum = [units].flat().reduce((all, each) => all + (each.CapacityUnits ?? 0), 0);
        if (writing.test(context.commandName ?? "")) this.#writeUnits += sum;
        else this.#readUnits += sum;
        return result;
      },
      { step: "initialize", name: "peers-units" },
    );
    client.middlewareStack.add(
      (next) => async (args) => {
        this.#trips += 1;
        this.#calls += 1;
        const fault = this.#fault?.call === this.#calls ? this.#fault : undefined;
        if (fault !== undefined) this.#fault = undefined;
        if (fault?.as === "killed-before") return ended();
        const result = await next(args);
        if (fault?.as === "killed-after") return ended();
        if (fault?.as === "lost" || Math.random() < this.lossy) throw new LostAnswer();
        return result;
      },
      { step: "finalizeRequest", name: "peers-faults", priority: "low" },
    );
  }

  /** Counts from here on, with at most one fault. */
  begin(fault?: Fault): void {
    this.#trips = this.#readUnits = this.#writeUnits = this.#calls = 0;
    this.#fault = fault;
  }

  get counted(): Counted {
    return { trips: this.#trips, readUnits: this.#readUnits, writeUnits: this.#writeUnits };
  }
}

/** The SDK takes it for a lost connection, and sends the call again. */
class LostAnswer extends Error {
  override readonly name = "TimeoutError";
}

/** Nothing after a call that never ends runs: to the table and the caller, the process is gone. */
function ended(): Promise<never> {
  return new Promise(() => undefined);
}

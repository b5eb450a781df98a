import * as z from "zod";
import type { Operation } from "../../shared/contract/operation.ts";
import { type Claims, type Handler, invoke } from "../support/invoke.ts";
import { staff } from "./staff.ts";

type Params = Readonly<Record<string, string>>;

const page = z.object({ data: z.array(z.record(z.string(), z.unknown())), nextCursor: z.string().optional() });

/** Looks through the API at one time, as staff if nothing else is said. */
export class Lens {
  readonly #at: string;

  constructor(at: string) {
    this.#at = at;
  }

  /** One thing as its operation shows it, or nothing where there is none. */
  async look<T>(
    handler: Handler,
    operation: Operation,
    params: Params,
    shape: z.ZodType<T>,
    as: Claims = staff,
  ): Promise<T | undefined> {
    const { status, body } = await invoke(handler, operation, { params, as, at: this.#at });
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`${operation.id} answers ${status} ${JSON.stringify(body)}`);
    return shape.parse(body);
  }

  /** A whole list, page by page; nothing where there is none. */
  async list(handler: Handler, operation: Operation, params: Params, as: Claims = staff) {
    const found: Record<string, unknown>[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: "100", ...(cursor !== undefined && { cursor }) };
      const { status, body } = await invoke(handler, operation, { params, query, as, at: this.#at });
      if (status === 404) return [];
      const { data, nextCursor } = page.parse(body);
      found.push(...data);
      cursor = nextCursor;
    } while (cursor !== undefined);
    return found;
  }
}

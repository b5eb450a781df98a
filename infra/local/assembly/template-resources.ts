import * as z from "zod";
import type { Intrinsics, Resource } from "./intrinsics.ts";
import type { Stack } from "./stacks.ts";

/** The resources of all stacks, by type, with this machine's names in them. */
export class Template {
  readonly #stacks: readonly Stack[];

  constructor(stacks: readonly Stack[]) {
    this.#stacks = stacks;
  }

  /** All resources of one type, with resolved and checked properties. */
  all<S, T>(type: string, schema: z.ZodType<S>, build: (id: string, shape: S, names: Intrinsics) => T): T[] {
    return this.#stacks.flatMap(({ resources, names }) =>
      Object.entries(resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([id, resource]) => build(id, this.#shape(id, resource, names, schema), names)),
    );
  }

  #shape<S>(id: string, { Type: type, Properties: properties }: Resource, names: Intrinsics, schema: z.ZodType<S>): S {
    // The bucket of an asset is the bootstrap's, and written with Fn::Sub; nothing here needs it.
    const { Code: code, ...others } = properties;
    const resolved = names.resolve(others);
    const shape = schema.safeParse(
      type === "AWS::Lambda::Function" ? Object.assign({ Code: code }, resolved) : resolved,
    );
    if (shape.success) return shape.data;
    throw new Error(`The local host cannot run ${id} (${type}): ${z.prettifyError(shape.error)}`);
  }
}

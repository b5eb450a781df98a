import * as z from "zod";
import type { Intrinsics, Resource } from "./intrinsics.ts";

/** The resources of a stack's template, by type, with this machine's names in them. */
export class Template {
  readonly #resources: { readonly [logicalId: string]: Resource };
  readonly #names: Intrinsics;

  constructor(resources: { readonly [logicalId: string]: Resource }, names: Intrinsics) {
    this.#resources = resources;
    this.#names = names;
  }

  /** Everything of one type, each with its properties resolved and checked. */
  all<S, T>(type: string, schema: z.ZodType<S>, build: (id: string, shape: S, names: Intrinsics) => T): T[] {
    return Object.entries(this.#resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => build(id, this.#shape(id, resource, schema), this.#names));
  }

  #shape<S>(id: string, { Type: type, Properties: properties }: Resource, schema: z.ZodType<S>): S {
    // The bucket of an asset is the bootstrap's, and written with Fn::Sub; nothing here needs it.
    const { Code: code, ...others } = properties;
    const resolved = this.#names.resolve(others);
    const shape = schema.safeParse(
      type === "AWS::Lambda::Function" ? Object.assign({ Code: code }, resolved) : resolved,
    );
    if (shape.success) return shape.data;
    throw new Error(`The local host cannot run ${id} (${type}): ${z.prettifyError(shape.error)}`);
  }
}

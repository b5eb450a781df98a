import * as z from "zod";
import type { Intrinsics, Resource } from "./intrinsics.ts";

/** A template's resources by type, with names on this machine. */
export class Template {
  readonly #resources: { readonly [logicalId: string]: Resource };
  readonly #names: Intrinsics;

  constructor(resources: { readonly [logicalId: string]: Resource }, names: Intrinsics) {
    this.#resources = resources;
    this.#names = names;
  }

  /** All resources of one type, with resolved and checked properties. */
  all<S, T>(type: string, schema: z.ZodType<S>, build: (id: string, shape: S, names: Intrinsics) => T): T[] {
    return Object.entries(this.#resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => build(id, this.#shape(id, resource, schema), this.#names));
  }

  #shape<S>(id: string, { Type: type, Properties: properties }: Resource, schema: z.ZodType<S>): S {
    // The asset's bucket is written with Fn::Sub, which is not resolved here. Nothing needs it.
    const { Code: code, ...others } = properties;
    const resolved = this.#names.resolve(others);
    const shape = schema.safeParse(
      type === "AWS::Lambda::Function" ? Object.assign({ Code: code }, resolved) : resolved,
    );
    if (shape.success) return shape.data;
    throw new Error(`The local host cannot run ${id} (${type}): ${z.prettifyError(shape.error)}`);
  }
}

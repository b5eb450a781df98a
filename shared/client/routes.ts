import { operations } from "../contract/operations/operations.ts";
import type { Route } from "./exchange.ts";

/** The package has this table instead of the contract (`infra/commands/client-package.ts`). */
export const routes: { readonly [id: string]: Route } = Object.fromEntries(
  operations.map(({ id, method, path, auth }) => [id, { method, path, auth }]),
);

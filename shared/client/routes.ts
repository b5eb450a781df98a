import { operations } from "../contract/operations.ts";
import type { Route } from "./exchange.ts";

/**
 * How each operation is sent, from the contract. The published package has this table alone, and not the contract with
 * its schemas (`infra/commands/client-package.ts`).
 */
export const routes: { readonly [id: string]: Route } = Object.fromEntries(
  operations.map(({ id, method, path, auth }) => [id, { method, path, auth }]),
);

import type { Operation } from "../shared/contract/operation.ts";

/** What a function may do to the table; its role is allowed these actions and no others. */
export type TableAction = "GetItem" | "BatchGetItem" | "Query" | "PutItem";

/** Named secrets; each is one Secrets Manager secret, `{"current": "...", "previous"?: "..."}`. */
export type SecretName = "payments" | "prometric" | "pearson-vue" | "academy" | "cursor";

export type Trigger =
  | { readonly http: readonly Operation[]; readonly fallback?: true }
  | { readonly stream: { readonly kind: string; readonly eventName: "INSERT" } }
  | { readonly schedule: string };

/** One deployed function: a folder of `functions/`. */
export type Step = {
  readonly name: string;
  readonly trigger: Trigger;
  readonly table: readonly TableAction[];
  /** The index that it queries, if it does. */
  readonly index?: "by-owner" | "by-due";
  readonly secrets?: readonly SecretName[];
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** What a failure of this function costs a person; its alarm says it. */
  readonly failure: string;
};

export const steps: readonly Step[] = [];

import type { Operation } from "./operation.ts";

export type Trigger =
  | { readonly http: readonly Operation[]; readonly fallback?: true }
  | { readonly stream: StreamFilter }
  | { readonly schedule: string };

/**
 * The changes of the table that a function is told of: new items of a kind, or with something. `has` is the way to a
 * value in the item as DynamoDB writes it: a filter finds single values alone, in each element of a list that it passes.
 */
export type StreamFilter = { readonly eventName: "INSERT" } & ({ readonly kind: string } | { readonly has: string });

/**
 * Named secrets; each is one Secrets Manager secret, `{"current": "...", "previous"?: "..."}`. Ours, and one for each
 * provider of the programme, by its name. An unknown name fails the synthesis.
 */
export type SecretName = string;

/** How a step is deployed. Its folder names it; `infra/permissions.json` says what it may do to the table. */
export type Deployment = {
  readonly trigger: Trigger;
  readonly secrets?: readonly SecretName[];
  /** It sends e-mails: it may use SES for the deployment's sender, and finds that in `MAIL_FROM`. */
  readonly sendsMail?: boolean;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** What a failure of this function costs a person; its description says it, and its alarms if it has its own. */
  readonly failure: string;
};

/** What the `step.ts` beside a handler exports: one deployed function. */
export class DeployedStep {
  readonly deployment: Deployment;

  constructor(deployment: Deployment) {
    this.deployment = deployment;
  }
}

export const usual = { memoryMegabytes: 512, timeoutSeconds: 15 } as const;

/** Some of its reads go through all of a ledger or a batch. */
export const whole = { memoryMegabytes: 1024, timeoutSeconds: 29 } as const;

import type { Operation } from "./operation.ts";

export type Trigger =
  | { readonly http: readonly Operation[]; readonly fallback?: true }
  | { readonly stream: StreamFilter }
  | { readonly schedule: string }
  | { readonly mail: readonly MailEvent[] };

/** Something that SES tells of an e-mail after it was sent. */
export type MailEvent = "bounce" | "complaint";

/**
 * The changes that a function receives: new items of a kind, or with a value at `has`, the path of a single value in the
 * DynamoDB item. A filter cannot look into lists.
 */
export type StreamFilter = { readonly eventName: "INSERT" } & ({ readonly kind: string } | { readonly has: string });

/**
 * A Secrets Manager secret, `{"current": "...", "previous"?: "..."}`: ours, or a provider's by its name. An unknown
 * name fails the synthesis.
 */
export type SecretName = string;

/** The deployment of a step. Its folder is its name, and `infra/permissions.json` has its table actions. */
export type Deployment = {
  readonly trigger: Trigger;
  readonly secrets?: readonly SecretName[];
  /** It may use SES, and finds the sender in `MAIL_FROM`, the set in `MAIL_CONFIGURATION_SET`. */
  readonly sendsMail?: boolean;
  /** Its routes have a throttle of their own, because they cost much or everybody may call them. */
  readonly dear?: true;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** The cost of a failure to a person, for descriptions and alarms. */
  readonly failure: string;
};

/** The export of a `step.ts`: one deployed function. */
export class DeployedStep {
  readonly deployment: Deployment;

  constructor(deployment: Deployment) {
    this.deployment = deployment;
  }
}

export const usual = { memoryMegabytes: 512, timeoutSeconds: 15 } as const;

/** For reads of a whole ledger or batch. */
export const whole = { memoryMegabytes: 1024, timeoutSeconds: 29 } as const;

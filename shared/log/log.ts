import { Logger } from "@aws-lambda-powertools/logger";
import type { Cost } from "../store/core/cost.ts";
import { countFault } from "./metrics.ts";

/** The catalogue of log codes with their fields. Never a code, a token, an e-mail address, a name or a body. */
type LogFields = {
  /** A request or a job, with its cost. */
  readonly "step.done": {
    readonly operation: string;
    readonly requestId: string;
    readonly staff?: string | undefined;
    readonly status: number;
    readonly problem?: string | undefined;
    readonly milliseconds: number;
  } & Pick<Cost, "reads" | "writes" | "readUnits" | "writeUnits">;
  /** A fault, by its place in our code. Only a local run logs its message, which may hold personal data. */
  readonly "step.failed": { readonly operation: string; readonly requestId: string; readonly error: string };
  /** A failed try of an e-mail. Staff see the reason at the message. */
  readonly "mail.refused": {
    readonly mailId: string;
    readonly requestId: string;
    readonly error: string;
    readonly tries: number;
    readonly parked: boolean;
  };
  /** A useless value of a sender's secret: staff must replace it. */
  readonly "secret.unusable": {
    readonly secret: string;
    readonly value: "current" | "previous";
    readonly reason: "empty" | "not-base64" | "too-short";
  };
};

/** Logs a fault and counts it, so that the alarm rings. */
export function logFailure(operation: string, requestId: string, error: unknown): void {
  logRetried(operation, requestId, error);
  countFault(operation);
}

/** Logs a failure that the schedule tries again. The caller counts it. */
export function logRetried(operation: string, requestId: string, error: unknown): void {
  log("step.failed", { operation, requestId, error: describe(error) });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at ")) ?? "";
  const message = process.env.LOG_MESSAGES === "true" ? `: ${error.message}` : "";
  return `${error.name}${message} ${place.trim()}`;
}

const logger = new Logger();

export function log<Code extends keyof LogFields>(code: Code, fields: LogFields[Code]): void {
  if (code === "step.done") logger.info(code, { ...fields });
  else logger.error(code, { ...fields });
}

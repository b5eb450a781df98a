import type { Probe } from "./probe.ts";
import type { Code } from "./rule.ts";

/** The stored truth about one code, as an auditor would read it. */
export type Stored = { readonly code: Code; readonly audits: number };

/** One way to build the job, served over HTTP on this machine. */
export type Variant = {
  readonly name: string;
  readonly origin: string;
  readonly probe: Probe;
  seed(codes: readonly Code[]): Promise<void>;
  stored(code: string): Promise<Stored>;
  stop(): void;
};

import type { CenterReport, WaitsFor } from "../domain/center-report.ts";
import type { Random } from "../domain/code.ts";
import type { Happening } from "../domain/event.ts";
import type { Instant } from "../domain/instant.ts";
import type { ParkedReason } from "../domain/report.ts";
import type { Change } from "../store/change.ts";

/** A report with who sent it and its identifier. */
export type Received = { readonly provider: string; readonly report: CenterReport; readonly reportId: string };

/** When a report is settled, and the randomness for what it brings (R31). */
export type Settling = { readonly now: Instant; readonly random: Random };

/** What becomes of a report, on what is known now. */
export type Settlement =
  | { readonly fate: "applied"; readonly changes: readonly Change[]; readonly event: Happening }
  | { readonly fate: "parked"; readonly reason: ParkedReason }
  | { readonly fate: "unmatched"; readonly waitsFor: WaitsFor };

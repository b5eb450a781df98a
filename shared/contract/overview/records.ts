import type { Instant } from "../../domain/instant.ts";
import { type Found, summaryOf } from "../../domain/overview/found.ts";
import { csvLine } from "../csv.ts";
import { hitView } from "./search.ts";

/** Kinds as they are named in paths. */
export const recordKinds = {
  orders: "order",
  "authorization-codes": "authorization-code",
  registrations: "registration",
  certificates: "certificate",
  results: "result",
  "exam-codes": "exam-code",
} as const;

export const columns = ["kind", "id", "status", "at", "accountId", "certificationId", "partnerId", "path"] as const;

/** The most lines of one file. */
export const maximumRecordLines = 2_000;

export function recordsCsv(found: readonly Found[], now: Instant): string {
  const lines = found.map((each) => {
    const row = hitView(each, now);
    return columns.map((column) => row[column] ?? "");
  });
  return [columns, ...lines].map(csvLine).join("");
}

type Narrowed = {
  readonly status?: string | undefined;
  readonly certificationId?: string | undefined;
  readonly partnerId?: string | undefined;
};

/** Whether a thing passes the filter. Nothing without a filter. */
export function recordFilter(wanted: Narrowed, now: Instant): ((found: Found) => boolean) | undefined {
  const { status, certificationId, partnerId: partner } = wanted;
  if (status === undefined && certificationId === undefined && partner === undefined) return undefined;
  return (found) => {
    const is = summaryOf(found, now);
    return (
      (status === undefined || is.status === status) &&
      (certificationId === undefined || is.certificationId === certificationId) &&
      (partner === undefined || is.partnerId === partner)
    );
  };
}

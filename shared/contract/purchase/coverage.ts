import * as z from "zod";
import type { Coverage } from "../../domain/purchase/authorization-code.ts";
import { certificationId, level } from "../programme-fields.ts";

export const coverageFields = {
  edition: z.enum(["general-purpose", "single-subject"]),
  certificationId: certificationId.optional(),
  levels: z.array(level).optional(),
};

export function coverageView(coverage: Coverage) {
  return coverage.edition === "general-purpose"
    ? { edition: coverage.edition, levels: coverage.levels }
    : { edition: coverage.edition, certificationId: coverage.certificationId };
}

import type { Claims } from "../support/invoke.ts";

/** The programme's staff, as their token states them. */
export const staff: Claims = { sub: "staff", groups: "[certrail-staff]" };

import { getDocs, getGuide, getHealth, getOpenApi, getProblem, getViewer } from "../description.ts";
import type { Operation } from "../operation.ts";
import { ofBenefits } from "./benefits.ts";
import { ofCertificates } from "./certificates.ts";
import { ofExams } from "./exams.ts";
import { ofOrganizations } from "./organizations.ts";
import { ofPurchases } from "./purchases.ts";
import { ofStaff } from "./staff.ts";

/** The whole contract, in the order of the description. */
const contract = [
  ...ofPurchases,
  ...ofExams,
  ...ofCertificates,
  ...ofBenefits,
  ...ofOrganizations,
  ...ofStaff,
  getOpenApi,
  getDocs,
  getGuide,
  getViewer,
  getProblem,
  getHealth,
] as const;

/** The exact types of all operations, for the client. */
export type Contract = typeof contract;

export const operations: readonly Operation[] = contract;

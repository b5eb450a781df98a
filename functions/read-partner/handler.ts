import { serve } from "../../shared/http/serve.ts";
import { endpoints as applications } from "./applications.ts";
import { endpoints as benefitChanges } from "./benefit-changes.ts";
import { endpoints as benefits } from "./benefits.ts";
import { endpoints as examCodes } from "./exam-codes.ts";
import { endpoints as explainedTally } from "./explained-tally.ts";
import { endpoints as invitations } from "./invitations.ts";
import { endpoints as ledger } from "./ledger.ts";
import { endpoints as members } from "./members.ts";
import { endpoints as organization } from "./organization.ts";
import { endpoints as partners } from "./partners.ts";
import { endpoints as tally } from "./tally.ts";

export const handler = serve(
  ...applications,
  ...benefitChanges,
  ...benefits,
  ...examCodes,
  ...explainedTally,
  ...invitations,
  ...ledger,
  ...members,
  ...organization,
  ...partners,
  ...tally,
);

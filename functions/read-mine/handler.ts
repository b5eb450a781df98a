import { serve } from "../../shared/http/serve.ts";
import { endpoints as account } from "./account.ts";
import { endpoints as appointments } from "./appointments.ts";
import { endpoints as authorizationCodes } from "./authorization-codes.ts";
import { endpoints as bindings } from "./bindings.ts";
import { endpoints as certificates } from "./certificates.ts";
import { endpoints as examCodes } from "./exam-codes.ts";
import { endpoints as orders } from "./orders.ts";
import { endpoints as registrations } from "./registrations.ts";
import { endpoints as results } from "./results.ts";

export const handler = serve(
  ...account,
  ...appointments,
  ...authorizationCodes,
  ...bindings,
  ...certificates,
  ...examCodes,
  ...orders,
  ...registrations,
  ...results,
);

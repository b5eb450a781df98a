import { serve } from "../../shared/http/serve.ts";
import { endpoints as accounts } from "./accounts.ts";
import { endpoints as batches } from "./batches.ts";
import { endpoints as candidateLinks } from "./candidate-links.ts";
import { endpoints as history } from "./history.ts";
import { endpoints as messages } from "./messages.ts";
import { endpoints as records } from "./records.ts";
import { endpoints as recount } from "./recount.ts";
import { endpoints as reports } from "./reports.ts";
import { endpoints as search } from "./search.ts";

export const handler = serve(
  ...accounts,
  ...batches,
  ...candidateLinks,
  ...history,
  ...messages,
  ...records,
  ...recount,
  ...reports,
  ...search,
);

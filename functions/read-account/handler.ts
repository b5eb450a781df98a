import { getMe } from "../../shared/contract/account.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { accountEndpoint } from "../../shared/http/step.ts";

export const handler = serve(accountEndpoint(getMe, async ({ account }) => jsonReply(200, account)));

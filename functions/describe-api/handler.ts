import { getHealth, getOpenApi } from "../../shared/contract/description.ts";
import { openApiDocument } from "../../shared/contract/openapi/openapi.ts";
import { fallback } from "../../shared/http/fallback.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { serveElse } from "../../shared/http/serve.ts";
import { publicEndpoint } from "../../shared/http/step.ts";

const document = openApiDocument();

export const handler = serveElse(
  fallback,
  publicEndpoint(getOpenApi, async () => jsonReply(200, document)),
  publicEndpoint(getHealth, async () => jsonReply(200, { status: "ok" })),
);

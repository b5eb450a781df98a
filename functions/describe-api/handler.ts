import { getHealth, getOpenApi, getProblem } from "../../shared/contract/description.ts";
import { openApiDocument } from "../../shared/contract/openapi.ts";
import { isProblemCode, problems } from "../../shared/contract/problems.ts";
import { Problem } from "../../shared/http/problem.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint } from "../../shared/http/step.ts";

const document = openApiDocument();

export const handler = serve(
  publicEndpoint(getOpenApi, async () => jsonReply(200, document)),
  publicEndpoint(getProblem, async ({ params: { code } }) => {
    if (!isProblemCode(code)) throw new Problem("not-found");

    return jsonReply(200, { code, ...problems[code] });
  }),
  publicEndpoint(getHealth, async () => jsonReply(200, { status: "ok" })),
);

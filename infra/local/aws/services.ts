import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import * as z from "zod";
import type { FunctionDefinition } from "../assembly/template.ts";
import { messageOf } from "../host/failure.ts";
import { warn } from "../host/log.ts";
import { type Access, denial, isAllowed } from "./iam/allowed.ts";
import type { SecretStore } from "./secrets-manager/secrets.ts";
import { jsonRefusal, type Reply, restRefusal } from "./service-reply.ts";
import type { MailStore } from "./ses/mail-store.ts";
import { answerSes } from "./ses/ses.ts";
import type { MailSimulator } from "./ses/simulator.ts";

const getSecretValue = z.object({ SecretId: z.string() });

export type ServicesParts = {
  readonly secrets: SecretStore;
  readonly mails: MailStore;
  readonly simulator: MailSimulator;
  readonly functions?: readonly FunctionDefinition[];
};

/** AWS endpoints other than the table: Secrets Manager's GetSecretValue and SES's SendEmail. */
export class Services {
  readonly endpoint: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  /** With functions, each request must come from one of them, and its role must allow it. */
  static async start(parts: ServicesParts): Promise<Services> {
    const server = createServer(async (request, response) => {
      const reply = await answer(parts, request);
      response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.1", ...reply.headers });
      response.end(JSON.stringify(reply.body));
    });
    return await new Promise((resolve, reject) => {
      server.on("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (typeof address === "object" && address !== null) resolve(new Services(server, address.port));
      });
    });
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

async function answer(
  { secrets, mails, simulator, functions }: ServicesParts,
  request: IncomingMessage,
): Promise<Reply> {
  const caller = functions?.find(({ name }) => name === request.headers["x-amz-security-token"]);
  const refused = (access: Access): string | undefined =>
    functions === undefined || isAllowed(caller?.allowed ?? [], access)
      ? undefined
      : denial(caller?.name ?? "nobody", access);
  try {
    const text = (await buffer(request)).toString();
    const target = request.headers["x-amz-target"];
    const [path = "/"] = (request.url ?? "/").split("?");
    if (target === undefined) {
      const asked = { method: request.method ?? "GET", path, text };
      return await answerSes({ mails, simulator, refused }, asked);
    }
    return answerSecretsManager(secrets, target, text, refused);
  } catch (thrown) {
    warn(`The local services: ${messageOf(thrown)}`);
    return restRefusal(500, "InternalFailure", messageOf(thrown));
  }
}

function answerSecretsManager(
  secrets: SecretStore,
  target: string | string[],
  text: string,
  refused: (access: Access) => string | undefined,
): Reply {
  if (target !== "secretsmanager.GetSecretValue") {
    return jsonRefusal("UnknownOperationException", `The local run has no ${String(target)}`);
  }
  try {
    const { SecretId: id } = getSecretValue.parse(JSON.parse(text));
    const secret = secrets.find(id);
    // IAM decides before the service looks whether it exists.
    const detail = refused({ action: "secretsmanager:GetSecretValue", resource: secret?.arn ?? id });
    if (detail !== undefined) return jsonRefusal("AccessDeniedException", detail);
    if (secret === undefined) {
      return jsonRefusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    const name = secret.arn.split(":secret:")[1];
    const versions = { VersionId: "00000000-0000-0000-0000-000000000001", VersionStages: ["AWSCURRENT"] };
    return { status: 200, body: { ARN: secret.arn, Name: name, SecretString: secret.text, ...versions } };
  } catch (thrown) {
    return jsonRefusal("InvalidRequestException", messageOf(thrown));
  }
}

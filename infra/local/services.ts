import { createServer, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import * as z from "zod";
import { messageOf } from "./failure.ts";
import type { SecretStore } from "./secrets.ts";

const getSecretValue = z.object({ SecretId: z.string() });

type Reply = { readonly status: number; readonly body: unknown };

/** The AWS endpoints beside the table that functions call: Secrets Manager's GetSecretValue (JSON 1.1). */
export class Services {
  readonly endpoint: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  static async start(secrets: SecretStore): Promise<Services> {
    const server = createServer(async (request, response) => {
      const reply = answer(secrets, request.headers["x-amz-target"], (await buffer(request)).toString());
      response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.1" });
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

function answer(secrets: SecretStore, target: string | string[] | undefined, text: string): Reply {
  if (target !== "secretsmanager.GetSecretValue") {
    return refused("UnknownOperationException", `The local run has no ${String(target)}`);
  }
  try {
    const { SecretId: id } = getSecretValue.parse(JSON.parse(text));
    const secret = secrets.find(id);
    if (secret === undefined) {
      return refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    const name = secret.arn.split(":secret:")[1];
    const versions = { VersionId: "00000000-0000-0000-0000-000000000001", VersionStages: ["AWSCURRENT"] };
    return { status: 200, body: { ARN: secret.arn, Name: name, SecretString: secret.text, ...versions } };
  } catch (thrown) {
    return refused("InvalidRequestException", messageOf(thrown));
  }
}

function refused(type: string, message: string): Reply {
  return { status: 400, body: { __type: type, message } };
}

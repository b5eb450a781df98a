import { Agent, request as httpRequest } from "node:http";
import * as z from "zod";
import { region } from "../../assembly/intrinsics.ts";

/** Shared by everything on this machine, because DynamoDB Local keeps a database for each pair of key and region. */
export const credentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

const errorShape = z.object({ __type: z.string(), message: z.string().optional() });

/** An error of DynamoDB, by its name, e.g. `ResourceNotFoundException`. */
export class DynamoError extends Error {
  override readonly name: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = type.split("#").at(-1) ?? type;
  }
}

/** A DynamoDB client over plain HTTP for the host itself. The SDK would cost ten times as much. */
export class DynamoApi {
  readonly #endpoint: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** Calls an operation and checks its answer. Throws DynamoError for a refusal, and network errors as they are. */
  async call<T>(target: string, input: unknown, answer: z.ZodType<T>): Promise<T> {
    const { status, text } = await this.#post(target, JSON.stringify(input));
    const body: unknown = JSON.parse(text);
    if (status === 200) return answer.parse(body);
    const error = errorShape.safeParse(body);
    throw new DynamoError(error.data?.__type ?? `HTTP ${status}`, error.data?.message ?? text);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(target: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
    const signed = `Credential=${credentials.accessKeyId}/20260101/${region}/dynamodb/aws4_request`;
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      // Local endpoints only read the signature's scope.
      "x-amz-date": "20260101T000000Z",
      authorization: `AWS4-HMAC-SHA256 ${signed}, SignedHeaders=host;x-amz-date, Signature=0`,
      "content-length": Buffer.byteLength(body),
    };
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        this.#endpoint,
        { method: "POST", agent: this.#agent, headers, timeout: 30_000 },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
          response.on("error", reject);
        },
      );
      sent.on("timeout", () => sent.destroy(new Error("The table's endpoint did not answer within 30 seconds")));
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

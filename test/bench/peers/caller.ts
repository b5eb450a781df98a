import { Agent, request } from "node:http";

export type Answered = { readonly status: number; readonly body: string };

export type Request = {
  readonly account: string;
  readonly key: string;
  readonly code: string;
  readonly certificationId: string;
};

const agent = new Agent({ keepAlive: true });

/** One request to a variant. Throws if no answer comes in time. */
export function send(origin: string, { account, key, ...asked }: Request, timeout = 10_000): Promise<Answered> {
  const body = JSON.stringify(asked);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "idempotency-key": key,
    "x-account": account,
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/redeem`, { method: "POST", agent, headers, timeout }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      response.on("error", reject);
    });
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", reject);
    sent.end(body);
  });
}

/** As a careful caller does: again with the same key until there is an answer that is no fault. */
export async function persist(
  origin: string,
  asked: Request,
  timeout: number,
  tries = 12,
): Promise<Answered | undefined> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    const answer = await send(origin, asked, timeout).catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return answer;
  }
  return undefined;
}

const pauseMilliseconds = 250;

export function endCalls(): void {
  agent.destroy();
}

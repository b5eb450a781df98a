import { createClient } from "../../shared/client/client.ts";
import type { ClientOptions } from "../../shared/client/exchange.ts";

export type Sent = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** A client with a stub for the network. It records the requests and the pauses in seconds. */
export function answering(answer: (sent: Sent, nth: number) => Response, options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const client = createClient({
    baseUrl: "https://api.example.org",
    fetch: async (url, { method = "GET", headers, body }) => {
      const request = {
        method,
        url: url.replace("https://api.example.org", ""),
        headers: Object.fromEntries(new Headers(headers)),
        body: typeof body === "string" ? body : undefined,
      };
      sent.push(request);
      return answer(request, sent.length);
    },
    wait: async (milliseconds) => void waits.push(milliseconds / 1_000),
    ...options,
  });
  return { client, sent, waits };
}

/** A problem document in the API's form. */
export function refusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  const problem = {
    type: `https://api.example.org/problems/${code}`,
    title: "A title",
    status,
    detail: "A detail",
    instance: "req-1",
    code,
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}

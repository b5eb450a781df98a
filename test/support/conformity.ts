import { afterEach, beforeAll, expect } from "vitest";
import { Described, ownDescription } from "./described.ts";
import { learn } from "./log-scan.ts";

/**
 * Holds every answer that a test of this project gets over HTTP to the API's description: a test that gets another one
 * fails, whatever it looks at itself.
 */
const faults: string[] = [];

/** Descriptions of hosts that run another programme, by address. */
const others = new Map<string, Described>();
const send = globalThis.fetch;

function check(method: string, url: URL, response: Response, text: string): void {
  if (url.pathname.startsWith("/__local")) return;
  if (method === "OPTIONS" && response.status === 204) return;
  const described = others.get(url.origin) ?? ownDescription();
  // HEAD is described with GET, but for the body, which it has not.
  const operation = described.find(method === "HEAD" ? "GET" : method, url.pathname);
  const where = `${method} ${url.pathname}`;
  if (operation === undefined) {
    if (![400, 404, 405].includes(response.status))
      faults.push(`${where} answers ${response.status} and is not described`);
    return;
  }
  const answer = { status: response.status, headers: Object.fromEntries(response.headers) };
  const told = method === "HEAD" ? answer : { ...answer, text };
  faults.push(...described.faultsOf(operation, told).map((fault) => `${where}: ${fault}`));
}

/** From here on, the answers of that host are held to the description that it gives of itself. */
export async function describesItself(host: string): Promise<void> {
  others.set(new URL(host).origin, new Described(await (await fetch(`${host}/openapi.json`)).json()));
}

beforeAll(() => {
  globalThis.fetch = async (input, init) => {
    const response = await send(input, init);
    const [method, url] = input instanceof Request ? [input.method, input.url] : ["GET", String(input)];
    // A host that is killed while it answers leaves nothing to check.
    const text = await response
      .clone()
      .text()
      .catch(() => undefined);
    for (const told of [init?.body, text]) if (typeof told === "string") learn(told);
    if (text !== undefined) check(init?.method ?? method, new URL(url), response, text);
    return response;
  };
  return () => {
    globalThis.fetch = send;
  };
});

afterEach(() => {
  expect(faults.splice(0)).toEqual([]);
});

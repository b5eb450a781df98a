import * as z from "zod";
import { below, random, shuffled } from "../steps/random.ts";
import { type Answered, type Described, type DescribedOperation, ownDescription } from "../support/described.ts";
import { nameIn } from "./names.ts";
import { type Drawn, type Kind, kinds, Requests } from "./requests.ts";
import type { Transport } from "./transport.ts";
import { Values } from "./values.ts";
import { type Household, household } from "./world.ts";

export type Finding = {
  readonly place: number;
  readonly operation: string;
  readonly kind: Kind;
  readonly status: number;
  readonly faults: readonly string[];
  readonly request: string;
};

/** The result of a run. */
export type Outcome = {
  readonly requests: number;
  readonly findings: readonly Finding[];
  readonly byKind: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Requests that fit the document but were refused as malformed, by operation and error. */
  readonly beyondSchema: Readonly<Record<string, number>>;
  readonly operations: number;
  readonly succeeded: number;
  readonly neverSucceeded: readonly string[];
  /** Number of refusals that were met. */
  readonly refusals: number;
};

const problem = z.object({
  type: z.string(),
  code: z.string(),
  status: z.int(),
  instance: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

const mostKnown = 300;

/** With this many requests, every operation must have succeeded. */
const enoughForEach = 20_000;

/** Things are used up, so new households are added. */
const mostHouseholds = 3;
const requestsToAHousehold = 250;

/**
 * Sends requests drawn from the API's description, and checks each answer against it. One seed draws the same requests.
 */
export async function fuzz(transport: Transport, count: number, seed: number): Promise<Outcome> {
  const draw = random(seed);
  const described = ownDescription();
  const inTurn = shuffled(described.operations, draw);
  const households: Household[] = [];
  const known = new Map<string, string[]>();
  const movesIn = async () => {
    const { things, ...people } = await household(transport, draw);
    households.unshift({ things, ...people });
    households.splice(mostHouseholds);
    for (const [name, value] of Object.entries(things)) learn(known, name, value);
  };
  await movesIn();
  await movesIn();
  const values = new Values(described, draw, known);
  const requests = new Requests(transport, draw, values, households);

  const findings: Finding[] = [];
  const refusedValid: Counts = {};
  const [byKind, byStatus, beyondSchema]: [Counts, Counts, Counts] = [{}, {}, {}];
  const [asked, succeeded, refusals] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const kind of kinds) byKind[kind] = 0;
  for (let place = 0; place < count; place += 1) {
    // Each of them once before any of them again, because so few as a test sends might leave one out.
    const operation = inTurn[place] ?? inTurn[below(inTurn.length, draw)];
    if (operation === undefined) continue;
    if (place % requestsToAHousehold === requestsToAHousehold - 1) await movesIn();
    const drawn = await requests.draw(operation);
    const answer = await transport.send(drawn.sent);
    const faults = faultsIn(described, operation, drawn, answer);
    if (!(await holdsStill(transport, drawn, answer))) faults.push("asked again with its entity tag, it is another");
    if (draw() < 0.2) faults.push(...(await faultsOfHead(transport, drawn, answer)));
    const { status } = answer;
    if (faults.length > 0) {
      const { method, path, query, headers, body = "" } = drawn.sent;
      const request = `${method} ${path}?${query} ${JSON.stringify(headers)} ${body.slice(0, 400)} → ${answer.text.slice(0, 300)}`;
      findings.push({ place, operation: operation.id, kind: drawn.kind, status, faults, request });
    }
    add(byKind, drawn.kind);
    add(byStatus, String(status));
    asked.add(operation.id);
    if (status < 300) {
      succeeded.add(operation.id);
      harvest(known, operation.path, answer);
    }
    const refused = status < 400 ? undefined : problemIn(answer.text);
    if (refused !== undefined) refusals.add(refused.code);
    if (drawn.kind === "valid" && status >= 400) add(refusedValid, `${operation.id} ${refused?.code ?? status}`);
    if (drawn.kind === "valid" && status === 422) {
      for (const { pointer, detail } of refused?.errors ?? [])
        add(beyondSchema, `${operation.id} ${pointer.replaceAll(/\/\d+/g, "/*")}: ${detail}`);
    }
  }
  const neverSucceeded = described.operations.map(({ id }) => id).filter((id) => !succeeded.has(id));
  if (count >= enoughForEach) findings.push(...neverSucceeded.map((id) => unmet(id, count, refusedValid)));
  return {
    neverSucceeded,
    requests: count,
    findings,
    byKind,
    byStatus,
    beyondSchema,
    operations: asked.size,
    succeeded: succeeded.size,
    refusals: refusals.size,
  };
}

/** An operation that never succeeded counts as untested, whatever its refusals. */
function unmet(operation: string, place: number, refusedValid: Counts): Finding {
  const refused = Object.entries(refusedValid).filter(([what]) => what.startsWith(`${operation} `));
  const request = refused.map(([what, times]) => `${times} × ${what}`).join(", ");
  return { place, operation, kind: "valid", status: 0, faults: ["it never succeeded"], request };
}

function faultsIn(described: Described, operation: DescribedOperation, drawn: Drawn, answer: Answered): string[] {
  const { status, headers, text } = answer;
  const faults = described.faultsOf(operation, answer);
  if (status >= 500) faults.push("a failure of ours");
  if (!drawn.expected(status)) faults.push(`a request of the kind "${drawn.kind}" is not answered so`);
  if (status < 400) return faults;
  const type = headers["content-type"] ?? "";
  // Refusals for people are pages, where the document describes that.
  if (type.startsWith("text/html") && faults.length === 0) return [];
  if (!type.startsWith("application/problem+json")) return [...faults, `an error as ${type}`];
  const refusal = problemIn(text);
  if (refusal === undefined) return [...faults, "no problem document"];
  const { code, instance, ...rest } = refusal;
  if (!rest.type.endsWith(`/problems/${code}`) || !URL.canParse(rest.type)) faults.push(`its type is ${rest.type}`);
  if (rest.status !== status) faults.push(`its status is ${rest.status}`);
  if (instance !== headers["x-request-id"]) faults.push("its instance is another request");
  if (status === 422 && code === "invalid-request" && rest.errors.length === 0)
    faults.push("it does not say what is wrong");
  return faults;
}

/** A repeated read with the ETag must give 304, because nothing has changed (RFC 9110, 13.1.2). */
async function holdsStill(transport: Transport, { sent }: Drawn, { status, headers }: Answered): Promise<boolean> {
  const { etag } = headers;
  if (status !== 200 || etag === undefined) return true;
  const again = await transport.send({ ...sent, headers: { ...sent.headers, "if-none-match": etag } });
  return again.status === 304;
}

/** HEAD answers what GET does, without its body (RFC 9110, 9.3.2). */
async function faultsOfHead(transport: Transport, { sent }: Drawn, { status, headers }: Answered): Promise<string[]> {
  if (sent.method !== "GET" || status !== 200) return [];
  const head = await transport.send({ ...sent, method: "HEAD" });
  const differing = ["etag", "content-type", "cache-control"].filter((name) => head.headers[name] !== headers[name]);
  return [
    ...(head.status === status ? [] : [`HEAD answers ${head.status}`]),
    ...differing.map((name) => `${name} of HEAD is ${head.headers[name]}`),
  ];
}

function problemIn(text: string): z.infer<typeof problem> | undefined {
  try {
    return problem.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Collects ids from answers for later requests. */
function harvest(known: Map<string, string[]>, path: string, { text, headers }: Answered): void {
  if (!(headers["content-type"] ?? "").includes("json")) return;
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value.slice(0, 5)) walk(each);
    else if (typeof value === "object" && value !== null) {
      for (const [name, each] of Object.entries(value)) {
        if (typeof each === "string" && (/Id$|Number$|^token$|^code$/.test(name) || name === "nextCursor")) {
          learn(known, kindOf(each) ?? (name === "nextCursor" ? "cursor" : nameIn(path, name)), each);
        } else walk(each);
      }
    }
  };
  walk(JSON.parse(text));
}

function kindOf(value: string): string | undefined {
  const kinds = { EDU: "authorizationCode", ACTC: "eligibilityCode", EXC: "examCode", CRT: "certificateNumber" };
  return Object.entries(kinds).find(([prefix]) => value.startsWith(`${prefix}-`))?.[1];
}

function learn(known: Map<string, string[]>, name: string, value: string): void {
  const values = known.get(name) ?? [];
  known.set(name, values);
  if (values.includes(value)) return;
  values.unshift(value);
  values.splice(mostKnown);
}

type Counts = Record<string, number>;

function add(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

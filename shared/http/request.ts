import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import * as z from "zod";
import type { Asked, Operation } from "../contract/operation.ts";
import { wordOf } from "../contract/worded-faults.ts";
import { type FieldFault, Problem } from "./problem.ts";

/** An HTTP API event, payload format 2.0. */
export type HttpEvent = APIGatewayProxyEventV2 & {
  readonly requestContext: Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"], "authorizer">>;
};

/** The public origin: `PUBLIC_URL`, or else the address of this request. */
export function originOf({ headers, requestContext }: HttpEvent): string {
  const asked = `${headers["x-forwarded-proto"] ?? "https"}://${headers.host ?? requestContext.domainName}`;
  return process.env.PUBLIC_URL ?? asked;
}

const maximumBodyBytes = 262_144;
const inOurWords = { error: wordOf };

/** Refuses a compressed body (415), or one over 256 KiB (413). */
export function rawBody({ body = "", isBase64Encoded, headers }: HttpEvent): Buffer {
  const encodings = (headers["content-encoding"] ?? "").split(",").map((each) => each.trim().toLowerCase());
  if (encodings.some((each) => each !== "" && each !== "identity")) throw new Problem("content-encoding-not-taken");
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > maximumBodyBytes) throw new Problem("body-too-large");
  return bytes;
}

/** Reads path, query and body by the schemas. Refuses a content type (415), JSON (400), or a part (422). */
export function parseRequest<O extends Operation>(operation: O, event: HttpEvent): Asked<O> {
  // The body of a GET has no meaning.
  const bytes = operation.method === "GET" ? Buffer.alloc(0) : rawBody(event);
  const sent = bytes.length === 0 ? {} : parseBody(operation, bytes, event.headers["content-type"]);
  const params = z.safeParse<O["params"]>(operation.params, event.pathParameters ?? {}, inOurWords);
  const query = z.safeParse<O["query"]>(operation.query, event.queryStringParameters ?? {}, inOurWords);
  const body = z.safeParse<O["body"]>(operation.body, sent, inOurWords);
  if (params.success && query.success && body.success) {
    const mismatches = operation.mismatches?.(params.data, body.data) ?? [];
    if (mismatches.length > 0) throw new Problem("invalid-request", mismatches);
    return { params: params.data, query: query.data, body: body.data };
  }
  throw new Problem("invalid-request", [
    ...faultsOf("/path", params.error),
    ...faultsOf("/query", query.error),
    ...faultsOf("", body.error),
  ]);
}

function parseBody({ csvField }: Pick<Operation, "csvField">, bytes: Buffer, contentType = ""): unknown {
  if (csvField === undefined || !/^text\/csv\s*(;|$)/i.test(contentType)) return parseJson(bytes, contentType);
  try {
    return { [csvField]: textOf(bytes) };
  } catch {
    throw new Problem("invalid-request", [{ pointer: "", detail: "is not UTF-8" }]);
  }
}

function textOf(bytes: Buffer): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

function parseJson(bytes: Buffer, contentType: string): unknown {
  if (!/^application\/json\s*(;|$)/i.test(contentType)) throw new Problem("not-json");
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    throw new Problem("malformed-json");
  }
}

type Issues = readonly z.core.$ZodIssue[];

/** The faults of the shape that is meant: the one with the same type, or else with the fewest faults. */
function nearest(shapes: readonly Issues[]): Issues {
  const isOfAnotherType = (issues: Issues) => issues.some(({ path }) => path.length === 1 && path[0] === "type");
  const ofType = shapes.filter((issues) => !isOfAnotherType(issues));
  const [first = []] = (ofType.length === 0 ? shapes : ofType).toSorted((one, other) => one.length - other.length);
  return first;
}

function faultsOf(base: string, error: { readonly issues: Issues } | undefined): FieldFault[] {
  return (error?.issues ?? []).flatMap((issue): FieldFault[] => {
    const path = `${base}${issue.path.map((part) => `/${pointerPart(part)}`).join("")}`;
    if (issue.code === "invalid_union" && issue.errors.length > 0)
      return faultsOf(path, { issues: nearest(issue.errors) });
    if (issue.code !== "unrecognized_keys") return [{ pointer: path, detail: issue.message }];
    return issue.keys.map((key) => ({ pointer: `${path}/${pointerPart(key)}`, detail: "is not known here" }));
  });
}

function pointerPart(part: PropertyKey): string {
  return String(part).replaceAll("~", "~0").replaceAll("/", "~1");
}

const idempotencyKey = /^[\x21-\x7e]{1,255}$/;

/** Refused unless 1–255 visible ASCII characters (422). */
export function idempotencyKeyOf({ headers }: HttpEvent, { method }: Operation): string | undefined {
  const key = headers["idempotency-key"];
  if (method !== "POST" || key === undefined) return undefined;
  if (idempotencyKey.test(key)) return key;
  throw new Problem("invalid-request", [
    { pointer: "/headers/idempotency-key", detail: "must be 1 to 255 visible ASCII characters" },
  ]);
}

import { type Problem, UnexpectedAnswerError } from "./problem-error.ts";

export type Settled =
  | { readonly ok: true; readonly status: number; readonly body: unknown; readonly headers: Headers }
  | { readonly ok: false; readonly status: number; readonly problem: Problem<string>; readonly headers: Headers };

/** Throws if it is no answer of this API. */
export async function settled(response: Response): Promise<Settled> {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return { ok: true, status, body: await bodyOf(response), headers };
  const text = await response.text();
  const problem = problemIn(text) ?? problemOfGateway(response);
  if (status < 400 || problem === undefined) throw new UnexpectedAnswerError(status, text);
  return { ok: false, status, problem, headers };
}

/** JSON is parsed, text and JWTs stay text, everything else is bytes. */
async function bodyOf(response: Response): Promise<unknown> {
  const contentType = response.headers.get("content-type") ?? "";
  if (/^application\/([\w.-]+\+)?json\b/i.test(contentType)) {
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new UnexpectedAnswerError(response.status, text);
    }
  }
  if (/^(text\/|application\/([\w.-]+\+)?jwt\b)/i.test(contentType)) return response.text();
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes.length === 0 ? undefined : bytes;
}

function problemIn(text: string): Problem<string> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return isProblemDocument(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isProblemDocument(read: unknown): read is Problem<string> {
  if (typeof read !== "object" || read === null) return false;
  return "code" in read && typeof read.code === "string" && "title" in read && "status" in read;
}

const codesOfGateway = new Map([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not-found"],
  [413, "body-too-large"],
  [429, "store-busy"],
  [500, "internal-error"],
  [503, "store-busy"],
]);

/** The gateway's own short refusals get the API's codes. */
function problemOfGateway({ status, headers, url }: Response): Problem<string> | undefined {
  const code = codesOfGateway.get(status);
  if (code === undefined) return undefined;
  const instance = headers.get("x-request-id") ?? headers.get("apigw-requestid") ?? "";
  return {
    type: URL.canParse(url) ? new URL(`/problems/${code}`, url).href : `/problems/${code}`,
    title: "The gateway refused",
    status,
    detail: `Status ${status}`,
    instance,
    code,
  };
}

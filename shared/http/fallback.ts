import { operations } from "../contract/operations.ts";
import { Problem } from "./problem.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/**
 * Answers what no route matches. A gateway that has a fallback asks it for OPTIONS too: 204 at any path, so that a browser
 * goes on to send what it asks about, and reads the answer to that. The gateway adds what pages of other origins may do.
 */
export async function answerElse({ rawPath, requestContext }: HttpEvent): Promise<Reply> {
  const { method } = requestContext.http;
  if (method === "OPTIONS") return { status: 204, headers: { allow: methodsAt(rawPath).join(", ") }, body: "" };
  throw new Problem("not-found");
}

/** What a path takes, by the contract (RFC 9110, 10.2.1); OPTIONS is taken by any. */
function methodsAt(path: string): readonly string[] {
  const segments = path.split("/");
  const found = operations.filter((each) => {
    const wanted = each.path.split("/");
    return wanted.length === segments.length && wanted.every((part, at) => fits(part, segments[at] ?? ""));
  });
  return [...new Set([...found.map(({ method }) => method), "OPTIONS"])].sort();
}

function fits(wanted: string, segment: string): boolean {
  return wanted.startsWith("{") ? segment !== "" : wanted === segment;
}

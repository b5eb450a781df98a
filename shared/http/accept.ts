import type { HttpEvent } from "./request.ts";

/** Whether the caller wants a page for people: it names `text/html`, as browsers do, and prefers it to JSON. */
export function wantsPage({ headers }: Pick<HttpEvent, "headers">): boolean {
  const weights = weightsOf(headers.accept ?? "");
  const html = weights.get("text/html") ?? 0;
  const json = weights.get("application/json");
  return html > 0 && (json === undefined ? html >= (weights.get("*/*") ?? 0) : html > json);
}

/** Whether an answer may be compressed with gzip. */
export function takesGzip({ headers }: Pick<HttpEvent, "headers">): boolean {
  return (weightsOf(headers["accept-encoding"] ?? "").get("gzip") ?? 0) > 0;
}

/** The weights of what a header names, RFC 9110 section 12.4.2; without one it is 1. */
function weightsOf(header: string): ReadonlyMap<string, number> {
  const named = header.split(",").map((each) => {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((part) => part.startsWith("q="))?.slice(2);
    return [name, weight === undefined ? 1 : Number(weight) || 0] as const;
  });
  return new Map(named);
}

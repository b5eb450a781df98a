import type { HttpEvent } from "./request.ts";

/** Whether the caller prefers `text/html` to JSON, as browsers do. */
export function wantsPage({ headers }: Pick<HttpEvent, "headers">): boolean {
  const weights = weightsOf(headers.accept ?? "");
  const html = weights.get("text/html") ?? 0;
  const json = weights.get("application/json");
  return html > 0 && (json === undefined ? html >= (weights.get("*/*") ?? 0) : html > json);
}

export function takesGzip({ headers }: Pick<HttpEvent, "headers">): boolean {
  return (weightsOf(headers["accept-encoding"] ?? "").get("gzip") ?? 0) > 0;
}

/** The languages that the reader's browser asks for, the best first. */
export function languagesOf({ headers }: Pick<HttpEvent, "headers">): readonly string[] {
  const asked = [...weightsOf(headers["accept-language"] ?? "")].filter(([, weight]) => weight > 0);
  return asked.sort(([, one], [, other]) => other - one).map(([tag]) => tag);
}

/** The weights of RFC 9110, 12.4.2. */
function weightsOf(header: string): ReadonlyMap<string, number> {
  const named = header.split(",").map((each) => {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((part) => part.startsWith("q="))?.slice(2);
    return [name, weight === undefined ? 1 : Number(weight) || 0] as const;
  });
  return new Map(named);
}

/**
 * API Gateway's name of a route, e.g. `POST /v1/orders`. The gateway allows no text behind a parameter, so
 * `/{number}.ics` shares the route of `/{number}`, and the function looks at the path's end.
 */
export function routeKey({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path.slice(0, path.length - fileEnding(path).length)}`;
}

/** HEAD comes with GET (RFC 9110, 9.1). */
export function methodsOf({ method }: { readonly method: string }): readonly string[] {
  return method === "GET" ? ["GET", "HEAD"] : [method];
}

/** The file's ending behind the last parameter, as `.ics`, or nothing. */
export function fileEnding(path: string): string {
  return /\}(\.\w+)$/.exec(path)?.[1] ?? "";
}

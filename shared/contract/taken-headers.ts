import type { Operation } from "./operation.ts";

export function isTagged({ method, cache }: Operation): boolean {
  return method === "GET" && cache !== "never";
}

export function isKeyed({ auth, method }: Operation): boolean {
  return method === "POST" && auth !== "signed";
}

/** Whether it takes `If-Match` (RFC 9110, 13.1): every PUT, and each decision of staff on a thing. */
export function takesPreconditions({ method, auth, path }: Pick<Operation, "method" | "auth" | "path">): boolean {
  return method === "PUT" || (auth === "staff" && method === "POST" && path.includes("{"));
}

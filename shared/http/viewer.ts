import { isIP } from "node:net";
import type { HttpEvent } from "./request.ts";

/**
 * The caller's address, which the limit of guesses counts by. Behind a CDN it is in the header that `VIEWER_ADDRESS_HEADER`
 * names. Without that setting no header is trusted, because a caller could write it.
 */
export function viewerOf({ headers, requestContext: { http } }: HttpEvent): string {
  const name = process.env.VIEWER_ADDRESS_HEADER;
  return (name === undefined ? undefined : addressIn(headers[name] ?? "")) ?? http.sourceIp;
}

/** CloudFront writes the port behind the address. Several values are none, because some come from the caller. */
function addressIn(value: string): string | undefined {
  const withoutPort = /^\[?([^\]]+)\]?:\d{1,5}$/.exec(value)?.[1] ?? "";
  return [value, withoutPort].find((each) => isIP(each) !== 0);
}

import { isIPv4 } from "node:net";
import { type HttpRequest, headersOf } from "../aws/gateway/gateway-event.ts";
import type { Problem } from "./problem.ts";

/**
 * Why a request to the local run's own operations is not answered, if it is not. Whoever browses on this machine takes
 * pages of other sites along, and these could ask for tokens, secrets and another time. So the request must name this
 * machine (a name of another site may lead here, too: DNS rebinding), and must come from no page, or from one of this host.
 * That holds for every method, because a link and an image are requests as well.
 */
export function refusalOf({ rawHeaders }: Pick<HttpRequest, "rawHeaders">): Problem | undefined {
  const { host: named = "", origin, "sec-fetch-site": site } = headersOf(rawHeaders);
  const host = named.toLowerCase();
  if (!isLoopback(host)) {
    const detail = "The local run's own operations are at names of this machine alone, such as localhost.";
    return { status: 403, code: "not-this-machine", detail };
  }
  const isOwnPage = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  const isOwnSite = site === undefined || site === "same-origin" || site === "none";
  if (isOwnPage && isOwnSite) return undefined;
  return { status: 403, code: "other-site", detail: "Another site led here. Go on from a page of this host." };
}

/** The loopback names and addresses, each with any port: `localhost` and what ends in it, 127.0.0.0/8 and ::1. */
function isLoopback(host: string): boolean {
  const name = /^(\[::1\]|[a-z0-9.-]+)(?::\d{1,5})?$/.exec(host)?.[1] ?? "";
  return name === "[::1]" || /^(?:[a-z0-9-]+\.)*localhost$/.test(name) || (isIPv4(name) && name.startsWith("127."));
}

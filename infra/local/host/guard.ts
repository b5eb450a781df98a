import { isIPv4 } from "node:net";
import { type HttpRequest, headersOf } from "../aws/gateway/gateway-event.ts";
import type { Problem } from "./problem.ts";

/**
 * Refuses requests to the local run's own operations from pages of other sites, because these could ask for tokens,
 * secrets and another time. The request must name this machine (against DNS rebinding), and come from no page or from
 * one of this host. Every method is checked, because links and images send requests too.
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

/** Loopback names and addresses with any port: `localhost`, its subdomains, 127.0.0.0/8 and ::1. */
function isLoopback(host: string): boolean {
  const name = /^(\[::1\]|[a-z0-9.-]+)(?::\d{1,5})?$/.exec(host)?.[1] ?? "";
  return name === "[::1]" || /^(?:[a-z0-9-]+\.)*localhost$/.test(name) || (isIPv4(name) && name.startsWith("127."));
}

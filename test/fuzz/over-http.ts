import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import type { Person, Transport } from "./transport.ts";

/** A local host, with its gateway. */
export function overHttp(url: string): Transport {
  const client = new LocalClient(url);
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (as: Person): Promise<string> => {
    const { sub, email, name, staff } = as;
    const made = tokens.get(sub) ?? client.token({ sub, email, name, ...(staff && { groups: ["certrail-staff"] }) });
    tokens.set(sub, made);
    return made;
  };
  return {
    now: () => client.now(),
    sign: async (sender, content, messageId) =>
      z.record(z.string(), z.string()).parse(await client.sign(sender, messageId, content)),
    send: async ({ method, path, query, headers, body, as }) => {
      const token = as === undefined ? {} : { authorization: `Bearer ${await tokenOf(as)}` };
      const response = await fetch(`${url}${path}${query === "" ? "" : `?${query}`}`, {
        method,
        headers: { ...headers, ...token },
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      return { status: response.status, headers: Object.fromEntries(response.headers), text };
    },
  };
}

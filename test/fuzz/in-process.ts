import { randomUUID } from "node:crypto";
import * as z from "zod";
import { answerFrom } from "../../infra/local/aws/gateway/gateway-answer.ts";
import { gatewayEvent } from "../../infra/local/aws/gateway/gateway-event.ts";
import { Routes } from "../../infra/local/aws/gateway/routes.ts";
import { steps } from "../../infra/steps.ts";
import { methodsOf, routeKey } from "../../shared/contract/routes.ts";
import type { HttpEvent } from "../../shared/http/request.ts";
import { context, type Handler, signed } from "../support/invoke.ts";
import { parkedMail } from "../support/mails.ts";
import type { Person, Sent, Transport } from "./transport.ts";

const isHandler = (value: unknown): value is Handler => typeof value === "function";
const module = z.object({ handler: z.custom<Handler>(isHandler) });
const event = z.custom<HttpEvent>((value) => typeof value === "object");

const start = Date.parse("2026-11-22T09:30:00.000Z");
const betweenRequests = 50;

/**
 * Runs the real functions in this process, behind the local gateway's routes, events and answers. Each request comes a
 * little later than the previous one.
 */
export async function inProcess(): Promise<Transport> {
  const served = steps.flatMap(({ name, trigger }) =>
    "http" in trigger
      ? [
          ...trigger.http.flatMap((operation) =>
            methodsOf(operation).map((method) => ({ key: routeKey({ ...operation, method }), name })),
          ),
          ...(trigger.fallback ? [{ key: "$default", name }] : []),
        ]
      : [],
  );
  const routes = new Routes(served.map(({ key, name }) => ({ key, functionArn: name, isPermitted: true })));
  const names = [...new Set(served.map(({ name }) => name))];
  const handlers = new Map<string, Handler>();
  for (const name of names) {
    const loaded = module.parse(await import(`../../functions/${name}/handler.ts`));
    handlers.set(name, loaded.handler);
  }
  let time = start;
  const nowText = () => new Date(time).toISOString();

  return {
    now: async () => nowText(),
    parkedMail: (to) => parkedMail(to, nowText()),
    sign: (sender, content, messageId) => signed(sender, content, { at: nowText(), messageId }),
    send: async (request) => {
      time += betweenRequests;
      const choice = routes.choose(request.method, request.path);
      const handler = handlers.get(choice?.route.functionArn ?? "");
      if (choice === undefined || handler === undefined) throw new Error(`nothing serves ${request.path}`);
      const { route, pathParameters } = choice;
      const claims = request.as === undefined ? {} : { claims: claimsOf(request.as) };
      const id = randomUUID();
      const matched = { routeKey: route.key, ...(pathParameters && { pathParameters }), ...claims };
      const result = await handler(event.parse(gatewayEvent(received(request, id, time), matched)), context(id));
      const answer = answerFrom(JSON.stringify(result), id);
      if (answer === undefined) throw new Error(`no answer: ${JSON.stringify(result)}`);
      return { status: answer.status, headers: answer.headers, text: answer.body.toString("utf8") };
    },
  };
}

function claimsOf({ sub, email, name, staff }: Person): Record<string, string> {
  return { sub, email, email_verified: "true", name, ...(staff && { groups: "[certrail-staff]" }) };
}

function received({ method, path, query, headers, body = "", address }: Sent, id: string, time: number) {
  const rawHeaders = Object.entries(headers).flat();
  return { id, method, path, query, rawHeaders, body: Buffer.from(body), sourceIp: address, time };
}

import * as z from "zod";
import { operation } from "../../../shared/contract/operation.ts";
import { accept, refuse } from "../../../shared/domain/decision.ts";
import { serve } from "../../../shared/http/serve.ts";
import { step } from "../../../shared/http/step.ts";
import { put } from "../../../shared/store/core/change.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { entity, keyOf, lists } from "../../../shared/store/core/entity.ts";
import { listenAsGateway } from "./lambda-host.ts";
import { Probe } from "./probe.ts";
import { bodySchema, type Code, codeSchema, redeem } from "./rule.ts";
import { put as writeItems } from "./seed.ts";
import { partition } from "./tables.ts";
import type { Variant } from "./variant.ts";

const codes = entity<Code>()({
  kind: "authorization-code",
  schema: () => codeSchema,
  owner: ({ ownerId, purchasedAt }) => ({ list: lists.account(ownerId), sort: purchasedAt }),
  due: () => undefined,
});

const refusals = {
  "not-found": "authorization-code-not-found",
  "already-redeemed": "authorization-code-already-redeemed",
  expired: "authorization-code-expired",
  "not-covered": "authorization-code-does-not-cover-certification",
} as const;

const redeemCode = operation({
  id: "redeemCode",
  method: "POST",
  path: "/redeem",
  auth: "account",
  tag: "Registration",
  summary: "Redeem a code",
  body: bodySchema,
  answers: { 201: { description: "Redeemed", schema: z.looseObject({}) } },
  refusals: Object.values(refusals),
});

/** The job on certrail's own shell and store: `serve`, `step`, `put`. */
export async function ours(): Promise<Variant> {
  const handler = serve(
    step(redeemCode, {
      reads: ({ body }) => ({ code: codes.at(body.code) }),
      decide: (facts, refs, { account, body, now }) => {
        const ruled = redeem(facts.get(refs.code), { ...body, account: account.accountId }, now);
        if ("refused" in ruled) return refuse(refusals[ruled.refused]);
        const { certificationId } = body;
        return accept({
          status: 201,
          body: ruled.answer,
          changes: [put(refs.code, ruled.code)],
          event: { type: "registration.opened", data: { certificationId } },
        });
      },
    }),
  );
  const probe = new Probe();
  probe.watch(client);
  return {
    name: "certrail",
    probe,
    ...(await listenAsGateway(async (event, context) => {
      const answer = await handler(event, context);
      return typeof answer === "string" ? { body: answer } : answer;
    })),
    seed: (wanted) => writeItems(tableName(), wanted.map(itemOf)),
    stored: async (code) => {
      const items = await partition(tableName(), keyOf(codes.kind, code).pk);
      const own = items.find(({ sk }) => sk === ".");
      return { code: codeSchema.parse(own?.data), audits: items.filter(({ kind }) => kind === "event").length };
    },
  };
}

function itemOf(code: Code): Record<string, unknown> {
  const { key, kind, attributes } = put(codes.at(code.code), code);
  return { ...key, kind, version: 1, commit: "seed", ...attributes };
}

import * as z from "zod";
import { plainSymbols, readTail } from "../../domain/code.ts";
import type { Instant } from "../../domain/instant.ts";
import { type Found, foundKinds, type Sought, summaryOf } from "../../domain/overview/found.ts";
import { givesNumber, type Provider } from "../../domain/programme/programme.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { example } from "../examples.ts";
import { email, page, paging, text } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";

const sought = z
  .string()
  .trim()
  .max(254)
  .meta({ examples: ["R5VN-8", "ana@example.org", example.firstNumber] })
  .transform((typed, context): Sought => {
    const address = email.safeParse(typed).data;
    const plain = plainSymbols(typed).trim();
    const number = looksLikeNumber(plain) ? plain : undefined;
    const tail = readTail(typed);
    if (address !== undefined) return { email: address };
    if (number !== undefined || tail !== undefined) return { confirmationNumber: number, tail };
    context.addIssue({
      code: "custom",
      message: "is no e-mail address, no confirmation number, and not at least the last 4 symbols of a code",
    });
    return z.NEVER;
  })
  .meta({
    description: "An e-mail address, a confirmation number, or at least the last 4 symbols of a code",
  });

/** A centre without a pattern may give any identifier, but not a mistyped code of ours, or a short text. */
function looksLikeNumber(typed: string): boolean {
  const isOwn = (of: Provider) => of.confirmationNumber !== undefined && givesNumber(of, typed);
  const isLong = /^(?!(EDU|ACTC|EXC|CRT)\b)(?=.*\d)[\x21-\x7e]{6,64}$/i.test(typed);
  return programme.providers.some(isOwn) || (isLong && programme.providers.some((of) => !of.confirmationNumber));
}

export const hit = z
  .object({
    kind: z.enum(foundKinds),
    id: z.string(),
    path: z
      .string()
      .meta({ description: "Where it is looked up", examples: ["/v1/registrations/reg_0f1e2d3c4b5a69788796"] }),
    status: z.string().meta({ description: "As it is at `path`; of a membership, the role" }),
    at: instant.meta({ description: "Since when it is there; of an appointment, when it begins" }),
    accountId: z.string().optional(),
    certificationId: z.string().optional(),
    partnerId: z.string().optional(),
  })
  .meta({
    id: "Found",
    examples: [
      {
        kind: "registration",
        id: "reg_0f1e2d3c4b5a69788796",
        path: "/v1/registrations/reg_0f1e2d3c4b5a69788796",
        status: "open",
        at: "2026-11-22T09:31:00.000Z",
        accountId: "auth0|5f7c8ec7c33c6c004bbafe82",
        certificationId: example.certificationId,
      },
    ],
  });

export function hitView(found: Found, now: Instant): z.input<typeof hit> {
  const summary = summaryOf(found, now);
  return { kind: found.kind, path: pathOf(found, encodeURIComponent(summary.id)), ...summary };
}

function pathOf(found: Found, id: string): string {
  if (found.kind === "membership") return `/v1/organizations/${found.value.organizationId}/members`;
  return `/v1/${found.kind}s/${id}`;
}

export const search = operation({
  id: "search",
  method: "GET",
  path: "/v1/search",
  auth: "staff",
  tag: "Staff",
  summary: "Search by the end of a code, an e-mail address, a confirmation number or a name",
  description:
    "Finds orders, codes, registrations, appointments, certificates, members and applications. The newest things may be missing for a moment.",
  query: z
    .strictObject({
      ...paging,
      q: sought.optional().meta({
        description: "An e-mail address, a confirmation number, or at least the last 4 symbols of a code",
        examples: ["R5VN-8"],
      }),
      name: text(200)
        .optional()
        .meta({ description: "The beginning of a person's name, as on the identity document", examples: ["Ana"] }),
    })
    .refine(({ q, name }) => (q === undefined) !== (name === undefined), "needs either q or name"),
  answers: { 200: { description: "One page of what was found, in no particular order", schema: page(hit) } },
});

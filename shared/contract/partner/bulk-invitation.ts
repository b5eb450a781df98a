import * as z from "zod";
import { addressesInCsv } from "../../domain/address-list.ts";
import type { Instant } from "../../domain/instant.ts";
import { type Addressee, type Invited, inviteOutcomes, maximumInvited } from "../../domain/partner/bulk-invitation.ts";
import { email, organizationId } from "../fields.ts";
import { type Fault, operation } from "../operation.ts";
import { invitationAnswer, invitationView, newInvitation, type Places } from "./invitations.ts";

const dryRun = z.boolean().optional().meta({ description: "Only say what would become of each row" });

const byList = z.strictObject({
  emails: z.array(z.string().max(254)).min(1).max(maximumInvited).meta({ description: "The addresses" }),
  dryRun,
});

const byFile = z.strictObject({
  csv: z.string().min(1).max(100_000).meta({
    description:
      "The text of a CSV file, a line for each person: of each the cell in the column headed `email` or `e-mail`; where there is no such heading, the first cell with an @. A first line without any is a heading.",
  }),
  dryRun,
});

export function addresseesOf(body: { readonly emails: readonly string[] } | { readonly csv: string }): Addressee[] {
  const rows = "emails" in body ? body.emails : addressesInCsv(body.csv);
  return rows.map((given) => ({ given, email: email.safeParse(given.trim()).data }));
}

/** A dry run makes no links. */
export function invitedView(rows: readonly Invited[], places: Places, now: Instant) {
  return {
    data: rows.map(({ given, email: to, outcome, invitation }, at) => ({
      row: at + 1,
      email: to ?? given.slice(0, 254),
      outcome,
      invitation: invitation && invitationView(invitation, places, now),
    })),
  };
}

const row = z.object({
  row: z.int().meta({ description: "Its place in the list, from 1; blank lines and a heading do not count" }),
  email: z.string(),
  outcome: z.enum(inviteOutcomes),
  invitation: invitationAnswer.optional(),
});

export const inviteByEmail = operation({
  id: "inviteByEmail",
  method: "POST",
  path: "/v1/organizations/{organizationId}/invitations/bulk",
  auth: "account",
  tag: "Organizations",
  summary: "Invite a list of e-mail addresses",
  description: `For managers. Each address gets an e-mail with its own link. Anyone with the link may apply. At most ${maximumInvited} rows in one request. Rows with a member's address, a repeated address or no address are left out and named, and the others are invited. A CSV file can be sent as the whole body, as \`text/csv\`. With \`dryRun\`, the answer is the same and nothing changes.`,
  params: z.strictObject({ organizationId }),
  query: z.strictObject({
    dryRun: z
      .enum(["true", "false"])
      .optional()
      .meta({ description: "The same as in the body, for a file that is sent by itself", examples: ["true"] }),
  }),
  body: z.union([byList, byFile]),
  csvField: "csv",
  mismatches: (_, body): readonly Fault[] => {
    const file = byFile.safeParse(body);
    const count = file.success ? addressesInCsv(file.data.csv).length : 1;
    if (count >= 1 && count <= maximumInvited) return [];
    return [{ pointer: "/csv", detail: `has ${count} rows; 1 to ${maximumInvited} are taken` }];
  },
  examples: {
    "Two addresses": { emails: ["ana@example.org", "ben@example.org"] },
    "A file, to see what would become of it": { csv: "name,email\nAna Sá,ana@example.org\n", dryRun: true },
  },
  answers: {
    200: {
      description: "What became of each row",
      schema: z.object({ data: z.array(row) }).meta({
        id: "InvitedByEmail",
        examples: [
          {
            data: [
              {
                row: 1,
                email: "ana@example.org",
                outcome: "invited",
                invitation: { ...newInvitation, email: "ana@example.org" },
              },
              { row: 2, email: "mia@example.org", outcome: "already-a-member" },
              { row: 3, email: "ana@example", outcome: "not-an-address" },
            ],
          },
        ],
      }),
    },
  },
  refusals: ["organization-not-found", "managers-only", "partnership-suspended", "partnership-ended"],
});

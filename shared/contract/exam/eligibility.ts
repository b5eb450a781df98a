import * as z from "zod";
import { ineligibleReasons } from "../../domain/exam/eligibility.ts";
import { deliveries } from "../../domain/programme/programme.ts";
import { eligibilityCode, examCode } from "../code-fields.ts";
import { example } from "../examples.ts";
import { identifier } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { provider } from "../programme-fields.ts";
import { accommodations } from "./registrations.ts";

const registrationId = identifier("Our registration's id", "reg_0f1e2d3c4b5a69788796");

/** An eligibility code, an exam code, or a registration's id, as a centre types it. */
const entitlementCode = z
  .string()
  .max(128)
  .meta({ examples: ["ACTC-7F3K-9QXW-2M8T-R5VN-8"] })
  .transform((typed, context): { eligibilityCode: string } | { examCode: string } | { registrationId: string } => {
    const start = typed
      .normalize("NFKC")
      .replace(/[^A-Za-z]/g, "")
      .toUpperCase();
    const kind = start.startsWith("ACTC")
      ? z.object({ eligibilityCode })
      : start.startsWith("EXC")
        ? z.object({ examCode })
        : z.object({ registrationId });
    const read = kind.safeParse({ eligibilityCode: typed, examCode: typed, registrationId: typed });
    if (read.success) return read.data;
    for (const { message } of read.error.issues) context.addIssue({ code: "custom", message });
    return z.NEVER;
  })
  .meta({
    description: "An eligibility code, an exam code, or a registration's id where there is no code",
  });

export const checkEligibility = operation({
  id: "checkEligibility",
  method: "GET",
  path: "/v1/test-centers/{provider}/eligibility/{code}",
  auth: "signed",
  tag: "Test centres",
  summary: "Check whether a code can book an exam",
  description:
    "One look-up for all entitlements. The request is signed like a webhook. In place of a body, the signed content is `GET ` and the path with its query.",
  params: z.strictObject({ provider, code: entitlementCode }),
  query: z.strictObject({
    exam: z
      .string()
      .max(128)
      .optional()
      .meta({
        description: "The exam: its role or its series code. May be left out where the code pays for one alone",
        examples: [example.exam],
      }),
  }),
  answers: {
    200: {
      description: "Whether it may, and if not, why",
      schema: z
        .object({
          eligible: z.boolean(),
          reason: z.enum(ineligibleReasons).optional(),
          exam: z.string(),
          seriesCode: z.string().optional(),
          certificationId: z.string(),
          title: z.string().optional(),
          delivery: z.array(z.enum(deliveries)),
          candidate: z
            .object({
              givenName: z.string().optional(),
              familyName: z.string().optional(),
              fullName: z.string().optional(),
              email: z.string().optional(),
              country: z.string().optional(),
            })
            .optional()
            .meta({
              description:
                "As far as known: an exam code that nobody was given has none. The whole name is in the order in which it is written",
            }),
          bookBefore: instant,
          accommodations: accommodations.optional(),
          booked: z.object({ confirmationNumber: z.string(), startsAt: instant }).optional(),
        })
        .meta({
          id: "Eligibility",
          examples: [
            {
              eligible: true,
              exam: example.exam,
              seriesCode: example.seriesCode,
              certificationId: example.certificationId,
              title: `${example.title}, ${example.exam} exam`,
              delivery: ["test-center"],
              candidate: {
                givenName: "Ana",
                familyName: "Sá",
                fullName: "Ana Sá",
                email: "ana@example.org",
                country: "PT",
              },
              bookBefore: "2027-11-22T09:32:00.000Z",
            },
          ],
        }),
    },
  },
  refusals: ["eligibility-code-not-found", "exam-code-not-found", "registration-not-found", "exam-not-named"],
});

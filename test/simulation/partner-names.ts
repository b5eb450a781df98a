import * as z from "zod";
import type { Operation } from "./model.ts";
import type { Names } from "./names.ts";
import { applicationOf, bindingOf } from "./partner-state.ts";

const partnerBody = z.object({ partnerId: z.string(), organizationId: z.string() });
const invitationBody = z.object({ token: z.string() });
const applicationBody = z.object({ applicationId: z.string(), organizationId: z.string() });
const benefitBody = z.object({ examCodes: z.array(z.string()) });
const replacedBody = z.object({ replacement: z.object({ code: z.string() }) });
const bindingBody = z.object({ bindingId: z.string() });

/** Learns the service's ids of new things of partners. */
export function learnOfPartners(names: Names, operation: Operation, created: number | undefined, body: unknown): void {
  const isDone = !z.object({ code: z.string(), title: z.string() }).safeParse(body).success;
  if (operation.does === "apply" && isDone) {
    const { applicationId, organizationId } = applicationBody.parse(body);
    const partner = names.partners.findIndex((each) => each.organizationId === organizationId);
    names.applications.set(applicationOf(partner, operation.account), applicationId);
  }
  if (operation.does === "bind" && isDone) {
    const { account, candidate, registration } = operation;
    names.bindings.set(bindingOf(account, candidate, registration), bindingBody.parse(body).bindingId);
  }
  if (created === undefined) return;
  if (operation.does === "create-partner") names.partners[created] = partnerBody.parse(body);
  if (operation.does === "invite") names.invitations[created] = invitationBody.parse(body).token;
  if (operation.does === "cancel-exam-code") {
    names.examCodes[created] = replacedBody.parse(body).replacement.code;
  }
  if (operation.does !== "benefit") return;
  for (const [at, code] of benefitBody.parse(body).examCodes.entries()) names.examCodes[created + at] = code;
}

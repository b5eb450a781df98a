import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { bindings } from "../../shared/store/certificate/bindings.ts";
import { candidateLinks } from "../../shared/store/certificate/candidate-links.ts";
import { certificates } from "../../shared/store/certificate/certificates.ts";
import { sittings } from "../../shared/store/certificate/sittings.ts";
import { statusPlaceAt } from "../../shared/store/certificate/status-lists.ts";
import type { Entity, StoredKind } from "../../shared/store/core/entity.ts";
import { Facts } from "../../shared/store/core/facts.ts";
import { earlierAnswer } from "../../shared/store/core/idempotency.ts";
import { appointments } from "../../shared/store/exam/appointments.ts";
import { enrolments } from "../../shared/store/exam/enrolments.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";
import { messageAt } from "../../shared/store/exam/messages.ts";
import { registrations } from "../../shared/store/exam/registrations.ts";
import { reports } from "../../shared/store/exam/reports.ts";
import { results } from "../../shared/store/exam/results.ts";
import { waits } from "../../shared/store/exam/waits.ts";
import { announced } from "../../shared/store/history/announced.ts";
import { refusedAttempts } from "../../shared/store/history/attempts.ts";
import { eventIn } from "../../shared/store/history/history.ts";
import { mailAddressAt } from "../../shared/store/history/mail-addresses.ts";
import { mails } from "../../shared/store/history/mails.ts";
import { applications } from "../../shared/store/partner/applications.ts";
import { counted } from "../../shared/store/partner/counted.ts";
import { invitations } from "../../shared/store/partner/invitations.ts";
import { keptLedgers } from "../../shared/store/partner/kept-ledgers.ts";
import { ledger } from "../../shared/store/partner/ledger.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";
import { certifications } from "../../shared/store/programme/certifications.ts";
import { examSeriesAt } from "../../shared/store/programme/exam-series.ts";
import { authorizationCodes } from "../../shared/store/purchase/authorization-codes.ts";
import { batches } from "../../shared/store/purchase/batches.ts";
import { disputes } from "../../shared/store/purchase/disputes.ts";
import { orders } from "../../shared/store/purchase/orders.ts";
import { payments } from "../../shared/store/purchase/payments.ts";

/** A stored item, as it is in the table. */
export type Stored = {
  readonly pk: string;
  readonly sk: string;
  readonly kind: string;
  readonly [name: string]: unknown;
};

/** Kinds in `Kind` that are the subjects of events and have no item of their own. */
type Named = "eligibility-code" | "account";

/** The entity with which the functions read each kind. The compiler wants all of them. */
const entities: Readonly<Record<Exclude<StoredKind, Named>, Entity<unknown>>> = {
  application: applications,
  appointment: appointments,
  "authorization-code": authorizationCodes,
  batch: batches,
  binding: bindings,
  "candidate-link": candidateLinks,
  certificate: certificates,
  certification: certifications,
  counted,
  dispute: disputes,
  enrolment: enrolments,
  "exam-code": examCodes,
  "exam-series": examSeriesAt("").entity,
  invitation: invitations,
  "kept-ledger": keptLedgers,
  ledger,
  mail: mails,
  "mail-address": mailAddressAt("").entity,
  membership: memberships,
  message: messageAt("", "").entity,
  order: orders,
  partner: partnerAt("").entity,
  payment: payments,
  "refused-attempt": refusedAttempts,
  registration: registrations,
  report: reports,
  result: results,
  sitting: sittings,
  "status-place": statusPlaceAt({ list: "", index: 0 }).entity,
  wait: waits,
};

/** Every kind of item that a table may hold. */
export const storedKinds: readonly string[] = [...Object.keys(entities), "attempt-count", "event", "idempotency"];

/** Reads an item as the functions do. Throws where they could not, or where nothing reads its kind. */
export function readItem(item: Stored): unknown {
  if (item.event !== undefined) eventIn(item);
  if (item.mail !== undefined) announced({ dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) } });
  if (item.kind === "event") return eventIn(item);
  if (item.kind === "attempt-count") return z.int().parse(item.count);
  if (item.kind === "idempotency") {
    const { fingerprint, expiresAt } = z.object({ fingerprint: z.string(), expiresAt: z.string() }).parse(item.data);
    const request = { id: "", key: item, fingerprint };
    return earlierAnswer(request, item.data, new Date(Date.parse(expiresAt) - 1).toISOString());
  }
  const entity = Object.values(entities).find(({ kind }) => kind === item.kind);
  if (entity === undefined) throw new Error(`nothing reads what is stored as ${item.kind}`);
  const facts = new Facts();
  facts.learn(item, item);
  return facts.get({ entity, id: "", key: item });
}

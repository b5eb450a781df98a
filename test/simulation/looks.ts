import * as z from "zod";
import { handler as codesHandler } from "../../functions/read-authorization-codes/handler.ts";
import { handler as batchesHandler } from "../../functions/read-batches/handler.ts";
import { handler as certificatesHandler } from "../../functions/read-certificates/handler.ts";
import { handler as historyHandler } from "../../functions/read-history/handler.ts";
import { handler as messagesHandler } from "../../functions/read-messages/handler.ts";
import { handler as ordersHandler } from "../../functions/read-orders/handler.ts";
import { handler as registrationsHandler } from "../../functions/read-registrations/handler.ts";
import { handler as reportsHandler } from "../../functions/read-reports/handler.ts";
import { handler as resultsHandler } from "../../functions/read-results/handler.ts";
import { getHistory } from "../../shared/contract/account.ts";
import { getAuthorizationCode, getBatchCodes } from "../../shared/contract/authorization-codes.ts";
import { getCertificate, listCertificates, listResults } from "../../shared/contract/certificates.ts";
import { listMessages } from "../../shared/contract/messages.ts";
import { getOrder } from "../../shared/contract/orders.ts";
import {
  getAppointment,
  getEligibilityCode,
  getRegistration,
  listRegistrations,
} from "../../shared/contract/registrations.ts";
import { getReport } from "../../shared/contract/reports.ts";
import { type Claims, invoke } from "../support/invoke.ts";
import { Lens } from "./lens.ts";
import { staff } from "./staff.ts";

const exams = z.array(z.object({ exam: z.string(), status: z.string() }));

const shapes = {
  order: z.object({ status: z.string(), authorizationCodes: z.array(z.object({ code: z.string() })).optional() }),
  code: z.object({
    status: z.string(),
    registrationId: z.string().optional(),
    gift: z.object({ recipientEmail: z.string() }).optional(),
  }),
  registration: z.object({ status: z.string(), exams, certificateId: z.string().optional() }),
  eligibilityCode: z.object({ status: z.string(), exams }),
  appointment: z.object({
    status: z.string(),
    startsAt: z.string(),
    supersededBy: z.string().optional(),
    validConfirmationNumber: z.string().optional(),
  }),
  certificate: z.object({ status: z.string(), validUntil: z.string().optional() }),
  report: z.object({ status: z.string(), reason: z.string().optional() }),
  event: z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) }),
};

/** Looks at the service's things as staff, at one time; each as its operation shows it, or nothing where there is none. */
export class Looks {
  readonly #at: string;
  readonly #lens: Lens;

  constructor(at: string) {
    this.#at = at;
    this.#lens = new Lens(at);
  }

  order = (orderId: string) => this.#lens.look(ordersHandler, getOrder, { orderId }, shapes.order);
  code = (code: string) => this.#lens.look(codesHandler, getAuthorizationCode, { code }, shapes.code);
  registration = (registrationId: string) =>
    this.#lens.look(registrationsHandler, getRegistration, { registrationId }, shapes.registration);
  eligibilityCode = (code: string) =>
    this.#lens.look(registrationsHandler, getEligibilityCode, { code }, shapes.eligibilityCode);
  appointment = (confirmationNumber: string) =>
    this.#lens.look(registrationsHandler, getAppointment, { confirmationNumber }, shapes.appointment);
  certificate = (certificateId: string) =>
    this.#lens.look(certificatesHandler, getCertificate, { certificateId }, shapes.certificate);
  report = (reportId: string) => this.#lens.look(reportsHandler, getReport, { reportId }, shapes.report);

  /** The events of one thing, oldest first. */
  async history(kind: string, id: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
    return z.array(shapes.event).parse(await this.#lens.list(historyHandler, getHistory, { kind, id }));
  }

  async batchCodes(batchId: string): Promise<string[]> {
    const asked = { params: { batchId }, as: staff, at: this.#at };
    const { body } = await invoke(batchesHandler, getBatchCodes, asked);
    const [, ...lines] = String(body).trimEnd().split("\r\n");
    return lines.map((line) => line.split(",")[0] ?? "");
  }

  certificates = (by: Claims) => this.#lens.list(certificatesHandler, listCertificates, {}, by);
  registrations = (by: Claims) => this.#lens.list(registrationsHandler, listRegistrations, {}, by);
  /** The e-mails that could not be sent. */
  messages = () => this.#lens.list(messagesHandler, listMessages, {}, staff);
  results = (by: Claims) => this.#lens.list(resultsHandler, listResults, {}, by);
}

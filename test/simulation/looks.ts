import type { RequestOf } from "../../shared/client/client.ts";
import type { CallOptions } from "../../shared/client/exchange.ts";
import type { Claims } from "../support/invoke.ts";
import { api, asked } from "./api.ts";
import { all, found, inFull } from "./lens.ts";
import { staff } from "./staff.ts";

/** The kind of a thing that has a history. */
export type Kind = RequestOf<"getHistory">["params"]["kind"];

/** Reads the service's things as staff at one time. Each is as its operation shows it, or undefined. */
export class Looks {
  readonly #at: string;
  readonly #asked: CallOptions;

  constructor(at: string) {
    this.#at = at;
    this.#asked = asked(staff, at);
  }

  order = (orderId: string) => found(api.attempt.getOrder({ ...this.#asked, params: { orderId } }));
  code = (code: string) => found(api.attempt.getAuthorizationCode({ ...this.#asked, params: { code } }));
  registration = (registrationId: string) =>
    found(api.attempt.getRegistration({ ...this.#asked, params: { registrationId } }));
  eligibilityCode = (code: string) => found(api.attempt.getEligibilityCode({ ...this.#asked, params: { code } }));
  /** The model knows no booking that does not count. */
  appointment = async (confirmationNumber: string) => {
    const seen = await found(api.attempt.getAppointment({ ...this.#asked, params: { confirmationNumber } }));
    return seen?.status === "does-not-count" ? undefined : seen;
  };
  certificate = (certificateId: string) =>
    found(api.attempt.getCertificate({ ...this.#asked, params: { certificateId } }));
  result = (resultId: string) => found(api.attempt.getResult({ ...this.#asked, params: { resultId } }));
  report = (reportId: string) => found(api.attempt.getReport({ ...this.#asked, params: { reportId } }));

  /** The events of one thing, oldest first. */
  async history(kind: Kind, id: string) {
    const events: Awaited<ReturnType<typeof api.getHistory>>["body"]["data"] = [];
    let cursor: string | undefined;
    do {
      const query = { ...inFull, ...(cursor !== undefined && { cursor }) };
      const page = await found(api.attempt.getHistory({ ...this.#asked, params: { kind, id }, query }));
      events.push(...(page?.data ?? []));
      cursor = page?.nextCursor;
    } while (cursor !== undefined);
    return events;
  }

  async batchCodes(batchId: string): Promise<string[]> {
    const { body } = await api.getBatchCodes({ ...this.#asked, params: { batchId } });
    const [, ...lines] = body.trimEnd().split("\r\n");
    return lines.map((line) => line.split(",")[0] ?? "");
  }

  certificates = (by: Claims) => all(api.each.listCertificates({ ...asked(by, this.#at), query: inFull }));
  registrations = (by: Claims) => all(api.each.listRegistrations({ ...asked(by, this.#at), query: inFull }));
  /** The e-mails that could not be sent. */
  messages = () => all(api.each.listMessages({ ...this.#asked, query: inFull }));
  results = (by: Claims) => all(api.each.listResults({ ...asked(by, this.#at), query: inFull }));
}

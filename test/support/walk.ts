import { randomUUID } from "node:crypto";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import type { Client, RequestOf } from "../../shared/client/client.ts";
import { plusDays } from "../../shared/domain/instant.ts";
import { customer, provider } from "./customer.ts";

const mailAnswer = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() }));
const parkedAnswer = z.object({ status: z.string(), reason: z.string().optional() });

/** A participant: an account with an e-mail address. */
export type Walker = ReturnType<typeof walker>;

export function walker(name: string, groups: string[] = []) {
  const sub = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  return { sub, email: `${sub}@example.org`, name: `${name} Maris`, groups };
}

/** A place at which exams are sat. */
export const testCenter = {
  id: "LIS-01",
  name: "Lisboa Centro",
  city: "Lisboa",
  country: "PT",
  timeZone: "Europe/Lisbon",
};

/** All that people and test centres do against a host: people with tokens, the centres with signatures alone. */
export class Walk {
  readonly url: string;
  readonly local: LocalClient;

  constructor(url: string) {
    this.url = url;
    this.local = new LocalClient(url);
  }

  as(who: Walker): Client {
    return customer(this.url, who);
  }

  /** Now, or so many days later. */
  async day(later = 0): Promise<string> {
    return plusDays(await this.local.now(), later);
  }

  async wait(duration: string): Promise<void> {
    await this.local.send("POST", "/__local/clock", { body: { advance: duration } });
  }

  /** The order once it is paid, with its codes. */
  async bought(who: Walker, items: RequestOf<"placeOrder">["body"]["items"]) {
    const { orderId, total } = (await this.as(who).placeOrder({ body: { items } })).body;
    const data = { orderId, paymentId: `pay_${orderId}`, ...total };
    const body = { type: "payment.succeeded" as const, occurredAt: await this.day(), data };
    await provider(this.url, "payments").confirmPayment({ body });
    return (await this.as(who).getOrder({ params: { orderId } })).body;
  }

  /** The request with which an account activates a code. */
  activation(who: Walker, certificationId: string, authorizationCode: string) {
    const candidate = { givenName: who.name.split(" ")[0] ?? "", familyName: "Maris", email: who.email, country: "PT" };
    return { body: { authorizationCode, certificationId, candidate } };
  }

  /** A registration with a code that was bought for it. */
  async registered(who: Walker, certificationId: string) {
    const { authorizationCodes = [] } = await this.bought(who, [
      { product: "certification", certificationId, quantity: 1 },
    ]);
    const asked = this.activation(who, certificationId, authorizationCodes[0]?.code ?? "");
    return (await this.as(who).register(asked)).body;
  }

  /** A centre's signed look-up of a code. */
  async lookUp(center: string, code: string, exam?: string) {
    const asked = { params: { provider: center, code }, ...(exam !== undefined && { query: { exam } }) };
    return (await provider(this.url, center).checkEligibility(asked)).body;
  }

  /** A centre's signed report, and its answer: `applied`, or `parked` with the reason. */
  async reported(center: string, type: string, data: object): Promise<string> {
    const { body } = await this.local.webhook(center, { type, occurredAt: await this.day(), data });
    const { status, reason } = parkedAnswer.parse(body);
    return reason === undefined ? status : `${status}: ${reason}`;
  }

  /** The same for a result that was taken now. `data` names the entitlement. */
  async passed(center: string, data: object): Promise<string> {
    const sat = { resultId: `R-${randomUUID()}`, outcome: "pass", takenAt: await this.day() };
    return this.reported(center, "result.reported", { ...sat, ...data });
  }

  /** The subjects and texts of the e-mails to a person, newest first. */
  async mailTo(who: Walker): Promise<string[]> {
    const { body } = await this.local.send("GET", `/__local/mail?to=${encodeURIComponent(who.email)}`);
    return mailAnswer.parse(body).map(({ subject, text }) => `${subject}\n${text}`);
  }

  /** A partner with its main account, and a member of its organization. */
  async joined(who: Walker, main: Walker, organizationId: string): Promise<void> {
    const { token } = (await this.as(main).createInvitation({ params: { organizationId } })).body;
    const body = { fullName: who.name, email: who.email };
    const { applicationId } = (await this.as(who).applyToOrganization({ params: { token }, body })).body;
    await this.as(main).approveApplication({ params: { organizationId, applicationId } });
  }
}

/** The code of a refusal. Any other answer fails the test. */
export async function refusalOf(
  call: Promise<{ ok: true } | { ok: false; problem: { code: string } }>,
): Promise<string> {
  const came = await call;
  if (came.ok) throw new Error("this was to be refused");
  return came.problem.code;
}

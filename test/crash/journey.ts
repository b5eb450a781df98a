import { randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import type { Answered, LocalClient } from "../../infra/local/client.ts";
import type { Victim } from "./victim.ts";

export const codesOfOrder = 2;
const certificationId = "acp-cloud-computing";
const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };
const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

const placed = z.object({ orderId: z.string(), total: z.object({ amount: z.number(), currency: z.string() }) });
const paid = z.object({ authorizationCodes: z.array(z.object({ code: z.string() })) });
const opened = z.object({ registrationId: z.string(), eligibilityCode: z.object({ code: z.string() }) });
const owned = z.object({ data: z.array(z.object({ certificateId: z.string() })) });

/** A request as it can be sent again: under the same key or message id, with the same content. */
type Repeatable = { readonly send: (client: LocalClient) => Promise<Answered>; readonly first: Answered };

/** One candidate's way from an order to a certificate, and what was acknowledged on it. */
export class Journey {
  readonly accountId = `account-${randomUUID()}`;
  readonly #victim: Victim;
  readonly repeatable: Repeatable[] = [];
  /** What was acknowledged, by the thing that must be there since. */
  orderId: string | undefined;
  isPaid = false;
  registrationId: string | undefined;
  confirmationNumber: string | undefined;
  resultId: string | undefined;
  certificateId: string | undefined;
  /** Answers that this way does not allow. */
  readonly odd: string[] = [];

  constructor(victim: Victim) {
    this.#victim = victim;
  }

  async run(): Promise<void> {
    const items = [{ product: "certification", certificationId, quantity: codesOfOrder }];
    const order = placed.parse((await this.#post("/v1/orders", { items }, [201])).body);
    this.orderId = order.orderId;
    const payment = { orderId: order.orderId, paymentId: `pay-${order.orderId}`, ...order.total };
    await this.#report("payments", "payment.succeeded", payment, await this.#now(), [200]);
    this.isPaid = true;
    const { authorizationCodes } = paid.parse((await this.#get(`/v1/orders/${order.orderId}`)).body);

    const body = { authorizationCode: authorizationCodes[0]?.code ?? "", certificationId, candidate };
    const registration = opened.parse((await this.#post("/v1/registrations", body, [201])).body);
    this.registrationId = registration.registrationId;
    await this.#sit(registration.eligibilityCode.code);
    await this.#claim();
  }

  /** Books and passes; the two reports at the same moment, so that one may wait for the other. */
  async #sit(eligibilityCode: string): Promise<void> {
    const confirmationNumber = `885${randomInt(10 ** 11, 10 ** 12)}`;
    const resultId = `R-${confirmationNumber}`;
    const now = await this.#now();
    const place = { confirmationNumber, eligibilityCode, exam: "written", startsAt: now, testCenter };
    const result = { resultId, exam: "written", outcome: "pass", takenAt: now, confirmationNumber };
    await Promise.all([
      this.#report("prometric", "appointment.booked", place, now, [200]).then(() => {
        this.confirmationNumber = confirmationNumber;
      }),
      this.#report("prometric", "result.reported", result, now, [200, 202]).then(() => {
        this.resultId = resultId;
      }),
    ]);
  }

  /** Claims the certificate; where a crash kept the result waiting, the schedule's next run applies it first. */
  async #claim(): Promise<void> {
    for (let tries = 0; tries < 30; tries += 1) {
      const [certificate] = owned.parse((await this.#get("/v1/certificates")).body).data;
      if (certificate === undefined) {
        await this.#victim.send((client) => client.send("POST", "/__local/schedule/run"));
        continue;
      }
      await this.#post(`/v1/certificates/${certificate.certificateId}/claim`, {}, [200]);
      this.certificateId = certificate.certificateId;
      return;
    }
    this.odd.push(`no certificate for ${this.accountId}`);
  }

  async #post(path: string, body: object, allowed: readonly number[]): Promise<Answered> {
    const headers = { "idempotency-key": randomUUID() };
    return this.#acknowledged(
      async (client) => client.send("POST", path, { token: await this.#token(client), body, headers }),
      allowed,
    );
  }

  #report(
    sender: string,
    type: string,
    data: object,
    occurredAt: string,
    allowed: readonly number[],
  ): Promise<Answered> {
    const [body, messageId] = [{ type, occurredAt, data }, `msg_${randomUUID()}`];
    return this.#acknowledged((client) => client.webhook(sender, body, messageId), allowed);
  }

  async #acknowledged(send: Repeatable["send"], allowed: readonly number[]): Promise<Answered> {
    const first = await this.#victim.send(send);
    if (allowed.includes(first.status)) this.repeatable.push({ send, first });
    else this.odd.push(`${first.status} ${first.text}`);
    return first;
  }

  #get(path: string): Promise<Answered> {
    return this.#victim.send(async (client) => client.send("GET", path, { token: await this.#token(client) }));
  }

  async #now(): Promise<string> {
    const { body } = await this.#victim.send((client) => client.send("GET", "/__local/clock"));
    return z.object({ now: z.string() }).parse(body).now;
  }

  #token(client: LocalClient): Promise<string> {
    return client.token({ sub: this.accountId, email: `${this.accountId}@example.org` });
  }
}

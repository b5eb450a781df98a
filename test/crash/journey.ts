import { randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import { Calls } from "./calls.ts";
import { reinstated, staffDecide } from "./candidate-decisions.ts";
import { batchCancelled, corrected, moneyGoesBack, type Way } from "./decisions.ts";
import { messagesDecided } from "./parked-messages.ts";
import { partnerJourney } from "./partner-journey.ts";
import type { Victim } from "./victim.ts";
import { candidate, certificationId, codesOfOrder, testCenter } from "./wanted.ts";

const placed = z.object({ orderId: z.string(), total: z.object({ amount: z.number(), currency: z.string() }) });
const paid = z.object({ authorizationCodes: z.array(z.object({ code: z.string() })) });
const opened = z.object({ registrationId: z.string(), eligibilityCode: z.object({ code: z.string() }) });
const owned = z.object({ data: z.array(z.object({ certificateId: z.string() })) });

const ways: readonly Way[] = ["refunded", "dispute won", "dispute lost"];

/** A candidate's workflow from order to certificate, with its acknowledgements. */
export class Journey {
  readonly accountId = `account-${randomUUID()}`;
  readonly calls: Calls;
  /** Acknowledged facts, by the thing that must exist. */
  orderId: string | undefined;
  isPaid = false;
  registrationId: string | undefined;
  confirmationNumber: string | undefined;
  resultId: string | undefined;
  certificateId: string | undefined;

  readonly #place: number;

  /** By its place among the journeys, each takes another way. */
  constructor(victim: Victim, place: number) {
    this.#place = place;
    this.calls = new Calls(victim);
  }

  async run(): Promise<void> {
    const ways = [this.#candidate(), staffDecide(this.calls), partnerJourney(this.calls)];
    // One of them, because each releases all.
    if (this.#place === 0) ways.push(messagesDecided(this.calls));
    // A way that cannot go on is a finding, and hides no other.
    for (const end of await Promise.allSettled(ways)) {
      if (end.status === "rejected") this.calls.odd.push(String(end.reason));
    }
    if (this.#place % 3 === 0) await batchCancelled(this.calls);
  }

  async #candidate(): Promise<void> {
    const items = [{ product: "certification", certificationId, quantity: codesOfOrder }];
    const order = placed.parse((await this.calls.post("/v1/orders", this.accountId, { items }, [201])).body);
    this.orderId = order.orderId;
    const payment = { orderId: order.orderId, paymentId: `pay-${order.orderId}`, ...order.total };
    await this.calls.report("payments", "payment.succeeded", payment, await this.calls.now(), [200]);
    this.isPaid = true;
    const { authorizationCodes } = paid.parse(
      (await this.calls.get(`/v1/orders/${order.orderId}`, this.accountId)).body,
    );

    const body = { authorizationCode: authorizationCodes[0]?.code ?? "", certificationId, candidate };
    const registration = opened.parse((await this.calls.post("/v1/registrations", this.accountId, body, [201])).body);
    this.registrationId = registration.registrationId;
    await this.#sit(registration.eligibilityCode.code);
    await this.#claim();
    const price = { amount: order.total.amount / codesOfOrder, currency: order.total.currency };
    const way = ways[this.#place % ways.length] ?? "refunded";
    await moneyGoesBack(this.calls, order.orderId, authorizationCodes[1]?.code ?? "", price, way);
    await reinstated(this.calls, this.certificateId ?? "");
    // Else it ends reinstated.
    if (this.#place % 2 === 0) await corrected(this.calls, this.certificateId ?? "", this.resultId ?? "");
  }

  /** Books and passes. Both reports are sent at once, so that one may wait for the other. */
  async #sit(eligibilityCode: string): Promise<void> {
    const confirmationNumber = `885${randomInt(10 ** 11, 10 ** 12)}`;
    const resultId = `R-${confirmationNumber}`;
    const now = await this.calls.now();
    const place = { confirmationNumber, eligibilityCode, exam: "written", startsAt: now, testCenter };
    const result = { resultId, exam: "written", outcome: "pass", takenAt: now, confirmationNumber };
    await Promise.all([
      this.calls.report("prometric", "appointment.booked", place, now, [200]).then(() => {
        this.confirmationNumber = confirmationNumber;
      }),
      this.calls.report("prometric", "result.reported", result, now, [200, 202]).then(() => {
        this.resultId = resultId;
      }),
    ]);
  }

  /** Claims the certificate. If a crash left the result waiting, the schedule's next run applies it. */
  async #claim(): Promise<void> {
    const list = async () => owned.parse((await this.calls.get("/v1/certificates", this.accountId)).body).data[0];
    const certificate = await this.calls.eventually(list);
    if (certificate === undefined) {
      this.calls.odd.push(`no certificate for ${this.accountId}`);
      return;
    }
    await this.calls.post(`/v1/certificates/${certificate.certificateId}/claim`, this.accountId, {}, [200]);
    this.certificateId = certificate.certificateId;
  }
}

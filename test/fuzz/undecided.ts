import * as z from "zod";
import type { Random } from "../steps/random.ts";
import { type Maker, staff, texts } from "./maker.ts";
import type { Person } from "./transport.ts";

const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

/**
 * Things that staff can decide about: a paid order with a training, a gift, an open registration with its sitting, a
 * batch.
 */
export async function undecided(maker: Maker, as: Person, certificationId: string, draw: Random) {
  const training = { product: "offline-training", certificationId, quantity: 1 };
  const bought = await paidOrder(maker, as, [certifications(certificationId, 4), training]);
  const [used = "", gift = "", refundableCode = ""] = bought.codes.map(({ code }) => code);
  await maker.ask(as, "POST", `/v1/authorization-codes/${gift}/gift`, { recipientEmail: "bo@example.org" });
  const opened = await openRegistration(maker, as, certificationId, used);
  const { orderId, paymentId, currency } = bought;
  const disputeId = `dsp_${orderId}`;
  if (draw() < 0.3) {
    await maker.tell("payments", "payment.disputed", { orderId, paymentId, disputeId, amount: 1, currency });
  }
  const batch = { edition: "general-purpose", levels: ["aca"], quantity: 3, label: "Fuzzed" };
  const { batchId } = await maker.ask(staff, "POST", "/v1/authorization-codes/batches", batch);
  return {
    paidOrderId: orderId,
    paymentId,
    disputeId,
    trainingId: certificationId,
    giftCode: gift,
    refundableCode,
    batchId: String(batchId),
    ...opened,
  };
}

/** A registration without a booking, and an unused code. */
export async function unbooked(maker: Maker, as: Person, certificationId: string, spareCertificationId: string) {
  const items = [certificationId, spareCertificationId].map((id) => certifications(id, 1));
  const { codes } = await paidOrder(maker, as, items);
  const codeFor = (id: string) => codes.find((each) => each.certificationId === id)?.code ?? "";
  const candidate = { givenName: "Ana", familyName: "Sá", email: as.email, country: "PT" };
  const body = { authorizationCode: codeFor(certificationId), certificationId, candidate };
  const { registrationId } = await maker.ask(as, "POST", "/v1/registrations", body);
  const unbookedRegistrationId = String(registrationId);
  return { unbookedRegistrationId, spareCode: codeFor(spareCertificationId), spareCertificationId };
}

export function certifications(certificationId: string, quantity: number) {
  return { product: "certification", certificationId, quantity };
}

export async function paidOrder(maker: Maker, as: Person, items: readonly object[]) {
  const placed = await maker.ask(as, "POST", "/v1/orders", { items });
  const total = z.object({ amount: z.number(), currency: z.string() }).parse(placed.total);
  const [orderId, paymentId] = [String(placed.orderId), `pay_${String(placed.orderId)}`];
  await maker.tell("payments", "payment.succeeded", { orderId, paymentId, ...total });
  const paid = await maker.ask(as, "GET", `/v1/orders/${orderId}`);
  const codes = z.array(z.object({ code: z.string(), certificationId: z.string() })).parse(paid.authorizationCodes);
  return { orderId, paymentId, currency: total.currency, codes };
}

/** An open registration with a parked result, because its score is impossible. */
async function openRegistration(maker: Maker, as: Person, certificationId: string, authorizationCode: string) {
  const candidate = { givenName: "Ana", familyName: "Sá", email: as.email, country: "PT" };
  const body = { authorizationCode, certificationId, candidate };
  const opened = await maker.ask(as, "POST", "/v1/registrations", body);
  const { code: eligibilityCode } = texts.parse(opened.eligibilityCode);
  const [confirmationNumber, at] = [maker.number(), await maker.now()];
  const booking = { confirmationNumber, eligibilityCode, exam: "written", startsAt: at, testCenter };
  await maker.tell("prometric", "appointment.booked", booking);
  const scored = { exam: "written", outcome: "fail", score: 2, maximumScore: 1, takenAt: at };
  const result = { resultId: `R-${confirmationNumber}`, ...scored, confirmationNumber };
  await maker.tell("prometric", "result.reported", result);
  const { data } = await maker.ask(staff, "GET", "/v1/reports?limit=1");
  return {
    openRegistrationId: String(opened.registrationId),
    openEligibilityCode: String(eligibilityCode),
    openConfirmationNumber: confirmationNumber,
    openProvider: "prometric",
    acceptableReportId: z.array(z.object({ reportId: z.string() })).parse(data)[0]?.reportId ?? "",
  };
}

import { type Maker, texts } from "./maker.ts";
import type { Person } from "./transport.ts";
import { certifications, paidOrder } from "./undecided.ts";

const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

/** An order with a disputed payment, and a held result: both wait for staff. */
export async function waiting(maker: Maker, as: Person, certificationId: string) {
  const { codes, ...order } = await paidOrder(maker, as, [certifications(certificationId, 2)]);
  const candidate = { givenName: "Ana", familyName: "Sá", email: as.email, country: "PT" };
  const asked = { authorizationCode: codes[0]?.code, certificationId, candidate };
  const { eligibilityCode } = await maker.ask(as, "POST", "/v1/registrations", asked);
  const { code } = texts.parse(eligibilityCode);
  const [confirmationNumber, at, exam] = [maker.number(), await maker.now(), "written"];
  const booking = { confirmationNumber, eligibilityCode: code, exam, startsAt: at, testCenter };
  await maker.tell("prometric", "appointment.booked", booking);
  const heldResultId = `R-${confirmationNumber}`;
  const held = { resultId: heldResultId, exam, outcome: "held", takenAt: at, confirmationNumber };
  await maker.tell("prometric", "result.reported", held);
  const disputed = { ...order, disputeId: `dsp_${order.orderId}`, amount: 1 };
  await maker.tell("payments", "payment.disputed", disputed);
  return { reviewableOrderId: order.orderId, heldResultId };
}

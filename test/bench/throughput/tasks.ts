import { randomUUID } from "node:crypto";
import * as z from "zod";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { receiveReport } from "../../../shared/contract/exam/center-report-operations.ts";
import type { Operation } from "../../../shared/contract/operation.ts";
import { getOrder, placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import * as given from "../../support/given.ts";
import type { Request } from "../../support/invoke.ts";

export type Task = {
  readonly operation: Operation;
  readonly kind: "read" | "step";
  /** The most requests of a round over HTTP, because the gateway lets no more through at once. */
  readonly most: number;
  /** A request that was not made before. */
  readonly next: () => Promise<Request>;
};

/** The headers of a test centre's message. */
export type Sign = (text: string, at: string) => Promise<Readonly<Record<string, string>>>;

export const provider = "prometric";

/** A read, a step that writes, a webhook and a verification, on the table of this environment. */
export async function tasks(sign: Sign, reports: number, atOnce: number): Promise<readonly Task[]> {
  const ana = given.someone();
  const at = now();
  const certificationId = await given.certification("acp");
  const items = [{ product: "certification", certificationId, quantity: 1 }];
  const { orderId } = await given.order(items, ana, at);
  const bookable = await eligibilityCodes(certificationId, reports, at);
  const cleo = given.someone();
  const { certificateId, certificateNumber } = await given.pass(cleo, at);
  given.must([200], await given.claiming(certificateId, cleo, at));

  const reported = async () => {
    const eligibilityCode = bookable.pop();
    if (eligibilityCode === undefined) throw new Error("Too few eligibility codes were prepared");
    const [occurredAt, startsAt] = [now(), now(10 * 86_400_000)];
    const text = JSON.stringify({
      type: "appointment.booked",
      occurredAt,
      data: given.placed(eligibilityCode, { startsAt }),
    });
    return { params: { provider }, text, headers: await sign(text, occurredAt), at: occurredAt };
  };
  const unlimited = Number.POSITIVE_INFINITY;
  return [
    { operation: getOrder, kind: "read", most: unlimited, next: async () => ({ params: { orderId }, as: ana, at }) },
    {
      operation: placeOrder,
      kind: "step",
      most: unlimited,
      next: async () => ({ body: { items }, headers: { "idempotency-key": randomUUID() }, as: ana, at }),
    },
    { operation: receiveReport, kind: "step", most: unlimited, next: reported },
    {
      operation: verifyCertificate,
      kind: "read",
      most: atOnce,
      next: async () => ({ params: { certificateNumber }, at }),
    },
  ];
}

const registered = z.object({ eligibilityCode: z.object({ code: z.string() }) });

/** Each of an account of its own, because an account opens a certification once. */
async function eligibilityCodes(certificationId: string, quantity: number, at: string): Promise<string[]> {
  const batchId = await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity }, at);
  await given.issuing(batchId, 10_000, at);
  const codes: string[] = [];
  for (const code of await given.batchCodes(batchId)) {
    const opened = given.must([201], await given.registering(code, certificationId, given.someone(), { at }));
    codes.push(registered.parse(opened.body).eligibilityCode.code);
  }
  return codes;
}

function now(later = 0): string {
  return new Date(Date.now() + later).toISOString();
}

import { randomUUID } from "node:crypto";
import * as z from "zod";
import { handler as claim } from "../../functions/claim-certificate/handler.ts";
import { handler as placeOrder } from "../../functions/place-order/handler.ts";
import { handler as publish } from "../../functions/publish-certification/handler.ts";
import { handler as readMine } from "../../functions/read-mine/handler.ts";
import { handler as register } from "../../functions/register/handler.ts";
import { claimCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import * as registrations from "../../shared/contract/exam/registration-operations.ts";
import { putCertification } from "../../shared/contract/programme/catalogue-operations.ts";
import * as orders from "../../shared/contract/purchase/order-operations.ts";
import { deliver } from "../steps/inbox.ts";
import { runSchedule, streamedTable } from "../steps/schedule-runs.ts";
import * as given from "../support/given.ts";
import { defaultTime, invoke } from "../support/invoke.ts";
import { type News, TableStream } from "../support/table-stream.ts";
import type { ItemMeter, StepCost } from "./item-meter.ts";

/** As long as those of most people. */
const ana = { sub: randomUUID(), email: "ana.sa.pereira@example.org", email_verified: "true" };
const person = {
  givenName: "Ana",
  familyName: "Sá Pereira",
  email: ana.email,
  country: "PT",
  phone: "+351 912 345 678",
};
const testCenter = {
  id: "LIS-01",
  name: "Parque das Nações",
  city: "Lisboa",
  country: "PT",
  timeZone: "Europe/Lisbon",
};
const certificationId = "acp-cloud-computing";

const placedOrder = z.object({
  orderId: z.string(),
  total: z.object({ amount: z.number(), currency: z.string() }),
});
const paidOrder = z.object({ authorizationCodes: z.array(z.object({ code: z.string() })) });
const openedRegistration = z.object({ eligibilityCode: z.object({ code: z.string() }) });

/**
 * One candidate's whole way, each step as a front end or a centre sends it, with all e-mails, until the schedule has told
 * the certificate's end. Every step that writes is in it. Lists that someone looks at are not.
 */
export async function candidateWay(meter: ItemMeter): Promise<StepCost[]> {
  const stream = await TableStream.open(await streamedTable());
  const entry = {
    level: "acp",
    title: "Cloud Computing",
    price: { amount: 12_000, currency: "USD" },
    status: "published",
  };
  await invoke(publish, putCertification, { params: { certificationId }, body: entry, as: given.staff });
  const keyed = () => ({ as: ana, headers: { "idempotency-key": randomUUID() } });
  const steps: StepCost[] = [];
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const { made, cost } = await meter.measure(name, work);
    steps.push(cost);
    return made;
  };
  await stream.news();

  const items = [{ product: "certification", certificationId, quantity: 1 }];
  const placed = await step("order", () => invoke(placeOrder, orders.placeOrder, { ...keyed(), body: { items } }));
  const order = placedOrder.parse(placed.body);
  await step("payment", () => given.payment({ orderId: order.orderId, ...order.total }).then(done));
  const paid = await invoke(readMine, orders.getOrder, { params: { orderId: order.orderId }, as: ana });
  const [{ code: authorizationCode } = { code: "" }] = paidOrder.parse(paid.body).authorizationCodes;
  const activation = { authorizationCode, certificationId, candidate: person };
  const opened = await step("activate", () =>
    invoke(register, registrations.register, { ...keyed(), body: activation }),
  );
  const { eligibilityCode } = { eligibilityCode: openedRegistration.parse(opened.body).eligibilityCode.code };

  const [first, second] = [given.someNumber(), given.someNumber()];
  const exam = { eligibilityCode, exam: "written", testCenter, startsAt: "2026-12-01T09:00:00.000Z" };
  const reported = (type: string, data: object) => () => given.report("prometric", type, data).then(done);
  await step("book", reported("appointment.booked", { ...exam, confirmationNumber: first }));
  const moved = { ...exam, startsAt: "2026-12-02T09:00:00.000Z", previousConfirmationNumber: first };
  await step("move", reported("appointment.rescheduled", { ...moved, confirmationNumber: second }));
  const sat = { confirmationNumber: second, exam: "written", takenAt: "2026-12-02T09:05:00.000Z" };
  const scored = { score: 540, maximumScore: 700, passingScore: 450 };
  const passed = { resultId: `R-${second}`, outcome: "pass", ...sat, ...scored };
  const atEnd = "2026-12-02T11:00:00.000Z";
  await step("pass", () => given.report("prometric", "result.reported", passed, { at: atEnd }).then(done));
  const [certificate] = await given.certificates(ana, atEnd);
  const params = { certificateId: certificate?.certificateId ?? "" };
  await step("claim", () => invoke(claim, claimCertificate, { ...keyed(), params, body: {}, at: atEnd }).then(done));
  const told = await stream.news();
  await step(`${countOf(told)} e-mails`, () => deliver(told));

  return [...steps, ...(await theEnd(meter, stream))];
}

/** The schedule, each time that it finds something due: the reminders and the end of the certificate, and their e-mails. */
async function theEnd(meter: ItemMeter, stream: TableStream): Promise<StepCost[]> {
  const { cost: schedule } = await meter.measure("schedule", async () => {
    let next: string | undefined = defaultTime;
    while (next !== undefined) next = (await runSchedule(next)).nextDueAt;
  });
  const told = await stream.news();
  const { cost: mails } = await meter.measure(`${countOf(told)} reminders`, () => deliver(told));
  return [schedule, mails];
}

function countOf(told: readonly News[]): number {
  return told.reduce((sum, { notifications }) => sum + notifications.length, 0);
}

function done<R extends { readonly status: number }>(answer: R): R {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer)}`);
  return answer;
}

import { randomInt } from "node:crypto";
import * as z from "zod";
import { type Answered, LocalClient } from "./client.ts";
import { Host } from "./host.ts";
import { say } from "./log.ts";
import { optionsFrom } from "./options.ts";

const orderSchema = z.object({ orderId: z.string(), total: z.object({ amount: z.number(), currency: z.string() }) });
const paidSchema = z.object({ status: z.string(), authorizationCodes: z.array(z.object({ code: z.string() })) });
const registrationSchema = z.object({
  registrationId: z.string(),
  eligibilityCode: z.object({ code: z.string(), expiresAt: z.string() }),
});
const certificatesSchema = z.object({
  data: z.array(z.object({ certificateId: z.string(), certificateNumber: z.string() })),
});

const certificationId = "acp-cloud-computing";
const day = 86_400_000;

/** Tells a candidate's whole way against a local run, and fails at the first step that does not do what it should. */
export async function tellStory(client: LocalClient, tell: (line: string) => void): Promise<string> {
  const started = Date.parse(await client.now());
  const later = (days: number) => new Date(started + days * day).toISOString();
  const number = () => `885${randomInt(10 ** 9, 10 ** 10)}`;
  const me = `ana-${randomInt(10 ** 9)}`;
  const token = await client.token({ sub: me, email: `${me}@example.org`, name: "Ana Sá" });
  tell(`Ana signs in as ${me}`);

  const items = [{ product: "certification", certificationId, quantity: 1 }];
  const order = orderSchema.parse(
    expect(201, await client.send("POST", "/v1/orders", { token, body: { items } })).body,
  );
  tell(`She orders ${certificationId}: order ${order.orderId}, ${order.total.amount / 100} ${order.total.currency}`);

  const payment = { orderId: order.orderId, paymentId: `pay_${randomInt(10 ** 9)}`, ...order.total };
  const confirmation = { type: "payment.succeeded", occurredAt: later(0), data: payment };
  expect(200, await client.webhook("payments", confirmation, `msg_${order.orderId}`));
  expect(200, await client.webhook("payments", confirmation, `msg_${order.orderId}`));
  const paid = paidSchema.parse(expect(200, await client.send("GET", `/v1/orders/${order.orderId}`, { token })).body);
  const [{ code } = { code: "" }, ...others] = paid.authorizationCodes;
  if (others.length > 0) throw new Error("a payment that was confirmed twice issued codes twice");
  tell(`The payment is confirmed, twice, and gives one authorization code: ${code}`);

  const candidate = { givenName: "Ana", familyName: "Sá", email: `${me}@example.org`, country: "PT" };
  const activation = { authorizationCode: code.toLowerCase().replaceAll("-", " "), certificationId, candidate };
  const registration = registrationSchema.parse(
    expect(201, await client.send("POST", "/v1/registrations", { token, body: activation })).body,
  );
  const eligibilityCode = registration.eligibilityCode.code;
  tell(`She activates it, typed in lower case, and gets the eligibility code ${eligibilityCode}`);
  expect(409, await client.send("POST", "/v1/registrations", { token, body: activation }));
  tell("A second activation of the same code is refused");

  const check = `/v1/test-centers/prometric/eligibility/${eligibilityCode}?exam=written`;
  const { eligible } = z
    .object({ eligible: z.boolean() })
    .parse(expect(200, await client.signedGet("prometric", check)).body);
  tell(`The test centre asks whether the code may book the written exam: ${eligible ? "yes" : "no"}`);

  const testCenter = { id: "LIS-01", name: "Lisboa Centro", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };
  const placed = { eligibilityCode, exam: "written", testCenter };
  const [first, second] = [number(), number()];
  await report("appointment.booked", 0, { ...placed, confirmationNumber: first, startsAt: later(10) });
  tell(`It reports the booking: confirmation number ${first}`);
  const moved = { ...placed, confirmationNumber: second, previousConfirmationNumber: first, startsAt: later(12) };
  await report("appointment.rescheduled", 1, moved);
  const old = z
    .object({ validConfirmationNumber: z.string() })
    .parse(expect(200, await client.send("GET", `/v1/appointments/${first}`, { token })).body);
  tell(`Ana moves the appointment; ${first} now answers that ${old.validConfirmationNumber} is the valid number`);

  const result = { resultId: `R-${second}`, exam: "written", outcome: "pass", score: 82, maximumScore: 100 };
  await report("result.reported", 13, { ...result, takenAt: later(12), confirmationNumber: second });
  tell("She sits and passes: 82 of 100");

  const { data } = certificatesSchema.parse(expect(200, await client.send("GET", "/v1/certificates", { token })).body);
  const [certificate] = data;
  if (certificate === undefined) throw new Error("the pass has earned no certificate");
  const { certificateId, certificateNumber } = certificate;
  expect(200, await client.send("POST", `/v1/certificates/${certificateId}/claim`, { token, body: {} }));
  tell(`She claims her certificate, number ${certificateNumber}`);

  const verified = expect(200, await client.send("GET", `/v1/verifications/${certificateNumber}`)).body;
  const { status, holderName } = z.object({ status: z.string(), holderName: z.string() }).parse(verified);
  tell(`Anyone verifies it: ${holderName}, ${certificationId}: ${status}`);
  return status;

  async function report(type: string, days: number, data: object): Promise<void> {
    expect(200, await client.webhook("prometric", { type, occurredAt: later(days), data }));
  }
}

function expect(status: number, answered: Answered): Answered {
  if (answered.status === status) return answered;
  throw new Error(`expected ${status}, got ${answered.status}: ${answered.text}`);
}

async function isLocalRun(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/__local/clock`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** `npm run demo`: against the local run at PORT if there is one, else against one of its own that keeps nothing. */
async function main(): Promise<number> {
  const running = `http://localhost:${process.env.PORT ?? "3000"}`;
  const host = (await isLocalRun(running)) ? undefined : new Host();
  if (host !== undefined) say(`Nothing runs at ${running}: starting a host of our own that keeps nothing`);
  try {
    const url = host === undefined ? running : await host.start(optionsFrom(["--memory"], { PORT: "0" }));
    let step = 0;
    const status = await tellStory(new LocalClient(url), (line) => {
      step += 1;
      say(`${String(step).padStart(2)}. ${line}`);
    });
    say(status);
    return status === "valid" ? 0 : 1;
  } finally {
    await host?.stop();
  }
}

if (import.meta.main) process.exit(await main());

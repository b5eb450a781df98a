import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import type { ProblemCode } from "../../shared/client/calls.ts";
import { createClient, type RequestOf } from "../../shared/client/client.ts";
import { isProblem } from "../../shared/client/problem-error.ts";
import { Host } from "../local/host/host.ts";
import { say } from "../local/host/log.ts";
import { optionsFrom } from "../local/host/options.ts";
import { moneyInWords } from "../sandbox/money.ts";
import { describedProgramme } from "../sandbox/test-centers/about-programme.ts";
import { centersOf, newNumber } from "../sandbox/test-centers/centers.ts";
import { LocalClient } from "./client.ts";
import { command, Misuse } from "./command.ts";
import { tellPartnerStory } from "./partner-story.ts";
import type { Stage } from "./stage.ts";

/** A day takes a second, because centres cannot report the future. */
const day = 1_000;

/**
 * Plays a candidate's whole workflow against a local run, and fails at the first wrong step. Each person has an API
 * client. `of` names another certification and address.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a story from beginning to end.
export async function tellStory(
  local: Stage,
  tell: (line: string) => void,
  of: { readonly certificationId?: string; readonly email?: string } = {},
): Promise<{ readonly status: string; readonly certificateId: string }> {
  const started = Date.parse(await local.now());
  const later = (days: number) => new Date(started + days * day).toISOString();
  const { exam, place, ...example } = await toldExample(local);
  const certificationId = of.certificationId ?? example.certificationId;
  const provider = place.center;
  const me = `ana-${randomInt(10 ** 9)}`;
  const email = of.email ?? `${me}@example.org`;
  const token = await local.token({ sub: me, email, name: "Ana Sá" });
  const anyone = createClient({ baseUrl: local.url });
  const ana = createClient({ baseUrl: local.url, token });
  const bank = createClient({ baseUrl: local.url, sign: local.signer("payments") });
  const center = createClient({ baseUrl: local.url, sign: local.signer(provider) });
  tell(`Ana signs in as ${me}`);

  const items = [{ product: "certification" as const, certificationId, quantity: 1 }];
  const { body: order } = await ana.placeOrder({ body: { items } });
  tell(`She orders ${certificationId}: order ${order.orderId}, ${moneyInWords(order.total)}`);

  const payment = { orderId: order.orderId, paymentId: `pay_${randomInt(10 ** 9)}`, ...order.total };
  const confirmation = { type: "payment.succeeded" as const, occurredAt: later(0), data: payment };
  const messageId = `msg_${order.orderId}`;
  await bank.confirmPayment({ body: confirmation, messageId });
  await bank.confirmPayment({ body: confirmation, messageId });
  const { body: paid } = await ana.getOrder({ params: { orderId: order.orderId } });
  const [{ code } = { code: "" }, ...others] = paid.authorizationCodes ?? [];
  if (others.length > 0) throw new Error("a payment that was confirmed twice issued codes twice");
  tell(`The payment is confirmed, twice, and gives one authorization code: ${code}`);

  const candidate = { givenName: "Ana", familyName: "Sá", email, country: "PT" };
  const activation = { authorizationCode: code.toLowerCase().replaceAll("-", " "), certificationId, candidate };
  const { body: registration } = await ana.register({ body: activation });
  const eligibilityCode = registration.eligibilityCode?.code ?? "";
  tell(`She activates it, typed in lower case, and gets the eligibility code ${eligibilityCode}`);
  await refused("authorization-code-already-redeemed", ana.register({ body: activation }));
  tell("A second activation of the same code is refused");

  const asked = { params: { provider, code: eligibilityCode }, query: { exam } };
  const { eligible } = (await center.checkEligibility(asked)).body;
  tell(`The test centre asks whether the code may book the ${exam} exam: ${eligible ? "yes" : "no"}`);

  const testCenter = { id: "LIS-01", name: "Lisboa Centro", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };
  const placed = { eligibilityCode, exam, testCenter };
  const [first, second] = [newNumber(place), newNumber(place)];
  const booking = { ...placed, confirmationNumber: first, startsAt: later(10) };
  await report({ type: "appointment.booked", occurredAt: later(0), data: booking });
  tell(`It reports the booking: confirmation number ${first}`);
  const moved = { ...placed, confirmationNumber: second, previousConfirmationNumber: first, startsAt: later(12) };
  await report({ type: "appointment.rescheduled", occurredAt: later(1), data: moved });
  const { body: old } = await ana.getAppointment({ params: { confirmationNumber: first } });
  tell(`Ana moves the appointment; ${first} now answers that ${old.validConfirmationNumber} is the valid number`);

  const result = { resultId: `R-${second}`, exam, outcome: "pass" as const, score: 82, maximumScore: 100 };
  const sat = { ...result, takenAt: later(12), confirmationNumber: second };
  await report({ type: "result.reported", occurredAt: later(13), data: sat });
  tell("She sits and passes: 82 of 100");

  const [certificate] = (await ana.listCertificates()).body.data;
  if (certificate === undefined) throw new Error("the pass has earned no certificate");
  const { certificateId, certificateNumber } = certificate;
  await ana.claimCertificate({ params: { certificateId } });
  tell(`She claims her certificate, number ${certificateNumber}`);

  const { status, holderName } = (await anyone.verifyCertificate({ params: { certificateNumber } })).body;
  tell(`Anyone verifies it: ${holderName}, ${certificationId}: ${status}`);
  return { status, certificateId };

  async function report(body: RequestOf<"receiveReport">["body"]): Promise<void> {
    const came = await center.receiveReport({ params: { provider }, body });
    if (came.body.status !== "applied") throw new Error(`a report in its order was not applied: ${came.body.status}`);
  }
}

/** The certification, level, exam and centre that the story is about. Throws for a programme without a fitting one. */
export async function toldExample(local: Pick<Stage, "send">) {
  const about = describedProgramme.parse((await local.send("GET", "/openapi.json")).body)["x-programme"];
  const { certificationId, level } = about.example;
  const [first, ...others] = about.levels.find((each) => each.level === level)?.exams ?? [];
  const place = centersOf(about).find(({ center }) => center === first?.providers[0]);
  if (first === undefined || others.length > 0 || place?.kind !== "eligibility-code") {
    throw new Error(`The story is about one exam that is booked; ${certificationId} has others.`);
  }
  return { certificationId, level, exam: first.exam, place };
}

async function refused(code: ProblemCode, call: Promise<unknown>): Promise<void> {
  const came: unknown = await call.catch((error: unknown) => error);
  if (!isProblem(came, code)) throw new Error(`expected the refusal ${code}`, { cause: came });
}

export async function isLocalRun(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/__local/clock`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  await command({
    help: `npm run demo -- [candidate|partner]

Tells a whole way against the local run at PORT, or against a host of its own that keeps nothing, and fails at the first
step that does not do what it should.

  candidate   from the order to the certificate that anyone verifies (this one, if none is named)
  partner     from a partner's coupons to a member's certificate that counts for the partner

  PORT   where to look for a local run (3000)`,
    parse: () => storyNamed(parseArgs({ options: {}, allowPositionals: true }).positionals),
    work: async (story, atEnd) => {
      const running = `http://localhost:${process.env.PORT ?? "3000"}`;
      const url = (await isLocalRun(running)) ? running : await ownHost(running, atEnd);
      let step = 0;
      const status = await story(new LocalClient(url), (line) => {
        step += 1;
        say(`${String(step).padStart(2)}. ${line}`);
      });
      say(`The certificate is ${status}`);
      return status === "valid" ? 0 : 1;
    },
  });
}

type Story = (local: LocalClient, tell: (line: string) => void) => Promise<string>;

function storyNamed([name = "candidate", ...more]: readonly string[]): Story {
  if (more.length === 0 && name === "candidate") return async (local, tell) => (await tellStory(local, tell)).status;
  if (more.length === 0 && name === "partner") return tellPartnerStory;
  throw new Misuse(`There is no story "${[name, ...more].join(" ")}".`);
}

async function ownHost(running: string, atEnd: (end: () => unknown) => void): Promise<string> {
  say(`Nothing runs at ${running}: starting a host of our own that keeps nothing`);
  const host = new Host();
  atEnd(() => host.stop());
  return await host.start(optionsFrom(["--memory"], { PORT: "0" }));
}

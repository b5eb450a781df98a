import * as z from "zod";
import { below, type Random } from "../steps/random.ts";
import type { Person, Transport } from "./transport.ts";

/** A value by what it names: `orderId`, `examCode`, `accountId`... */
export type Known = Readonly<Record<string, string>>;

/** Someone's things, each made by the API itself, and who they are. */
export type Household = {
  readonly candidate: Person;
  readonly main: Person;
  readonly member: Person;
  readonly things: Known;
};

export const staff: Person = { sub: "staff-1", email: "staff@example.org", name: "Staff", staff: true };

/** What everyone orders and sits, and what is ordered besides. */
const certificationId = "acp-fuzzed";
const anotherId = "acp-fuzzed-too";

export function person(draw: Random): Person {
  const sub = `fuzz-${below(2 ** 32, draw).toString(36)}-${below(2 ** 32, draw).toString(36)}`;
  return { sub, email: `${sub}@example.org`, name: "Ana Sá", staff: false };
}

const texts = z.record(z.string(), z.unknown());
const price = { amount: 12_000, currency: "USD" };
const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

/** Makes things through the API, as the people in question do. */
class Maker {
  readonly #transport: Transport;
  readonly #draw: Random;

  constructor(transport: Transport, draw: Random) {
    this.#transport = transport;
    this.#draw = draw;
  }

  async ask(as: Person, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const text = body && JSON.stringify(body);
    const headers = { ...(text !== undefined && { "content-type": "application/json" }) };
    const [bare = "", query = ""] = path.split("?");
    const sent = { method, path: bare, query, headers, body: text, as, address: "192.0.2.1" };
    return this.#must(path, await this.#transport.send(sent));
  }

  async tell(sender: string, type: string, data: object): Promise<Record<string, unknown>> {
    const text = JSON.stringify({ type, occurredAt: await this.#transport.now(), data });
    const path = `/v1/webhooks/${sender}`;
    const signed = await this.#transport.sign(sender, text, `msg_${this.number()}`);
    const headers = { ...signed, "content-type": "application/json" };
    const sent = { method: "POST", path, query: "", headers, body: text, as: undefined, address: "192.0.2.1" };
    return this.#must(path, await this.#transport.send(sent));
  }

  now(): Promise<string> {
    return this.#transport.now();
  }

  number(): string {
    return `885${String(below(10 ** 12, this.#draw)).padStart(12, "0")}`;
  }

  #must(path: string, { status, text }: { status: number; text: string }): Record<string, unknown> {
    if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
    return texts.parse(JSON.parse(text));
  }
}

/** One household's things of every kind that an account can have. */
export async function household(transport: Transport, draw: Random): Promise<Household> {
  const maker = new Maker(transport, draw);
  const [candidate, main, member] = [person(draw), person(draw), person(draw)];
  await publish(maker);
  const own = await candidature(maker, candidate, draw);
  const partners = await partnership(maker, main, member, candidate, draw() < 0.5);
  const names = { corrects: own.resultId ?? "", previousConfirmationNumber: own.confirmationNumber ?? "" };
  return { candidate, main, member, things: { ...partners, ...own, ...names } };
}

async function publish(maker: Maker): Promise<void> {
  const entry = { level: "acp", title: "Fuzzed", price, status: "published" };
  for (const id of [certificationId, anotherId]) await maker.ask(staff, "PUT", `/v1/certifications/${id}`, entry);
}

/** A candidate's way, and a second code and registration that are left open. */
async function candidature(maker: Maker, as: Person, draw: Random): Promise<Known> {
  const items = [certificationId, anotherId].map((id) => ({
    ...{ product: "certification", certificationId: id, quantity: 1 },
  }));
  const { orderId, total } = await maker.ask(as, "POST", "/v1/orders", { items });
  const payment = { orderId, paymentId: `pay_${String(orderId)}`, ...texts.parse(total) };
  await maker.tell("payments", "payment.succeeded", payment);
  const paid = await maker.ask(as, "GET", `/v1/orders/${String(orderId)}`);
  const bought = z.array(z.object({ code: z.string(), certificationId: z.string() })).parse(paid.authorizationCodes);
  const codeFor = (id: string) => bought.find((each) => each.certificationId === id)?.code ?? "";
  const candidate = { givenName: "Ana", familyName: "Sá", email: as.email, country: "PT" };
  const asked = { authorizationCode: codeFor(certificationId), certificationId, candidate };
  const opened = await maker.ask(as, "POST", "/v1/registrations", asked);
  const { code: eligibilityCode } = z.object({ code: z.string() }).parse(opened.eligibilityCode);
  const [confirmationNumber, at] = [maker.number(), await maker.now()];
  const booking = { confirmationNumber, eligibilityCode, exam: "written", startsAt: at, testCenter };
  await maker.tell("prometric", "appointment.booked", booking);
  const resultId = `R-${confirmationNumber}`;
  const sat = { resultId, exam: "written", outcome: "pass", takenAt: at, confirmationNumber };
  await maker.tell("prometric", "result.reported", sat);
  const { data } = await maker.ask(as, "GET", "/v1/certificates");
  const [certificate] = z.array(z.object({ certificateId: z.string(), certificateNumber: z.string() })).parse(data);
  const { certificateId = "", certificateNumber = "" } = certificate ?? {};
  const claimed = draw() < 0.6 ? await claim(maker, as, certificateId) : {};
  const open = await maker.ask(as, "POST", "/v1/orders", { items });
  const registrationId = String(opened.registrationId);
  const chosen = draw() < 0.5 ? certificationId : anotherId;
  const codes = { authorizationCode: codeFor(anotherId), eligibilityCode, certificateNumber, certificationId: chosen };
  const history = {
    historyKind: "order",
    historyId: String(open.orderId),
    reportId: await parked(maker, eligibilityCode),
  };
  const sitting = { registrationId, confirmationNumber, resultId, certificateId };
  return { ...codes, ...history, ...sitting, ...claimed, orderId: String(open.orderId) };
}

/** Claims a certificate. Answers what its links are opened with, and the key that signs its credential. */
async function claim(maker: Maker, as: Person, certificateId: string): Promise<Known> {
  await maker.ask(as, "POST", `/v1/certificates/${certificateId}/claim`, {});
  const { links } = await maker.ask(as, "GET", `/v1/certificates/${certificateId}`);
  const { credential } = z.object({ credential: z.string() }).parse(links);
  const { keys } = await maker.ask(as, "GET", "/.well-known/jwks.json");
  const [{ kid } = { kid: "" }] = z.array(z.object({ kid: z.string() })).parse(keys);
  return { linkToken: new URL(credential).searchParams.get("token") ?? "", keyId: kid.split("/").at(-1) ?? "" };
}

/** A report that is kept for staff, since it names an exam that the registration does not have. Answers its id. */
async function parked(maker: Maker, eligibilityCode: string): Promise<string> {
  const booking = { confirmationNumber: maker.number(), eligibilityCode, exam: "lab", testCenter };
  await maker.tell("prometric", "appointment.booked", { ...booking, startsAt: await maker.now() });
  const { data } = await maker.ask(staff, "GET", "/v1/reports?limit=1");
  return z.array(z.object({ reportId: z.string() })).parse(data)[0]?.reportId ?? "";
}

/** A partner with a member, an applicant, issued codes, one used for a sitting that was bound, one perhaps given away. */
async function partnership(
  maker: Maker,
  main: Person,
  member: Person,
  applicant: Person,
  isGiven: boolean,
): Promise<Known> {
  const made = await maker.ask(staff, "POST", "/v1/partners", { name: "Acme", mainAccountId: main.sub });
  const { partnerId, organizationId } = z.object({ partnerId: z.string(), organizationId: z.string() }).parse(made);
  const organization = `/v1/organizations/${organizationId}`;
  const { token } = await maker.ask(main, "POST", `${organization}/invitations`);
  const apply = { fullName: member.name, email: member.email };
  const applications = `/v1/invitations/${String(token)}/applications`;
  const joining = await maker.ask(member, "POST", applications, apply);
  await maker.ask(main, "POST", `${organization}/applications/${String(joining.applicationId)}/approve`);
  const { applicationId } = await maker.ask(applicant, "POST", applications, apply);
  const issue = (id: string) =>
    maker.ask(main, "POST", `/v1/partners/${partnerId}/benefit-applications`, { ...wanted, certificationId: id });
  const wanted = { exam: "written", quantity: 2 };
  const issued = await issue(anotherId);
  const [examCode = ""] = z.array(z.string()).parse(issued.examCodes);
  const [used = ""] = z.array(z.string()).parse((await issue(certificationId)).examCodes);
  for (const code of [used, ...(isGiven ? [examCode] : [])]) {
    await maker.ask(main, "POST", `/v1/exam-codes/${code}/assign`, { accountId: member.sub });
  }
  const ids = { candidateId: `CAND-${maker.number()}`, registrationId: `PV-${maker.number()}` };
  const sat = { resultId: `R-${ids.registrationId}`, exam: "written", outcome: "pass", takenAt: await maker.now() };
  await maker.tell("pearson-vue", "result.reported", { ...sat, ...ids, examCode: used, delivery: "online" });
  const bound = await maker.ask(member, "POST", "/v1/bindings", { certificationId, ...ids, fullName: "Ana Sá" });
  return {
    ...{ partnerId, organizationId, token: String(token), applicationId: String(applicationId), examCode },
    ...{ changeId: String(issued.changeId), bindingId: String(bound.bindingId), accountId: member.sub },
    ...{ candidateId: ids.candidateId, sittingId: ids.registrationId },
  };
}

import * as z from "zod";
import type { Random } from "../steps/random.ts";
import { type Known, Maker, person, staff, texts } from "./maker.ts";
import type { Person, Transport } from "./transport.ts";
import { unbooked, undecided } from "./undecided.ts";
import { waiting } from "./waiting.ts";

/** A person's accounts and things, all created by the API. */
export type Household = {
  readonly candidate: Person;
  readonly main: Person;
  readonly member: Person;
  readonly things: Known;
};

/** The certification of most orders and sittings, and a second one. */
const certificationId = "acp-fuzzed";
const anotherId = "acp-fuzzed-too";
/** For staff decisions. */
const openId = "acp-fuzzed-open";
/** For registrations without a booking, and for unused codes. */
const [unbookedId, spareId, waitingId] = ["acp-fuzzed-unbooked", "acp-fuzzed-spare", "acp-fuzzed-waiting"];

const price = { amount: 12_000, currency: "USD" };
const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

/** Creates a household with things of every kind. */
export async function household(transport: Transport, draw: Random): Promise<Household> {
  const maker = new Maker(transport, draw);
  const [candidate, main, member] = [person(draw), person(draw), person(draw)];
  await publish(maker);
  const own = await candidature(maker, candidate, draw);
  const open = await undecided(maker, candidate, openId, draw);
  const fresh = await unbooked(maker, candidate, unbookedId, spareId);
  const staffs = await waiting(maker, candidate, waitingId);
  const mailId = await transport.parkedMail?.(draw() < 0.5 ? candidate.email : undefined);
  const partners = await partnership(maker, main, member, candidate, draw() < 0.5);
  const names = { corrects: own.resultId ?? "", previousConfirmationNumber: own.confirmationNumber ?? "" };
  return {
    candidate,
    main,
    member,
    things: { ...partners, ...open, ...fresh, ...staffs, ...own, ...names, ...(mailId !== undefined && { mailId }) },
  };
}

async function publish(maker: Maker): Promise<void> {
  const entry = { level: "acp", title: "Fuzzed", price, status: "published" };
  for (const id of [certificationId, anotherId, unbookedId, spareId, waitingId])
    await maker.ask(staff, "PUT", `/v1/certifications/${id}`, entry);
  await maker.ask(staff, "PUT", `/v1/certifications/${openId}`, { ...entry, offlineTraining: { price } });
}

/** A candidate's workflow, plus an unused code and an open registration. */
async function candidature(maker: Maker, as: Person, draw: Random): Promise<Known> {
  const items = [certificationId, anotherId].map((id) => ({
    product: "certification",
    certificationId: id,
    quantity: 1,
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

/** Claims a certificate. Returns its link tokens and the key that signs its credential. */
async function claim(maker: Maker, as: Person, certificateId: string): Promise<Known> {
  await maker.ask(as, "POST", `/v1/certificates/${certificateId}/claim`, {});
  const { links } = await maker.ask(as, "GET", `/v1/certificates/${certificateId}`);
  const { credential } = z.object({ credential: z.string() }).parse(links);
  const { keys } = await maker.ask(as, "GET", "/.well-known/jwks.json");
  const [{ kid } = { kid: "" }] = z.array(z.object({ kid: z.string() })).parse(keys);
  return { linkToken: new URL(credential).searchParams.get("token") ?? "", keyId: kid.split("/").at(-1) ?? "" };
}

/** Creates a parked report: it names an exam that the registration does not have. Returns its id. */
async function parked(maker: Maker, eligibilityCode: string): Promise<string> {
  const booking = { confirmationNumber: maker.number(), eligibilityCode, exam: "lab", testCenter };
  await maker.tell("prometric", "appointment.booked", { ...booking, startsAt: await maker.now() });
  const { data } = await maker.ask(staff, "GET", "/v1/reports?limit=1");
  return z.array(z.object({ reportId: z.string() })).parse(data)[0]?.reportId ?? "";
}

/** A partner with a member, an applicant and codes: one is bound, one is perhaps assigned. */
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
  const [examCode = "", spareExamCode = ""] = z.array(z.string()).parse(issued.examCodes);
  const [used = ""] = z.array(z.string()).parse((await issue(certificationId)).examCodes);
  const [free = ""] = z.array(z.string()).parse((await issue(openId)).examCodes);
  for (const code of [used, free, ...(isGiven ? [examCode] : [])]) {
    await maker.ask(main, "POST", `/v1/exam-codes/${code}/assign`, { accountId: member.sub });
  }
  const ids = await sitting(maker, used);
  const unbound = await sitting(maker, free);
  const bound = await maker.ask(member, "POST", "/v1/bindings", { certificationId, ...ids, fullName: "Ana Sá" });
  return {
    partnerId,
    organizationId,
    token: String(token),
    applicationId: String(applicationId),
    examCode,
    spareExamCode,
    changeId: String(issued.changeId),
    bindingId: String(bound.bindingId),
    accountId: member.sub,
    mainAccountId: main.sub,
    candidateId: ids.candidateId,
    linkProvider: "pearson-vue",
    freeCertificationId: openId,
    freeCandidateId: unbound.candidateId,
    freeSittingId: unbound.registrationId,
  };
}

/** A pass at the second centre, paid by an exam code. Returns the centre's ids. */
async function sitting(maker: Maker, examCode: string) {
  const ids = { candidateId: `CAND-${maker.number()}`, registrationId: `PV-${maker.number()}` };
  const sat = { resultId: `R-${ids.registrationId}`, exam: "written", outcome: "pass", takenAt: await maker.now() };
  await maker.tell("pearson-vue", "result.reported", { ...sat, ...ids, examCode, delivery: "online" });
  return ids;
}

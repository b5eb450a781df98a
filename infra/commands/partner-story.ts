import { randomInt } from "node:crypto";
import { createClient, type RequestOf } from "../../shared/client/client.ts";
import { StartFailure } from "../local/host/failure.ts";
import { describedProgramme } from "../sandbox/test-centers/about-programme.ts";
import { centersOf, newNumber } from "../sandbox/test-centers/centers.ts";
import { type LocalClient, staffGroup } from "./client.ts";

/** A day takes a second, because centres cannot report the future. */
const day = 1_000;

/**
 * Plays a partner's workflow against a local run, from the first coupons to the certificate that counts, and fails at
 * the first wrong step. Returns the certificate's status.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a story from beginning to end.
export async function tellPartnerStory(local: LocalClient, tell: (line: string) => void): Promise<string> {
  const { certificationId, level, exam, place } = await exampleOf(local);
  const started = Date.parse(await local.now());
  const later = (days: number) => new Date(started + days * day).toISOString();
  const signedIn = async (name: string, groups: string[] = []) => {
    const sub = `${name.toLowerCase()}-${randomInt(10 ** 9)}`;
    const email = `${sub}@example.org`;
    return {
      sub,
      email,
      name,
      api: createClient({ baseUrl: local.url, token: await local.token({ sub, email, name, groups }) }),
    };
  };
  const [staff, main, mei] = [await signedIn("Staff", [staffGroup]), await signedIn("Main"), await signedIn("Mei")];
  const provider = place.center;
  const center = createClient({ baseUrl: local.url, sign: local.signer(provider) });

  const name = "Cloud Partners Ltd";
  const { partnerId, organizationId } = (await staff.api.createPartner({ body: { name, mainAccountId: main.sub } }))
    .body;
  tell(`Staff makes ${name} a partner, ${partnerId}, which has an organization of its own`);

  const benefits = async () => (await main.api.getBenefits({ params: { partnerId } })).body.levels[level];
  const before = await benefits();
  tell(`Its main account may take ${before?.remaining} coupons for ${level} before its first certificate`);
  const applied = await main.api.applyForBenefits({
    params: { partnerId },
    body: { certificationId, exam, quantity: 2 },
  });
  const { changeId, examCodes } = applied.body;
  tell(`It takes two for the ${exam} exam of ${certificationId}: the exam codes ${examCodes.join(" and ")}`);
  const { data: changes } = (await main.api.listBenefitChanges({ params: { partnerId } })).body;
  if (changes[0]?.changeId !== changeId) throw new Error("the benefit change records do not show the change");
  tell(`The benefit change records show it as ${changeId}`);

  const { token } = (await main.api.createInvitation({ params: { organizationId } })).body;
  const form = { fullName: mei.name, email: mei.email };
  const { applicationId } = (await mei.api.applyToOrganization({ params: { token }, body: form })).body;
  await main.api.approveApplication({ params: { organizationId, applicationId } });
  tell(`Mei follows the invitation link and applies, and the main account approves her`);

  const [examCode = ""] = examCodes;
  await main.api.assignExamCode({ params: { code: examCode }, body: { accountId: mei.sub } });
  tell(`It gives her the exam code ${examCode}`);
  const asked = { params: { provider, code: examCode }, query: { exam } };
  const { eligible } = (await center.checkEligibility(asked)).body;
  tell(`${place.name} asks whether the code may book the exam: ${eligible ? "yes" : "no"}`);

  const ids = { candidateId: `CAND${randomInt(10 ** 8)}`, registrationId: String(randomInt(10 ** 8, 10 ** 9)) };
  const confirmationNumber = newNumber(place);
  const sitting = { examCode, ...ids, exam, confirmationNumber };
  const booking = { ...sitting, startsAt: later(1), delivery: "online" as const };
  await report({ type: "appointment.booked", occurredAt: later(0), data: booking });
  tell(`It reports the booking: confirmation number ${confirmationNumber}`);
  const result = { resultId: `R-${ids.registrationId}`, outcome: "pass" as const, takenAt: later(1) };
  await report({ type: "result.reported", occurredAt: later(2), data: { ...sitting, ...result, delivery: "online" } });
  tell("She sits online and passes, which the coupon has paid for");

  const { body: bound } = await mei.api.bindSitting({ body: { certificationId, ...ids } });
  const { certificateId } = bound;
  if (certificateId === undefined) throw new Error(`the pass was not bound: ${bound.status}`);
  tell(`She binds the pass with candidate ID ${ids.candidateId} and registration ID ${ids.registrationId}`);

  const { status, certificateNumber } = (await mei.api.getCertificate({ params: { certificateId } })).body;
  tell(`Her certificate ${certificateNumber} is ${status}`);
  const tally = (await main.api.getTally({ params: { partnerId } })).body.levels[level];
  if (tally?.valid !== 1) throw new Error("the certificate does not count for the partner");
  const after = await benefits();
  tell(`It counts for the partner: ${tally.valid} valid, a quota of ${after?.quota}, ${after?.issued} of it taken`);
  const { agrees } = (await staff.api.recountPartner({ params: { partnerId } })).body;
  if (!agrees) throw new Error("the recount differs from the tally");
  tell("A recount from the history agrees");
  return status;

  async function report(body: RequestOf<"receiveReport">["body"]): Promise<void> {
    const came = await center.receiveReport({ params: { provider }, body });
    if (came.body.status !== "applied") throw new Error(`a report in its order was not applied: ${came.body.status}`);
  }
}

async function exampleOf(local: LocalClient) {
  const about = describedProgramme.parse((await local.send("GET", "/openapi.json")).body)["x-programme"];
  const { certificationId, level } = about.example;
  const [first] = about.levels.find((each) => each.level === level)?.exams ?? [];
  const place = centersOf(about).find(({ center }) => first?.examCodeProviders.includes(center));
  if (first !== undefined && place !== undefined) return { certificationId, level, exam: first.exam, place };
  throw new StartFailure(`The story is about an exam code that pays for an exam; none pays for ${certificationId}.`);
}

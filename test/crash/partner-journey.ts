import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type Calls, staff } from "./calls.ts";

const certificationId = "acp-cloud-computing";
const reason = "Crash";
const made = z.object({ partnerId: z.string(), organizationId: z.string() });
const applied = z.object({ applicationId: z.string() });
const reports = z.object({ data: z.array(z.object({ reportId: z.string(), data: z.looseObject({}) })) });

/**
 * A partner's workflow: two members at once, two exam codes at once, a binding whose certificate is renamed and whose
 * candidate link is undone, a parked report that staff accept, and the partnership's end.
 */
export async function partnerJourney(calls: Calls): Promise<void> {
  const [main, ana, ben] = [`main-${randomUUID()}`, `ana-${randomUUID()}`, `ben-${randomUUID()}`];
  const created = await calls.post("/v1/partners", staff, { name: "Acme", mainAccountId: main }, [201]);
  const { partnerId, organizationId } = made.parse(created.body);
  calls.must("partner", partnerId, "partner.created");
  const organization = `/v1/organizations/${organizationId}`;
  const { token } = z
    .object({ token: z.string() })
    .parse((await calls.post(`${organization}/invitations`, main, {}, [201])).body);
  const applicationIds: string[] = [];
  for (const who of [ana, ben]) {
    const details = { fullName: "Ana Sá", email: `${who}@example.org` };
    const { body } = await calls.post(`/v1/invitations/${token}/applications`, who, details, [201]);
    applicationIds.push(applied.parse(body).applicationId);
  }
  await calls.post(`${organization}/applications/approve`, main, { applicationIds }, [200]);
  for (const id of applicationIds) calls.must("application", id, "application.approved");
  const wanted = { certificationId, exam: "written", quantity: 2 };
  const issued = await calls.post(`/v1/partners/${partnerId}/benefit-applications`, main, wanted, [201]);
  const { examCodes } = z.object({ examCodes: z.tuple([z.string(), z.string()]) }).parse(issued.body);
  const assignments = examCodes.map((code, at) => ({ code, accountId: at === 0 ? ana : ben }));
  await calls.post(`/v1/partners/${partnerId}/exam-codes/assign`, main, { assignments }, [200]);
  for (const code of examCodes) calls.must("exam-code", code, "exam-code.assigned");
  await bound(calls, examCodes[0], ana);
  await accepted(calls, examCodes[1]);
  await calls.post(`/v1/partners/${partnerId}/end`, staff, { reason }, [200]);
  calls.must("partner", partnerId, "partner.ended");
}

async function bound(calls: Calls, examCode: string, as: string): Promise<void> {
  const { named } = await sat(calls, examCode, {});
  const { body } = await calls.post("/v1/bindings", as, { certificationId, ...named }, [201]);
  const { bindingId, certificateId } = z.object({ bindingId: z.string(), certificateId: z.string() }).parse(body);
  calls.must("binding", bindingId, "binding.bound");
  const name = { familyName: "Sá Lima", reason };
  await calls.post(`/v1/certificates/${certificateId}/correct-name`, staff, name, [200]);
  calls.must("certificate", certificateId, "certificate.name-corrected");
  await calls.remove(`/v1/candidate-links/pearson-vue/${named.candidateId}?reason=${reason}`, staff);
}

/** A score beyond its maximum is parked. Staff accept the report. */
async function accepted(calls: Calls, examCode: string): Promise<void> {
  const { resultId } = await sat(calls, examCode, { score: 2, maximumScore: 1 });
  const parked = reports.parse((await calls.get("/v1/reports?status=parked&limit=100", staff)).body).data;
  const reportId = parked.find(({ data }) => data.resultId === resultId)?.reportId;
  if (reportId === undefined) return;
  await calls.post(`/v1/reports/${reportId}/accept`, staff, { reason }, [200]);
  calls.must("report", reportId, "report.accepted");
}

async function sat(calls: Calls, examCode: string, more: object) {
  const own = randomUUID().slice(0, 13);
  const [named, at] = [{ candidateId: `CAND-${own}`, registrationId: `PV-${own}` }, await calls.now()];
  const resultId = `R-${own}`;
  const result = { resultId, exam: "written", outcome: "pass", takenAt: at, examCode, ...named, delivery: "online" };
  await calls.report("pearson-vue", "result.reported", { ...result, ...more }, at, [200]);
  return { named, resultId };
}

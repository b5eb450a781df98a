import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type Calls, staff } from "./calls.ts";
import { decided } from "./candidate-decisions.ts";
import { linkRevoked, promotedAndGone } from "./member-decisions.ts";
import { certificationId } from "./wanted.ts";

const reason = "Crash";
const made = z.object({ partnerId: z.string(), organizationId: z.string() });
const applied = z.object({ applicationId: z.string() });
const reports = z.object({
  data: z.array(z.object({ reportId: z.string(), data: z.looseObject({}) })),
  nextCursor: z.string().optional(),
});

/**
 * A partner's way: what staff agree with it, four members at once, four exam codes at once, a binding whose certificate is
 * renamed and whose candidate link is undone, parked reports that staff accept or close, and the end of the partnership.
 */
export async function partnerJourney(calls: Calls): Promise<void> {
  const own = (name: string) => `${name}-${randomUUID()}`;
  const [main, ana, ben, cat, hal] = [own("main"), own("ana"), own("ben"), own("cat"), own("hal")];
  const created = await calls.post(
    "/v1/partners",
    staff,
    { name: "Acme", mainAccountId: main, mainAccountEmail: "main@example.org" },
    [201],
  );
  const { partnerId, organizationId } = made.parse(created.body);
  calls.must("partner", partnerId, "partner.created");
  await agreed(calls, partnerId);
  const organization = `/v1/organizations/${organizationId}`;
  const { token } = z
    .object({ token: z.string() })
    .parse((await calls.post(`${organization}/invitations`, main, {}, [201])).body);
  const applicationIds: string[] = [];
  calls.must("invitation", token, "invitation.created");
  for (const who of [ana, ben, cat, hal]) applicationIds.push(await applies(calls, token, who));
  await calls.post(`${organization}/applications/approve`, main, { applicationIds }, [200]);
  for (const id of applicationIds) calls.must("application", id, "application.approved");
  await turnedDown(calls, organization, main, token);
  const wanted = { certificationId, exam: "written", quantity: 4 };
  const issued = await calls.post(`/v1/partners/${partnerId}/benefit-applications`, main, wanted, [201]);
  const { examCodes } = z
    .object({ examCodes: z.tuple([z.string(), z.string(), z.string(), z.string()]) })
    .parse(issued.body);
  const assignments = examCodes.map((code, at) => ({ code, accountId: [ana, ben, cat, hal][at] }));
  await calls.post(`/v1/partners/${partnerId}/exam-codes/assign`, main, { assignments }, [200]);
  for (const code of examCodes) calls.must("exam-code", code, "exam-code.assigned");
  await bound(calls, examCodes[0], ana);
  await reportsDecided(calls, examCodes[1]);
  await replaced(calls, examCodes[2], main);
  await linkRevoked(calls, organization, main);
  await promotedAndGone(calls, organization, main, { who: hal, examCode: examCodes[3] });
  await calls.remove(`${organization}/members/${cat}`, main);
  calls.must("membership", cat, "membership.removed");
  const next = { mainAccountId: ben };
  await decided(
    calls,
    `/v1/partners/${partnerId}/main-account`,
    next,
    "partner",
    partnerId,
    "partner.main-account-changed",
  );
  await decided(calls, `/v1/partners/${partnerId}/end`, {}, "partner", partnerId, "partner.ended");
}

async function agreed(calls: Calls, id: string): Promise<void> {
  const path = `/v1/partners/${id}`;
  const rule = { base: 12, forEachCertificate: 1 };
  await decided(calls, `${path}/rename`, { name: "Acme Next" }, "partner", id, "partner.renamed");
  await decided(calls, `${path}/benefit-rules`, { level: "acp", rule }, "partner", id, "partner.benefit-rule-set");
  await decided(calls, `${path}/coupons`, { level: "acp", quantity: 2 }, "partner", id, "partner.coupons-granted");
  await decided(calls, `${path}/suspend`, {}, "partner", id, "partner.suspended");
  await decided(calls, `${path}/resume`, {}, "partner", id, "partner.resumed");
}

async function applies(calls: Calls, token: string, who: string): Promise<string> {
  const details = { fullName: "Ana Sá", email: `${who}@example.org` };
  const { body } = await calls.post(`/v1/invitations/${token}/applications`, who, details, [201]);
  const { applicationId } = applied.parse(body);
  calls.must("application", applicationId, "application.submitted");
  return applicationId;
}

/** One applicant is rejected, another withdraws. */
async function turnedDown(calls: Calls, organization: string, main: string, token: string): Promise<void> {
  const [rejected, withdrawn] = [`fay-${randomUUID()}`, `gil-${randomUUID()}`];
  const rejectedId = await applies(calls, token, rejected);
  await calls.post(`${organization}/applications/${rejectedId}/reject`, main, { reason }, [200]);
  calls.must("application", rejectedId, "application.rejected");
  const withdrawnId = await applies(calls, token, withdrawn);
  await calls.post(`/v1/applications/${withdrawnId}/withdraw`, withdrawn, {}, [200]);
  calls.must("application", withdrawnId, "application.withdrawn");
}

/** Staff replace an exam code, and the manager takes the new one back. */
async function replaced(calls: Calls, code: string, main: string): Promise<void> {
  const { body } = await decided(
    calls,
    `/v1/exam-codes/${code}/cancel`,
    { replace: true },
    "exam-code",
    code,
    "exam-code.cancelled",
  );
  const { replacement } = z.object({ replacement: z.object({ code: z.string() }) }).parse(body);
  await calls.post(`/v1/exam-codes/${replacement.code}/return`, main, {}, [200]);
  calls.must("exam-code", replacement.code, "exam-code.returned");
}

async function bound(calls: Calls, examCode: string, as: string): Promise<void> {
  const { named } = await sat(calls, examCode, {});
  const { body } = await calls.post("/v1/bindings", as, { certificationId, ...named }, [201]);
  const { bindingId, certificateId } = z.object({ bindingId: z.string(), certificateId: z.string() }).parse(body);
  calls.must("binding", bindingId, "binding.bound");
  const correctName = `/v1/certificates/${certificateId}/correct-name`;
  const name = { familyName: "Sá Lima" };
  await decided(calls, correctName, name, "certificate", certificateId, "certificate.name-corrected");
  const bindingName = `/v1/bindings/${bindingId}/correct-name`;
  await decided(calls, bindingName, { familyName: "Sá" }, "binding", bindingId, "binding.name-corrected");
  await calls.remove(`/v1/candidate-links/pearson-vue/${named.candidateId}?reason=${reason}`, staff);
}

/** A score beyond its maximum is parked. Staff close one such report, and accept another in spite of it. */
async function reportsDecided(calls: Calls, examCode: string): Promise<void> {
  for (const [act, type, body] of [
    ["close", "report.closed", {}],
    ["accept", "report.accepted", {}],
    // It takes no reason. The report is parked again when the schedule tries it.
    ["release", "report.released", { reason: undefined }],
  ] as const) {
    const { resultId } = await sat(calls, examCode, { score: 2, maximumScore: 1 });
    const reportId = await parked(calls, resultId);
    if (reportId === undefined) calls.odd.push(`no parked report of result ${resultId}`);
    else await decided(calls, `/v1/reports/${reportId}/${act}`, body, "report", reportId, type);
  }
}

/** The parked report of a result, on whichever page it is. */
async function parked(calls: Calls, resultId: string): Promise<string | undefined> {
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const { body } = await calls.get(`/v1/reports?status=parked&limit=100${cursor}`, staff);
    const { data, nextCursor } = reports.parse(body);
    const found = data.find((report) => report.data.resultId === resultId);
    if (found !== undefined) return found.reportId;
    cursor = nextCursor && `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  return undefined;
}

async function sat(calls: Calls, examCode: string, more: object) {
  const own = randomUUID().slice(0, 13);
  const [named, at] = [{ candidateId: `CAND-${own}`, registrationId: `PV-${own}` }, await calls.now()];
  const resultId = `R-${own}`;
  const result = { resultId, exam: "written", outcome: "pass", takenAt: at, examCode, ...named, delivery: "online" };
  await calls.report("pearson-vue", "result.reported", { ...result, ...more }, at, [200]);
  return { named, resultId };
}

import { randomUUID } from "node:crypto";
import * as z from "zod";
import { handler as applyForBenefits } from "../../functions/apply-for-benefits/handler.ts";
import { handler as assignExamCode } from "../../functions/assign-exam-code/handler.ts";
import { handler as bindSitting } from "../../functions/bind-sitting/handler.ts";
import { handler as cancelCode } from "../../functions/cancel-authorization-code/handler.ts";
import { handler as cancelBatch } from "../../functions/cancel-batch/handler.ts";
import { handler as cancelOrder } from "../../functions/cancel-order/handler.ts";
import { handler as checkEligibility } from "../../functions/check-eligibility/handler.ts";
import { handler as claim } from "../../functions/claim-certificate/handler.ts";
import { handler as closeReport } from "../../functions/close-report/handler.ts";
import { handler as correctCandidate } from "../../functions/correct-candidate/handler.ts";
import { handler as correctName } from "../../functions/correct-name/handler.ts";
import { handler as drawBadge } from "../../functions/draw-badge/handler.ts";
import { handler as giveCode } from "../../functions/give-authorization-code/handler.ts";
import { handler as hide } from "../../functions/hide-certificate/handler.ts";
import { handler as issueCredential } from "../../functions/issue-credential/handler.ts";
import { handler as moveTraining } from "../../functions/move-training/handler.ts";
import { handler as orderBatch } from "../../functions/order-batch/handler.ts";
import { handler as placeOrder } from "../../functions/place-order/handler.ts";
import { handler as printCertificate } from "../../functions/print-certificate/handler.ts";
import { handler as publish } from "../../functions/publish-certification/handler.ts";
import { handler as readAppointment } from "../../functions/read-appointment/handler.ts";
import { handler as readCatalogue } from "../../functions/read-catalogue/handler.ts";
import { handler as readMine } from "../../functions/read-mine/handler.ts";
import { handler as readPartner } from "../../functions/read-partner/handler.ts";
import { handler as readStaff } from "../../functions/read-staff/handler.ts";
import { handler as refundOrder } from "../../functions/refund-order/handler.ts";
import { handler as register } from "../../functions/register/handler.ts";
import { handler as releaseReport } from "../../functions/release-report/handler.ts";
import { handler as returnExamCode } from "../../functions/return-exam-code/handler.ts";
import { handler as reviewOrder } from "../../functions/review-order/handler.ts";
import { handler as revoke } from "../../functions/revoke-certificate/handler.ts";
import { handler as setAccommodations } from "../../functions/set-accommodations/handler.ts";
import { handler as setMailPreferences } from "../../functions/set-mail-preferences/handler.ts";
import { handler as showAgain } from "../../functions/show-certificate/handler.ts";
import { handler as takeBackGift } from "../../functions/take-back-gift/handler.ts";
import { handler as verify } from "../../functions/verify-certificate/handler.ts";
import * as badges from "../../shared/contract/certificate/badges.ts";
import * as bindings from "../../shared/contract/certificate/binding-operations.ts";
import * as certificates from "../../shared/contract/certificate/certificate-operations.ts";
import * as corrections from "../../shared/contract/certificate/corrections.ts";
import * as credentials from "../../shared/contract/certificate/credentials.ts";
import * as hiding from "../../shared/contract/certificate/hiding.ts";
import * as verifications from "../../shared/contract/certificate/verification-operations.ts";
import * as appointments from "../../shared/contract/exam/appointment-operations.ts";
import * as lookUp from "../../shared/contract/exam/eligibility.ts";
import * as eligibilityCodes from "../../shared/contract/exam/eligibility-codes.ts";
import * as examCodes from "../../shared/contract/exam/exam-code-operations.ts";
import * as registrations from "../../shared/contract/exam/registration-operations.ts";
import * as reports from "../../shared/contract/exam/report-operations.ts";
import * as results from "../../shared/contract/exam/result-operations.ts";
import * as attempts from "../../shared/contract/history/attempts.ts";
import * as messages from "../../shared/contract/history/message-operations.ts";
import type { Operation } from "../../shared/contract/operation.ts";
import * as account from "../../shared/contract/overview/account.ts";
import * as mailPreferences from "../../shared/contract/overview/mail-preferences.ts";
import * as mine from "../../shared/contract/overview/my-certifications.ts";
import * as searching from "../../shared/contract/overview/search.ts";
import * as benefits from "../../shared/contract/partner/benefit-operations.ts";
import * as ledger from "../../shared/contract/partner/ledger.ts";
import * as partnerExamCodes from "../../shared/contract/partner/partner-exam-codes.ts";
import * as recount from "../../shared/contract/partner/recount.ts";
import * as tally from "../../shared/contract/partner/tally-operations.ts";
import * as catalogue from "../../shared/contract/programme/catalogue-operations.ts";
import * as codes from "../../shared/contract/purchase/authorization-code-operations.ts";
import * as batches from "../../shared/contract/purchase/batch-operations.ts";
import * as orders from "../../shared/contract/purchase/order-operations.ts";
import * as products from "../../shared/contract/purchase/products.ts";
import * as refunds from "../../shared/contract/purchase/refunds.ts";
import { bindingIdFor } from "../../shared/store/certificate/bindings.ts";
import { sittingIdFor } from "../../shared/store/certificate/sittings.ts";
import { reportIdFor } from "../../shared/store/exam/reports.ts";
import { runSchedule, streamedTable } from "../steps/schedule-runs.ts";
import * as bindingGiven from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import { defaultTime, invoke, pathOf, type Request, signed } from "../support/invoke.ts";
import * as partners from "../support/partners.ts";
import { ofPayment, telling } from "../support/paying.ts";
import { bindingTour } from "./binding-tour.ts";
import { decisionsTour } from "./decisions-tour.ts";
import { guessesTour } from "./guesses-tour.ts";
import { jobsTour } from "./jobs-tour.ts";
import type { Meter, Spent } from "./meter.ts";
import { organizationTour } from "./organization-tour.ts";
import { partnerTour } from "./partner-tour.ts";
import { waitingTour } from "./waiting-tour.ts";

type Handler = Parameters<typeof invoke>[0];

/** Calls every operation as one person, with an Idempotency-Key where one is accepted, and then runs the jobs. */
export async function tour(meter: Meter, jobs = jobsTour): Promise<Spent[]> {
  const rows: Spent[] = [];
  const stream = await streamedTable();
  const ana = given.someone();
  const headers = () => ({ "idempotency-key": crypto.randomUUID() });
  const time = async (name: string, work: () => Promise<{ status: number; body: unknown }>) => {
    const spent = await meter.measure(name, async () => {
      const { status, body } = await work();
      if (status >= 300 !== name.endsWith(" (refused)")) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
    });
    rows.push(spent);
  };
  const call = async (handler: Handler, operation: Operation, request: Request, variant = "") => {
    const asked = { as: ana, headers: headers(), ...request };
    await time(operation.id + variant, () => invoke(handler, operation, asked));
    if (operation.method !== "POST") return;
    // A repetition costs something else, with the same key and without a key.
    await invoke(handler, operation, asked);
    await invoke(handler, operation, { ...asked, headers: {} });
  };

  const certificationId = await given.certification("acp");
  const entry = { level: "acp", title: "Renamed", price: { amount: 1, currency: "USD" }, status: "published" };
  await call(publish, catalogue.putCertification, { params: { certificationId }, body: entry, as: given.staff });
  const renamed = { ...entry, exams: [{ exam: "written", seriesCode: `T-${randomUUID()}` }] };
  const renaming = { params: { certificationId }, body: renamed, as: given.staff };
  await call(publish, catalogue.putCertification, renaming, " (another series code)");
  await call(readCatalogue, catalogue.listCertifications, {});
  await call(readCatalogue, products.listProducts, {});
  await call(readCatalogue, catalogue.getCertification, { params: { certificationId } });
  await call(drawBadge, badges.getBadgeSvg, { params: { certificationId } });
  await call(drawBadge, badges.getBadgePng, { params: { certificationId } });

  const items = [{ product: "certification", certificationId, quantity: 3 }];
  await call(placeOrder, orders.placeOrder, { body: { items } });
  const unwanted = await given.order(items, ana);
  await call(cancelOrder, orders.cancelOrder, { params: { orderId: unwanted.orderId } });
  const { orderId, total } = await given.order(items, ana);
  await time("confirmPayment (3 codes)", () => given.payment({ orderId, ...total }));
  const paid = { orderId, total };
  const part = { refundId: `rfd_${orderId}`, amount: 1 };
  await time("confirmPayment (payment.refunded, 1 code)", () => telling("payment.refunded", ofPayment(paid, part)));
  await call(readMine, orders.listOrders, {});
  await call(readMine, orders.getOrder, { params: { orderId } });

  const trainable = await given.certification("acp", { offlineTraining: { price: { amount: 1, currency: "USD" } } });
  const trained = [{ product: "offline-training", certificationId: trainable, quantity: 1 }];
  const training = await given.order(trained, ana);
  given.must([200], await given.payment(ofPayment(training)));
  const seat = {
    params: { orderId: training.orderId, certificationId: trainable },
    body: { status: "arranged" },
    as: given.staff,
  };
  await call(moveTraining, refunds.moveTraining, seat);
  const refunding = { params: { orderId }, body: { amount: 1, reason: "Asked" }, as: given.staff };
  await call(refundOrder, refunds.refundOrder, refunding, " (1 code)");
  given.must([200], await telling("payment.disputed", ofPayment(training, { disputeId: `dsp_${training.orderId}` })));
  const reviewing = { params: { orderId: training.orderId }, body: { reason: "Bench" }, as: given.staff };
  await call(reviewOrder, refunds.reviewOrder, reviewing);

  const [code = "", gift = "", wrong = ""] = await given.authorizationCodes(items, ana);
  await call(readMine, codes.listAuthorizationCodes, {});
  await call(readMine, codes.getAuthorizationCode, { params: { code } });
  await call(giveCode, codes.giveAuthorizationCode, {
    params: { code: gift },
    body: { recipientEmail: "bo@example.org" },
  });
  await call(takeBackGift, codes.takeBackGift, { params: { code: gift } });
  await call(cancelCode, codes.cancelAuthorizationCode, { params: { code: wrong }, as: given.staff });

  const batch = { edition: "general-purpose", levels: ["acp"], quantity: 98, label: "Bench" };
  let batchId = "";
  await time("orderBatch", async () => {
    const ordered = await invoke(orderBatch, batches.orderBatch, { body: batch, as: given.staff, headers: headers() });
    batchId = z.object({ batchId: z.string() }).parse(ordered.body).batchId;
    return ordered;
  });
  rows.push(await meter.measure("job: runSchedule (98 codes of a batch due)", () => runSchedule(defaultTime)));
  await call(readStaff, batches.listBatches, { as: given.staff });
  await call(readStaff, batches.getBatch, { params: { batchId }, as: given.staff });
  await call(readStaff, batches.getBatchCodes, { params: { batchId }, as: given.staff });
  const lost = { params: { batchId: await given.orderedBatch({ ...batch, quantity: 48 }) } };
  await given.issuing(lost.params.batchId);
  await call(cancelBatch, batches.cancelBatch, { ...lost, body: { reason: "Lost" }, as: given.staff });
  rows.push(await meter.measure("job: runSchedule (48 codes of a batch to cancel)", () => runSchedule(defaultTime)));

  const activation = { authorizationCode: code, certificationId, candidate: given.candidate };
  await call(register, registrations.register, { body: activation });
  await call(register, registrations.register, { body: activation }, " (refused)");
  const foreign = await given.authorizationCode(certificationId, given.someone());
  await call(readMine, codes.getAuthorizationCode, { params: { code: foreign } }, " (refused)");
  await call(readStaff, attempts.listRefusedAttempts, { query: { code }, as: given.staff });
  const open = await given.registration("acp", ana);
  await call(readMine, registrations.listRegistrations, {});
  await call(readMine, registrations.getRegistration, { params: { registrationId: open.registrationId } });
  const ofRegistration = { params: { registrationId: open.registrationId }, body: { codes: ["extra-time-25"] } };
  await call(setAccommodations, registrations.setAccommodations, { ...ofRegistration, as: given.staff });
  const mistyped = { params: ofRegistration.params, body: { familyName: "So" } };
  await call(correctCandidate, corrections.correctCandidate, mistyped);
  await call(readMine, eligibilityCodes.getEligibilityCode, { params: { code: open.eligibilityCode } });
  const checked = { provider: "prometric", code: open.eligibilityCode };
  // A check symbol may need encoding. The signature covers the encoded path.
  const path = `${pathOf(lookUp.checkEligibility.path, checked)}?exam=written`;
  await call(checkEligibility, lookUp.checkEligibility, {
    params: checked,
    query: { exam: "written" },
    headers: await signed("prometric", `GET ${path}`),
  });

  const [first, second] = [given.someNumber(), given.someNumber()];
  const placed = { eligibilityCode: open.eligibilityCode, exam: "written", testCenter: given.testCenter };
  const startsAt = "2026-12-01T09:00:00.000Z";
  const send = (name: string, data: object, type = name) =>
    time(`receiveReport (${name})`, () => given.report("prometric", type, data));
  await send("appointment.booked", { ...placed, confirmationNumber: first, startsAt });
  await send("appointment.rescheduled", {
    ...placed,
    confirmationNumber: second,
    previousConfirmationNumber: first,
    startsAt,
  });
  await call(readMine, appointments.listAppointments, {});
  await call(readAppointment, appointments.getAppointment, { params: { confirmationNumber: second } });
  await call(
    readAppointment,
    appointments.getAppointment,
    { params: { confirmationNumber: first } },
    " (an old number)",
  );
  await call(readAppointment, appointments.getAppointmentCalendar, { params: { confirmationNumber: second } });
  await send("appointment.cancelled", { confirmationNumber: second });
  const third = given.someNumber();
  await given.report("prometric", "appointment.booked", { ...placed, confirmationNumber: third, startsAt });
  const resultId = `R-${third}`;
  const result = { resultId, exam: "written", outcome: "pass", takenAt: defaultTime, confirmationNumber: third };
  await send("result.reported", result);
  const unmatched = { ...result, resultId: `${resultId}-x`, confirmationNumber: given.someNumber() };
  await time("receiveReport (cannot be matched yet)", () => given.report("prometric", "result.reported", unmatched));

  const parked = { ...placed, exam: "lab", confirmationNumber: given.someNumber(), startsAt };
  await send("appointment.booked for another exam", parked, "appointment.booked");
  const said = { type: "appointment.booked", occurredAt: defaultTime, data: parked };
  const params = { reportId: reportIdFor("prometric", said) };
  await call(readStaff, reports.listReports, { as: given.staff });
  await call(readStaff, reports.getReport, { params, as: given.staff });
  await call(releaseReport, reports.releaseReport, { params, body: {}, as: given.staff });
  await call(closeReport, reports.closeReport, { params, body: { reason: "Bench" }, as: given.staff });
  await call(readStaff, messages.listMessages, { as: given.staff });

  await call(readStaff, searching.search, { query: { q: open.eligibilityCode }, as: given.staff });
  await call(readStaff, searching.search, { query: { name: "Ana" }, as: given.staff }, " (a name)");
  await call(readMine, results.listResults, {});
  await call(readMine, results.getResult, { params: { resultId } });
  const [certificate = { certificateId: "", certificateNumber: "" }] = await given.certificates(ana);
  const { certificateId, certificateNumber } = certificate;
  await call(readMine, certificates.listCertificates, {});
  await call(readMine, certificates.getCertificate, { params: { certificateId } });
  await call(claim, certificates.claimCertificate, { params: { certificateId }, body: {} });
  await call(verify, verifications.verifyCertificate, { params: { certificateNumber } });
  await call(verify, verifications.showVerification, { params: { certificateNumber } });
  await call(verify, verifications.showVerifyForm, {});
  await call(hide, hiding.hideCertificate, { params: { certificateId }, body: {} });
  await call(showAgain, hiding.showCertificate, { params: { certificateId }, body: {} });
  const token = await given.linkToken(certificateId, ana);
  const handedOut = { params: { certificateNumber }, query: { token } };
  await call(printCertificate, credentials.getCertificatePdf, handedOut);
  await call(issueCredential, credentials.getCredential, handedOut, " (first)");
  await call(issueCredential, credentials.getCredential, handedOut, " (again)");
  await call(drawBadge, badges.getBakedBadge, handedOut);
  await call(drawBadge, badges.getCard, { params: { certificateNumber } });
  const named = { body: { familyName: "Silva", reason: "Bench" }, as: given.staff };
  await call(correctName, corrections.correctName, { params: { certificateId }, ...named });
  await call(issueCredential, credentials.getCredential, handedOut, " (after a correction)");
  const certified = {
    params: { registrationId: open.registrationId },
    ...named,
    body: { ...named.body, familyName: "Sá" },
  };
  await call(correctCandidate, corrections.correctCandidate, certified, " (certified)");
  await call(issueCredential, credentials.getStatusList, { params: { listId: "2026" } });
  const correction = { resultId: `${resultId}-c`, corrects: resultId, outcome: "pass", reason: "Counted again" };
  await time("correction: receiveReport (result.corrected)", () =>
    given.report("prometric", "result.corrected", correction),
  );
  const reason = { reason: "Bench" };
  await call(revoke, certificates.revokeCertificate, { params: { certificateId }, body: reason, as: given.staff });

  const partner = await partners.partner();
  const { partnerId, main } = partner;
  const member = await partners.member(partner);
  const coupons = { certificationId, exam: "written", quantity: 5 };
  const ofPartner = { params: { partnerId }, as: main };
  const applied = await partners.applying(partnerId, { ...coupons, quantity: 1 }, main);
  const { changeId, examCodes: issued } = z
    .object({ changeId: z.string(), examCodes: z.array(z.string()) })
    .parse(applied.body);
  await call(applyForBenefits, benefits.applyForBenefits, { ...ofPartner, body: coupons }, " (5 codes)");
  await call(readPartner, benefits.getBenefits, ofPartner);
  await call(readPartner, benefits.listBenefitChanges, ofPartner);
  await call(readPartner, benefits.getBenefitChange, { ...ofPartner, params: { partnerId, changeId } });
  const ofCode = { params: { code: issued[0] ?? "" }, as: main };
  await call(assignExamCode, examCodes.assignExamCode, { ...ofCode, body: { accountId: member.sub } });
  await call(readMine, examCodes.listExamCodes, { as: member });
  await call(readMine, examCodes.getExamCode, ofCode);
  await call(returnExamCode, examCodes.returnExamCode, ofCode);
  await call(readPartner, partnerExamCodes.listPartnerExamCodes, ofPartner);
  await call(readPartner, partnerExamCodes.getPartnerExamCodesCsv, ofPartner);
  await call(readPartner, ledger.listLedger, ofPartner);
  await call(readPartner, ledger.getLedgerBalance, ofPartner);
  const sat = await bindingGiven.sat();
  const asked = { certificationId: sat.certificationId, ...bindingGiven.pair() };
  await call(bindSitting, bindings.bindSitting, { body: asked, as: sat.ana }, " (pending)");
  await time("receiveReport (result.reported with an exam code)", () => sat.result());
  const binding = { certificationId: sat.certificationId, ...sat.named };
  await call(bindSitting, bindings.bindSitting, { body: binding, as: sat.ana }, " (bound)");
  await call(readMine, bindings.listBindings, { as: sat.ana });
  const bindingId = bindingIdFor(sat.ana.sub, sittingIdFor("pearson-vue", sat.named));
  await call(readMine, bindings.getBinding, { params: { bindingId }, as: sat.ana });
  const passed = await given.pass(sat.ana);
  const own = { params: { certificateId: passed.certificateId }, body: {}, as: sat.ana };
  await call(claim, certificates.claimCertificate, own, " (a member's)");
  const counted = { params: { certificateId: passed.certificateId }, body: reason, as: given.staff };
  await call(revoke, certificates.revokeCertificate, counted, " (a counted one)");
  const seen = { params: { partnerId: sat.partner.partnerId }, as: given.staff };
  await call(readPartner, tally.getTally, seen);
  await call(readPartner, tally.listTallyCertificates, seen);
  await call(readPartner, tally.explainAccount, {
    params: { ...seen.params, accountId: sat.ana.sub },
    as: given.staff,
  });
  await call(readStaff, recount.recountPartner, seen);
  const invalid = () => bindingGiven.sendCorrection(sat.data.resultId, "invalidated");
  await time("correction: receiveReport (result.corrected of a bound sitting)", invalid);

  const held = await bindingGiven.examCode(sat.partner, sat.certificationId, { holder: sat.ana });
  const taken = { examCode: held, ...bindingGiven.pair(), exam: "written", testCenter: given.testCenter };
  const atSecond = (name: string, type: string, data: object) =>
    time(`receiveReport (${name})`, () => given.report("pearson-vue", type, data));
  const atCenter = { provider: "pearson-vue", code: held };
  const signature = await signed("pearson-vue", `GET ${pathOf(lookUp.checkEligibility.path, atCenter)}`);
  await call(checkEligibility, lookUp.checkEligibility, { params: atCenter, headers: signature }, " (an exam code)");
  const confirmationNumber = given.someNumber();
  const bookedAs = { ...taken, confirmationNumber, startsAt: "2026-12-01T09:00:00.000Z" };
  await atSecond("appointment.booked with an exam code", "appointment.booked", bookedAs);
  const missed = { confirmationNumber, excused: true };
  await atSecond("appointment.no-show excused, of an exam code", "appointment.no-show", missed);
  const seriesCode = `${sat.certificationId}-WRITTEN`.toUpperCase();
  const selfPaid = { resultId: `R-${confirmationNumber}`, seriesCode, outcome: "pass", takenAt: defaultTime };
  const paidThere = { ...selfPaid, ...bindingGiven.pair(), delivery: "test-center" };
  await atSecond("result.reported, self-paid", "result.reported", paidThere);

  await call(setMailPreferences, mailPreferences.setMailPreferences, {
    body: { language: "zh-Hans", timeZone: "Asia/Shanghai" },
  });
  await call(readMine, mailPreferences.getMailPreferences, {});
  await call(readMine, account.getMe, {});
  await call(readMine, mine.getMyCertifications, {});
  await bindingTour(call);
  await decisionsTour(call);
  await organizationTour(call);
  await partnerTour(call);
  const subject = { kind: "authorization-code", id: code };
  await call(readStaff, account.getHistory, { params: subject, as: given.staff });
  await guessesTour();
  await waitingTour();
  await jobs(stream);
  return rows;
}

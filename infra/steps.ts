import * as bindings from "../shared/contract/certificate/bindings.ts";
import * as certificates from "../shared/contract/certificate/certificates.ts";
import * as corrections from "../shared/contract/certificate/corrections.ts";
import * as credentials from "../shared/contract/certificate/credentials.ts";
import * as description from "../shared/contract/description.ts";
import * as appointments from "../shared/contract/exam/appointments.ts";
import * as candidateLinks from "../shared/contract/exam/candidate-links.ts";
import * as lookUp from "../shared/contract/exam/eligibility.ts";
import * as examCodes from "../shared/contract/exam/exam-codes.ts";
import * as decisions from "../shared/contract/exam/registration-decisions.ts";
import * as registrations from "../shared/contract/exam/registrations.ts";
import * as reports from "../shared/contract/exam/reports.ts";
import * as results from "../shared/contract/exam/results.ts";
import * as testCenters from "../shared/contract/exam/test-centers.ts";
import * as attempts from "../shared/contract/history/attempts.ts";
import * as messages from "../shared/contract/history/messages.ts";
import type { Operation } from "../shared/contract/operation.ts";
import * as account from "../shared/contract/overview/account.ts";
import * as accounts from "../shared/contract/overview/accounts.ts";
import * as myCertifications from "../shared/contract/overview/my-certifications.ts";
import * as records from "../shared/contract/overview/records.ts";
import * as search from "../shared/contract/overview/search.ts";
import * as work from "../shared/contract/overview/work.ts";
import * as applications from "../shared/contract/partner/applications.ts";
import * as benefits from "../shared/contract/partner/benefits.ts";
import * as bulkApproval from "../shared/contract/partner/bulk-approval.ts";
import * as bulkAssignment from "../shared/contract/partner/bulk-assignment.ts";
import * as bulkInvitation from "../shared/contract/partner/bulk-invitation.ts";
import * as invitations from "../shared/contract/partner/invitations.ts";
import * as ledger from "../shared/contract/partner/ledger.ts";
import * as organizations from "../shared/contract/partner/organizations.ts";
import * as partners from "../shared/contract/partner/partners.ts";
import * as partnerships from "../shared/contract/partner/partnerships.ts";
import * as tally from "../shared/contract/partner/tally.ts";
import * as catalogue from "../shared/contract/programme/catalogue.ts";
import { describedProgramme } from "../shared/contract/programme/described-programme.ts";
import * as codes from "../shared/contract/purchase/authorization-codes.ts";
import * as batches from "../shared/contract/purchase/batches.ts";
import * as orders from "../shared/contract/purchase/orders.ts";
import * as payments from "../shared/contract/purchase/payments.ts";
import * as products from "../shared/contract/purchase/products.ts";
import * as refunds from "../shared/contract/purchase/refunds.ts";

/** What a function may do to the table; its role is allowed these actions and no others. */
export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "ConditionCheckItem";

/**
 * Named secrets; each is one Secrets Manager secret, `{"current": "...", "previous"?: "..."}`. Ours, and one for each
 * provider of the programme, by its name. An unknown name fails the synthesis.
 */
export type SecretName = string;

export type Trigger =
  | { readonly http: readonly Operation[]; readonly fallback?: true }
  | { readonly stream: StreamFilter }
  | { readonly schedule: string };

/**
 * The changes of the table that a function is told of: new items of a kind, or with something. `has` is the way to a
 * value in the item as DynamoDB writes it: a filter finds single values alone, in each element of a list that it passes.
 */
export type StreamFilter = { readonly eventName: "INSERT" } & ({ readonly kind: string } | { readonly has: string });

export type IndexName =
  | "by-owner"
  | "by-due"
  | "by-tail"
  | "by-email"
  | "by-kind"
  | "by-name"
  | "by-status-list"
  | "by-work";

/** One deployed function: a folder of `functions/`. */
export type Step = {
  readonly name: string;
  readonly trigger: Trigger;
  readonly table: readonly TableAction[];
  /** The index that it queries, if it does, or several. */
  readonly index?: IndexName | readonly IndexName[];
  readonly secrets?: readonly SecretName[];
  /** It sends e-mails: it may use SES for the deployment's sender, and finds that in `MAIL_FROM`. */
  readonly sendsMail?: boolean;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** What a failure of this function costs a person; its description says it, and its alarms if it has its own. */
  readonly failure: string;
};

/** A look-up of one thing, or a step's facts together with the record of an earlier answer; then one transaction. */
const changes = ["GetItem", "BatchGetItem", "PutItem"] as const;
const looksUp = ["GetItem"] as const;
/** A change that rests on something else staying as it is. */
const guarded = [...changes, "ConditionCheckItem"] as const;
/** A look-up that leads on to others. */
const leadsOn = ["GetItem", "BatchGetItem"] as const;

/** The same, where a row may go. */
const changesTaking = [...changes, "DeleteItem"] as const;

/** Counts and keeps refused attempts at a code. */
const countsAttempts = ["PutItem", "UpdateItem"] as const;

const usual = { memoryMegabytes: 512, timeoutSeconds: 15 } as const;
/** Some of its reads go through all of a ledger or a batch. */
const whole = { memoryMegabytes: 1024, timeoutSeconds: 29 } as const;

const ofProviders: readonly SecretName[] = describedProgramme.providers.map(({ provider }) => provider);

/** Every deployed function, in the order of a candidate's way. The table, the API and the alarms are made from this. */
export const steps: readonly Step[] = [
  {
    name: "read-catalogue",
    trigger: { http: [catalogue.listCertifications, catalogue.getCertification, products.listProducts] },
    table: looksUp,
    index: "by-owner",
    secrets: ["cursor"],
    ...usual,
    failure: "Nobody can see what is on sale.",
  },
  // Reads are grouped by who asks, since a function costs four resources of a stack's 500, and an instance that is warm for
  // one read is warm for the others. A read that needs more memory, or secrets of its own, stays alone.
  {
    name: "read-mine",
    trigger: {
      http: [
        ...[account.getMe, myCertifications.getMyCertifications],
        ...[orders.listOrders, orders.getOrder],
        ...[codes.listAuthorizationCodes, codes.getAuthorizationCode],
        ...[registrations.listRegistrations, registrations.getRegistration, registrations.getEligibilityCode],
        ...[appointments.listAppointments, appointments.getAppointment, appointments.getAppointmentCalendar],
        ...[results.listResults, results.getResult],
        ...[certificates.listCertificates, certificates.getCertificate],
        ...[examCodes.listExamCodes, examCodes.getExamCode],
        ...[bindings.listBindings, bindings.getBinding, bindings.previewBinding],
      ],
    },
    table: [...leadsOn, ...countsAttempts],
    index: "by-owner",
    secrets: ["cursor", "certificate-links"],
    ...usual,
    failure: "Nobody can see what they hold: codes, registrations, appointments, results, certificates.",
  },
  {
    name: "read-partner",
    trigger: {
      http: [
        ...[
          partners.listPartners,
          partners.getPartner,
          organizations.getOrganization,
          organizations.listMembers,
          organizations.getMembersCsv,
          organizations.getMember,
        ],
        ...[invitations.listInvitations, invitations.getInvitation],
        ...[applications.listApplications, applications.getApplication],
        ...[benefits.getBenefits, benefits.listBenefitChanges, benefits.getBenefitChange],
        ...[ledger.listLedger, ledger.getLedgerBalance],
        ...[examCodes.listPartnerExamCodes, examCodes.getPartnerExamCodesCsv],
        ...[tally.getTally, tally.listTallyCertificates, tally.getTallyCsv, tally.explainAccount],
      ],
    },
    table: [...leadsOn, "Query", ...countsAttempts],
    index: "by-owner",
    secrets: ["cursor"],
    ...whole,
    failure: "Managers cannot see members, applications, coupons, exam codes and tally, nor applicants their link.",
  },
  {
    name: "read-staff",
    trigger: {
      http: [
        ...[work.listWork, reports.listReports, reports.getReport, account.getHistory],
        ...[messages.listMessages, messages.getMessage],
        ...[records.listRecords, records.getRecordsCsv, accounts.getAccount],
        ...[search.search, attempts.listRefusedAttempts, candidateLinks.getCandidateLink],
        ...[batches.listBatches, batches.getBatch, batches.getBatchCodes, tally.recountPartner],
      ],
    },
    table: [...leadsOn, "Query", "PutItem"],
    index: ["by-tail", "by-email", "by-name", "by-kind", "by-owner", "by-work"],
    secrets: ["cursor"],
    ...whole,
    failure: "Staff cannot help who calls, nor see what is parked, what happened, and which codes they granted.",
  },
  {
    name: "publish-certification",
    trigger: { http: [catalogue.putCertification] },
    table: [...changesTaking, "ConditionCheckItem"],
    ...usual,
    failure: "Staff cannot change the catalogue.",
  },
  {
    name: "place-order",
    trigger: { http: [orders.placeOrder] },
    table: changes,
    ...usual,
    failure: "A buyer cannot order.",
  },
  {
    name: "cancel-order",
    trigger: { http: [orders.cancelOrder] },
    table: changes,
    ...usual,
    failure: "A buyer cannot cancel an order, and may pay for what is not wanted.",
  },
  {
    name: "confirm-payment",
    trigger: { http: [payments.confirmPayment] },
    table: changes,
    secrets: ["payments"],
    ...usual,
    failure: "Buyers have paid and get no codes until the payment provider sends the confirmation again.",
  },
  {
    name: "refund-order",
    trigger: { http: [refunds.refundOrder] },
    table: changes,
    ...usual,
    failure: "Staff cannot have money paid back, and its codes can still be redeemed.",
  },
  {
    name: "review-order",
    trigger: { http: [refunds.reviewOrder] },
    table: changes,
    ...usual,
    failure: "A disputed or refunded order stays in the list of work after staff have looked at it.",
  },
  {
    name: "move-training",
    trigger: { http: [refunds.moveTraining] },
    table: changes,
    ...usual,
    failure: "A buyer does not see how far the training is.",
  },
  {
    name: "give-authorization-code",
    trigger: { http: [codes.giveAuthorizationCode] },
    table: [...changes, "UpdateItem"],
    ...usual,
    failure: "A code cannot be given away.",
  },
  {
    name: "take-back-gift",
    trigger: { http: [codes.takeBackGift] },
    table: [...changes, "UpdateItem"],
    ...usual,
    failure: "A code that was given to a wrong address stays there.",
  },
  {
    name: "cancel-authorization-code",
    trigger: { http: [codes.cancelAuthorizationCode] },
    table: changes,
    ...usual,
    failure: "Staff cannot withdraw a code that got into wrong hands.",
  },
  {
    name: "order-batch",
    trigger: { http: [batches.orderBatch] },
    table: changes,
    ...usual,
    failure: "Staff cannot grant codes in bulk.",
  },
  {
    name: "issue-batch",
    trigger: { stream: { kind: "batch", eventName: "INSERT" } },
    table: changes,
    memoryMegabytes: 1024,
    timeoutSeconds: 300,
    failure: "A batch starts late: the schedule goes on with it.",
  },
  {
    name: "cancel-batch",
    trigger: { http: [batches.cancelBatch] },
    table: changes,
    ...usual,
    failure: "Staff cannot withdraw a batch that got into wrong hands.",
  },
  {
    name: "register",
    trigger: { http: [registrations.register] },
    table: [...changes, "UpdateItem"],
    memoryMegabytes: 1024,
    timeoutSeconds: 15,
    failure: "A candidate holds a paid code and cannot register.",
  },
  {
    name: "set-accommodations",
    trigger: { http: [registrations.setAccommodations] },
    table: changes,
    ...usual,
    failure: "A candidate who needs more time or a room of their own does not get it at the test centre.",
  },
  {
    name: "correct-candidate",
    trigger: { http: [corrections.correctCandidate] },
    table: changes,
    ...usual,
    failure: "A mistyped name reaches the test centre, which turns the candidate away.",
  },
  {
    name: "check-eligibility",
    trigger: { http: [lookUp.checkEligibility] },
    table: leadsOn,
    secrets: ofProviders,
    ...usual,
    failure: "Test centres turn away candidates who want to book.",
  },
  {
    name: "receive-report",
    trigger: { http: [testCenters.receiveReport] },
    table: [...changesTaking, "ConditionCheckItem", "Query"],
    secrets: ofProviders,
    memoryMegabytes: 1024,
    timeoutSeconds: 15,
    failure: "Bookings and results do not arrive until the test centre sends them again.",
  },
  {
    name: "claim-certificate",
    trigger: { http: [certificates.claimCertificate] },
    table: guarded,
    ...usual,
    failure: "A candidate who passed cannot claim the certificate.",
  },
  {
    name: "revoke-certificate",
    trigger: { http: [certificates.revokeCertificate] },
    table: changesTaking,
    ...usual,
    failure: "A certificate that should be revoked still verifies as valid.",
  },
  {
    name: "reinstate-certificate",
    trigger: { http: [certificates.reinstateCertificate] },
    table: guarded,
    ...usual,
    failure: "A holder whose certificate was revoked by mistake stays without it.",
  },
  {
    name: "correct-name",
    trigger: { http: [corrections.correctName] },
    table: changes,
    ...usual,
    failure: "A certificate bears a wrong name until staff ask again.",
  },
  {
    name: "verify-certificate",
    trigger: { http: [certificates.verifyCertificate, certificates.showVerification] },
    table: [...looksUp, ...countsAttempts],
    ...usual,
    failure: "An employer cannot verify a certificate.",
  },
  {
    name: "print-certificate",
    trigger: { http: [credentials.getCertificatePdf] },
    table: looksUp,
    secrets: ["certificate-links"],
    // Reading a font and drawing want a whole processor for a moment.
    memoryMegabytes: 1769,
    timeoutSeconds: 15,
    failure: "A holder cannot print a certificate.",
  },
  {
    name: "issue-credential",
    trigger: {
      http: [
        credentials.getCredential,
        credentials.getStatusList,
        credentials.getIssuer,
        credentials.getCredentialKeys,
        credentials.getCredentialKey,
      ],
    },
    table: ["GetItem", "PutItem"],
    index: "by-status-list",
    secrets: ["certificate-links", "credential-keys"],
    // An instance derives the keys first, which takes a whole processor some tenths of a second.
    memoryMegabytes: 1769,
    timeoutSeconds: 15,
    failure: "Credentials cannot be fetched, and verifiers cannot tell whether one was revoked.",
  },
  {
    name: "apply-for-benefits",
    trigger: { http: [benefits.applyForBenefits] },
    table: guarded,
    memoryMegabytes: 1024,
    // Many who apply at once wait for each other.
    timeoutSeconds: 29,
    failure: "A partner cannot have coupons issued.",
  },
  {
    name: "assign-exam-code",
    trigger: { http: [examCodes.assignExamCode] },
    table: guarded,
    ...usual,
    failure: "A partner cannot give exam codes to its members.",
  },
  {
    name: "assign-exam-codes",
    trigger: { http: [bulkAssignment.assignExamCodes] },
    table: guarded,
    memoryMegabytes: 1024,
    // Many who give at once wait for each other.
    timeoutSeconds: 29,
    failure: "A partner cannot give out many exam codes at once.",
  },
  {
    name: "return-exam-code",
    trigger: { http: [examCodes.returnExamCode] },
    table: guarded,
    ...usual,
    failure: "An exam code stays with a member who does not need it.",
  },
  {
    name: "cancel-exam-code",
    trigger: { http: [examCodes.cancelExamCode] },
    table: changes,
    ...usual,
    failure: "An exam code that got into wrong hands can be booked with.",
  },
  {
    name: "bind-sitting",
    trigger: { http: [bindings.bindSitting] },
    table: [...guarded, "UpdateItem", "Query"],
    memoryMegabytes: 1024,
    timeoutSeconds: 15,
    failure: "Members who passed at the second test centre get no certificate, and their partner no tally.",
  },
  {
    name: "undo-candidate-link",
    trigger: { http: [candidateLinks.undoCandidateLink] },
    table: changes,
    ...usual,
    failure: "A person cannot bind an exam, because another account has their candidate id by mistake.",
  },
  {
    name: "create-partner",
    trigger: { http: [partners.createPartner] },
    table: changes,
    ...usual,
    failure: "Staff cannot take a company on as a partner.",
  },
  {
    name: "change-partner",
    trigger: { http: [partnerships.renamePartner, partnerships.changeMainAccount] },
    table: changes,
    ...usual,
    failure: "A partner whose main account has left the company can decide on nothing.",
  },
  {
    name: "grant-benefits",
    trigger: { http: [partnerships.setBenefitRule, partnerships.grantCoupons] },
    table: changes,
    ...usual,
    failure: "Staff cannot grant a partner the coupons that were agreed with it.",
  },
  {
    name: "change-partnership",
    trigger: {
      http: [partnerships.suspendPartnership, partnerships.resumePartnership, partnerships.endPartnership],
    },
    table: changes,
    ...usual,
    failure: "A partner goes on having coupons issued though its partnership should rest or is over.",
  },
  {
    name: "create-invitation",
    trigger: { http: [invitations.createInvitation] },
    table: guarded,
    ...usual,
    failure: "Managers cannot invite anyone.",
  },
  {
    name: "invite-by-email",
    trigger: { http: [bulkInvitation.inviteByEmail] },
    table: guarded,
    ...usual,
    failure: "Managers cannot invite their people by e-mail.",
  },
  {
    name: "revoke-invitation",
    trigger: { http: [invitations.revokeInvitation] },
    table: guarded,
    ...usual,
    failure: "A link that got into wrong hands stays good.",
  },
  {
    name: "apply-to-organization",
    trigger: { http: [applications.applyToOrganization] },
    table: [...guarded, "UpdateItem"],
    ...usual,
    failure: "Nobody can apply to join an organization.",
  },
  {
    name: "withdraw-application",
    trigger: { http: [applications.withdrawApplication] },
    table: changes,
    ...usual,
    failure: "An applicant cannot take an application back.",
  },
  {
    name: "approve-application",
    trigger: { http: [applications.approveApplication] },
    table: guarded,
    ...usual,
    failure: "An applicant waits, and what is passed meanwhile does not count for the partner.",
  },
  {
    name: "approve-applications",
    trigger: { http: [bulkApproval.approveApplications] },
    table: guarded,
    ...usual,
    failure: "A main account cannot take in many applicants at once.",
  },
  {
    name: "reject-application",
    trigger: { http: [applications.rejectApplication] },
    table: guarded,
    ...usual,
    failure: "An applicant is not told that the application was rejected.",
  },
  {
    name: "change-role",
    trigger: { http: [organizations.changeRole] },
    table: guarded,
    ...usual,
    failure: "The main account cannot name managers, or take the role from one.",
  },
  {
    name: "remove-member",
    trigger: { http: [organizations.removeMember] },
    table: guarded,
    ...usual,
    failure: "Someone who has left a company still counts for it and keeps its exam codes.",
  },
  {
    name: "quit-organization",
    trigger: { http: [organizations.quitOrganization] },
    table: guarded,
    ...usual,
    failure: "An account cannot leave an organization, and so cannot join another.",
  },
  {
    name: "release-report",
    trigger: { http: [reports.releaseReport] },
    table: changes,
    ...usual,
    failure: "Staff cannot send a parked report round again.",
  },
  {
    name: "close-report",
    trigger: { http: [reports.closeReport] },
    table: changes,
    ...usual,
    failure: "Staff cannot close a report.",
  },
  {
    name: "accept-report",
    trigger: { http: [reports.acceptReport] },
    table: [...changesTaking, "ConditionCheckItem", "Query"],
    ...usual,
    failure: "A result that staff have found to be right does not count.",
  },
  {
    name: "close-appointment",
    trigger: { http: [appointments.closeAppointment] },
    table: [...changesTaking, "ConditionCheckItem", "Query"],
    ...usual,
    failure: "A candidate waits for a result that will never come.",
  },
  {
    name: "end-hold",
    trigger: { http: [results.endHold] },
    table: [...changesTaking, "ConditionCheckItem", "Query"],
    ...usual,
    failure: "A candidate waits for a held result that the test centre never releases.",
  },
  {
    name: "close-registration",
    trigger: { http: [decisions.closeRegistration] },
    table: changesTaking,
    ...usual,
    failure: "A candidate whose registration is stuck cannot register again.",
  },
  {
    name: "grant-sitting",
    trigger: { http: [decisions.grantSitting] },
    table: [...changesTaking, "ConditionCheckItem", "Query"],
    ...usual,
    failure: "A candidate who lost a sitting to no fault of their own does not get it again.",
  },
  {
    name: "send-message-again",
    trigger: { http: [messages.sendMessageAgain] },
    table: changes,
    ...usual,
    failure: "Staff cannot have an e-mail sent that someone did not get.",
  },
  {
    name: "close-message",
    trigger: { http: [messages.closeMessage] },
    table: changes,
    ...usual,
    failure: "Staff cannot give up an e-mail whose address is wrong.",
  },
  {
    name: "send-mail",
    trigger: { stream: { has: "mail.L.M.to.S", eventName: "INSERT" } },
    table: changes,
    sendsMail: true,
    memoryMegabytes: 512,
    timeoutSeconds: 60,
    failure: "E-mails go out late: confirmations, changes, results.",
  },
  {
    name: "describe-api",
    trigger: { http: [description.getOpenApi, description.getHealth], fallback: true },
    table: [],
    ...usual,
    failure: "Developers cannot read the API's description.",
  },
  {
    name: "show-docs",
    trigger: {
      http: [description.getDocs, description.getGuide, description.getViewer, description.getProblem],
    },
    table: [],
    ...usual,
    failure: "Developers cannot read the documentation, nor what an error means.",
  },
  {
    name: "run-schedule",
    trigger: { schedule: "rate(1 minute)" },
    table: [...changesTaking, "ConditionCheckItem", "Query"],
    sendsMail: true,
    index: ["by-due", "by-owner"],
    memoryMegabytes: 1024,
    timeoutSeconds: 300,
    failure:
      "Reminders do not go out, waiting reports are not tried again, batches that were cut short stay incomplete.",
  },
];

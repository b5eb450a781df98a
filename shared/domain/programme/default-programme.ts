import { defaultBranding } from "./default-branding.ts";
import type { Programme } from "./programme.ts";

/** Prometric takes eligibility codes, Pearson VUE takes partners' exam codes. */
const atTestCenters = { providers: ["prometric"], examCodeProviders: ["pearson-vue"], booked: true } as const;

/** The programme of the source documents. `PROGRAMME` names another file, which is checked at load. */
export const currentProgramme: Programme = {
  version: 1,
  name: "Cloud Practice Institute",
  branding: defaultBranding,
  currency: "USD",
  providers: [
    {
      provider: "prometric",
      name: "Prometric",
      delivery: ["test-center"],
      confirmationNumber: "885\\d{1,29}",
      exampleNumbers: ["8850012345", "8850012346"],
      bareNumbers: true,
    },
    { provider: "pearson-vue", name: "Pearson VUE", delivery: ["test-center", "online"], selfPaid: true },
    { provider: "academy", name: "the academy", delivery: ["online"] },
  ],
  levels: [
    {
      level: "clouder",
      name: "Clouder",
      exams: [{ exam: "online", providers: ["academy"], booked: false }],
      editions: ["general-purpose", "single-subject"],
      eligibilityCode: false,
      redemptionCodePrice: { amount: 1_000, currency: "USD" },
      sittingsPerExam: 1,
    },
    {
      level: "aca",
      name: "ACA",
      exams: [{ exam: "online", providers: ["academy"], booked: false }],
      editions: ["general-purpose", "single-subject"],
      eligibilityCode: false,
      redemptionCodePrice: { amount: 5_000, currency: "USD" },
      sittingsPerExam: 1,
    },
    {
      level: "acp",
      name: "ACP",
      exams: [{ exam: "written", ...atTestCenters }],
      editions: ["general-purpose", "single-subject"],
      eligibilityCode: true,
      sittingsPerExam: 1,
      benefit: { base: 10, forEachCertificate: 1 },
    },
    {
      level: "ace",
      name: "ACE",
      exams: [
        { exam: "written", ...atTestCenters },
        { exam: "lab", ...atTestCenters, after: "written" },
      ],
      editions: ["single-subject"],
      eligibilityCode: true,
      sittingsPerExam: 1,
      benefit: { base: 2, forEachCertificate: 1 },
    },
  ],
  example: {
    level: "acp",
    certificationId: "acp-cloud-computing",
    title: "Cloud Computing Professional",
    seriesCode: "ACP-CC1",
  },
  orderDays: 7,
  authorizationCodeMonths: 12,
  registrationMonths: 12,
  certificateMonths: 24,
  examCodeMonths: 12,
  invitationDays: 30,
  bindingDays: 3,
  reportRetryDays: 3,
  overdueDays: 3,
  reminderDays: [30, 7],
  retakeWaitDays: 0,
  renewalWindowDays: 0,
  noShow: "used-up",
  excusedAbsence: "given-back",
  incompleteSitting: "given-back",
};

/** Every version under which codes were sold. The last one is in force. */
export const versions: readonly Programme[] = [currentProgramme];

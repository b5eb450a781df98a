import type { Programme } from "./programme.ts";

const prometricOnly = { providers: ["prometric"], booked: true } as const;

/** The programme that the source documents describe. Another body states its own here; `faultsOf` checks it on load. */
export const currentProgramme: Programme = {
  version: 1,
  name: "certrail",
  currency: "USD",
  providers: ["prometric", "pearson-vue", "academy"],
  levels: [
    {
      level: "clouder",
      exams: [{ exam: "online", providers: ["academy"], booked: false }],
      editions: ["general-purpose", "single-subject"],
      eligibilityCode: false,
      redemptionCodePrice: { amount: 1_000, currency: "USD" },
      sittingsPerExam: 1,
    },
    {
      level: "aca",
      exams: [{ exam: "online", providers: ["academy"], booked: false }],
      editions: ["general-purpose", "single-subject"],
      eligibilityCode: false,
      redemptionCodePrice: { amount: 5_000, currency: "USD" },
      sittingsPerExam: 1,
    },
    {
      level: "acp",
      exams: [{ exam: "written", ...prometricOnly }],
      editions: ["general-purpose", "single-subject"],
      eligibilityCode: true,
      sittingsPerExam: 1,
    },
    {
      level: "ace",
      exams: [
        { exam: "written", ...prometricOnly },
        { exam: "lab", ...prometricOnly, after: "written" },
      ],
      editions: ["single-subject"],
      eligibilityCode: true,
      sittingsPerExam: 1,
    },
  ],
  authorizationCodeMonths: 12,
  registrationMonths: 12,
  certificateMonths: 24,
  retakeWaitDays: 0,
  renewalWindowDays: 0,
  noShow: "used-up",
  excusedAbsence: "given-back",
};

import { bindSitting, getBinding, listBindings } from "../certificate/binding-operations.ts";
import { previewBinding } from "../certificate/binding-previews.ts";
import { correctBindingName } from "../certificate/corrections.ts";
import { getCandidateLink, undoCandidateLink } from "../exam/candidate-links.ts";
import {
  assignExamCode,
  cancelExamCode,
  getExamCode,
  listExamCodes,
  returnExamCode,
} from "../exam/exam-code-operations.ts";
import { applyForBenefits, getBenefitChange, getBenefits, listBenefitChanges } from "../partner/benefit-operations.ts";
import { assignExamCodes } from "../partner/bulk-assignment.ts";
import { getLedgerBalance, listLedger } from "../partner/ledger.ts";
import { getPartnerExamCodesCsv, listPartnerExamCodes } from "../partner/partner-exam-codes.ts";
import { recountPartner } from "../partner/recount.ts";
import { explainAccount, getTally, getTallyCsv, listTallyCertificates } from "../partner/tally-operations.ts";

/** Benefits: coupons, exam codes, bindings and the tally. */
export const ofBenefits = [
  getBenefits,
  applyForBenefits,
  listBenefitChanges,
  getBenefitChange,
  listLedger,
  getLedgerBalance,
  listPartnerExamCodes,
  getPartnerExamCodesCsv,
  listExamCodes,
  getExamCode,
  assignExamCode,
  assignExamCodes,
  returnExamCode,
  previewBinding,
  cancelExamCode,
  bindSitting,
  getCandidateLink,
  undoCandidateLink,
  listBindings,
  getBinding,
  correctBindingName,
  getTally,
  listTallyCertificates,
  getTallyCsv,
  explainAccount,
  recountPartner,
] as const;

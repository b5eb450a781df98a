import { getBadgePng, getBadgeSvg, getBakedBadge, getCard } from "../certificate/badges.ts";
import {
  claimCertificate,
  getCertificate,
  listCertificates,
  reinstateCertificate,
  revokeCertificate,
} from "../certificate/certificate-operations.ts";
import { correctName } from "../certificate/corrections.ts";
import { getCredentialKey, getCredentialKeys, getIssuer } from "../certificate/credential-keys.ts";
import { getCertificatePdf, getCredential, getStatusList } from "../certificate/credentials.ts";
import { hideCertificate, showCertificate } from "../certificate/hiding.ts";
import { showVerification, showVerifyForm, verifyCertificate } from "../certificate/verification-operations.ts";

/** Certificates: claiming and verifying them, badges and credentials. */
export const ofCertificates = [
  listCertificates,
  getCertificate,
  claimCertificate,
  hideCertificate,
  showCertificate,
  revokeCertificate,
  reinstateCertificate,
  correctName,
  verifyCertificate,
  showVerification,
  showVerifyForm,
  getCertificatePdf,
  getBakedBadge,
  getBadgeSvg,
  getBadgePng,
  getCard,
  getCredential,
  getStatusList,
  getIssuer,
  getCredentialKeys,
  getCredentialKey,
] as const;

import type { AboutPage } from "../about-page.ts";
import type { BindingNotice } from "../certificate/binding-notice.ts";
import type { NameNotice } from "../certificate/name-notice.ts";
import type { AppointmentNotice } from "../exam/appointment-notice.ts";
import type { NothingEarned } from "../exam/nothing-earned.ts";
import type { ToldResult } from "../exam/result-notice.ts";
import type { Instant } from "../instant.ts";
import type { ExamCodeNotice } from "../partner/exam-code-notice.ts";
import type { OrganizationNotice } from "../partner/organization-notice.ts";
import type { PartnershipNotice } from "../partner/partnership-notice.ts";
import type { OrderNotice } from "../purchase/order-notice.ts";
import type { StaffNotice } from "./staff-notice.ts";

/** Everything that an e-mail needs, decided with the change. */
export type Notification =
  | CandidateNotice
  | AppointmentNotice
  | OrganizationNotice
  | PartnershipNotice
  | ExamCodeNotice
  | BindingNotice
  | NameNotice
  | OrderNotice
  | StaffNotice;

type CandidateNotice = { readonly to: string } & AboutPage &
  (
    | {
        readonly tells: "registered";
        readonly name: string;
        readonly certification: string;
        readonly eligibilityCode?: string | undefined;
        readonly expiresAt: Instant;
      }
    | {
        readonly tells: "result";
        readonly name: string;
        readonly certification: string;
        readonly exam: string;
        /** Absent from e-mails of earlier versions. */
        readonly title?: string | undefined;
        readonly seriesCode?: string | undefined;
        readonly outcome: ToldResult["outcome"];
        readonly isCorrection: boolean;
        readonly earnsNothing?: NothingEarned | undefined;
      }
    | { readonly tells: "claimable"; readonly name: string; readonly certification: string }
    | {
        readonly tells: "claimed";
        readonly name: string;
        readonly certification: string;
        readonly certificateNumber: string;
        readonly validUntil: Instant;
        /** The page on which anyone verifies it. */
        readonly verify?: string | undefined;
      }
    | { readonly tells: "revoked"; readonly name: string; readonly certification: string; readonly reason: string }
    | {
        readonly tells: "ending";
        readonly what: "authorization code" | "eligibility code" | "registration" | "certificate" | "exam code";
        /** A registration without a code has none. */
        readonly which?: string | undefined;
        /** The certification, or the level of a general-purpose code. */
        readonly isFor?: string | undefined;
        readonly days: number;
        readonly endsAt: Instant;
      }
    | {
        readonly tells: "gift";
        readonly code: string;
        readonly message?: string | undefined;
        /** The certification or levels that it can be activated for. Absent from e-mails of earlier versions. */
        readonly isFor?: string | undefined;
        readonly expiresAt: Instant;
      }
  );

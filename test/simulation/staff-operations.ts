type Keyed = { readonly key: string };

/** What staff decide about one person's way to a certificate (R36), in handles. */
export type StaffOperation =
  | (Keyed & { readonly does: "close-registration"; readonly registration: number })
  | (Keyed & { readonly does: "grant-sitting"; readonly registration: number; readonly exam: string })
  | (Keyed & {
      readonly does: "accept-report";
      readonly report: string;
      /** What it is about, for one that leads nowhere. */
      readonly about?: number;
    })
  | (Keyed & { readonly does: "cancel-exam-code"; readonly examCode: number; readonly isReplaced: boolean })
  | (Keyed & { readonly does: "change-partnership"; readonly partner: number; readonly act: PartnershipAct })
  | (Keyed & {
      readonly does: "set-benefit-rule";
      readonly partner: number;
      readonly level: string;
      readonly rule: BenefitRule | undefined;
    });

export type PartnershipAct = "suspend" | "resume" | "end";

/** So many coupons to begin with, and so many more for each certificate. */
export type BenefitRule = { readonly base: number; readonly each: number };

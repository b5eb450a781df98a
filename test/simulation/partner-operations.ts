type Keyed = { readonly key: string };

/** A request about partners, in handles. The account `staff` belongs to the programme's staff. */
export type PartnerOperation = { readonly account: string } & (
  | (Keyed & {
      readonly does: "create-partner";
      readonly name: string;
      readonly main: string;
      readonly isWritable: boolean;
    })
  | (Keyed & { readonly does: "invite"; readonly partner: number })
  | { readonly does: "revoke-invitation"; readonly partner: number; readonly invitation: number }
  | (Keyed & { readonly does: "apply"; readonly invitation: number })
  | (Keyed & { readonly does: "withdraw"; readonly application: string })
  | (Keyed & { readonly does: "approve" | "reject"; readonly partner: number; readonly application: string })
  | { readonly does: "role"; readonly partner: number; readonly member: string; readonly role: "manager" | "member" }
  | { readonly does: "remove"; readonly partner: number; readonly member: string }
  | (Keyed & { readonly does: "quit" })
  | (Keyed & {
      readonly does: "benefit";
      readonly partner: number;
      readonly certification: string;
      readonly exam: string;
      readonly quantity: number;
    })
  | (Keyed & { readonly does: "assign"; readonly examCode: number; readonly member: string })
  | (Keyed & {
      readonly does: "assign-all";
      readonly partner: number;
      readonly rows: readonly { readonly examCode: number; readonly member: string }[];
    })
  | (Keyed & { readonly does: "approve-all"; readonly partner: number; readonly applications: readonly string[] })
  | (Keyed & {
      readonly does: "grant-coupons";
      readonly partner: number;
      readonly level: string;
      readonly quantity: number;
    })
  | (Keyed & { readonly does: "return"; readonly examCode: number })
  | (Keyed & {
      readonly does: "bind";
      readonly certification: string;
      readonly candidate: string;
      readonly registration: string;
      /** True if the request names the certificate's holder. */
      readonly isNamed: boolean;
      /** A claimable certificate that an earlier version does not see (R8). */
      readonly unseen?: number;
    })
  | { readonly does: "undo-candidate-link"; readonly candidate: string }
);

export type Do<Name extends PartnerOperation["does"]> = Extract<PartnerOperation, { does: Name }>;

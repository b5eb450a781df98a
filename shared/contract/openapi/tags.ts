import { inMonths } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";

/** The parts of the API in the order of the description, with their readers. */
export const tags = {
  Catalogue: "What can be certified, and what it costs. Anyone reads it; staff change it.",
  Purchase: "Orders, and the payment provider's word that they are paid, which issues the authorization codes.",
  "Authorization codes": `What was bought or granted: a code is activated once, for a certification, within ${inMonths(programme.authorizationCodeMonths)}.`,
  Registration: "Activating a code, the eligibility code with which an exam is booked, and the appointments.",
  "Test centres": "For test centres, which sign their requests: may a code book, and what was booked and scored.",
  "Results and certificates": "What a candidate has passed, claiming the certificate for it, and verifying one.",
  Bindings: "Linking an exam that was sat at the second test centre to one's account.",
  "Partner benefits": "The coupons that a partner earns with its members' certificates, and every movement of them.",
  "Exam codes": "A partner's coupons, issued as codes that pay for one exam of one of its members.",
  "Partner tally": "Which certificates count under a partner, and why.",
  Account: "Who the caller is.",
  Partners: "The companies that take part, each with one organization. Staff take them on.",
  Organizations: "A partner's members: inviting them, deciding on applications, roles, and leaving.",
  Staff: "What the programme's staff see: histories, reports that wait or are parked, e-mails that were not sent.",
  Description: "This description, what each error means, and whether the API is there.",
} as const;

export type Tag = keyof typeof tags;

/** By groups of readers. */
export const tagGroups: readonly { readonly name: string; readonly tags: readonly Tag[] }[] = [
  {
    name: "For candidates",
    tags: ["Catalogue", "Purchase", "Authorization codes", "Registration", "Results and certificates", "Account"],
  },
  { name: "For partners", tags: ["Organizations", "Partner benefits", "Exam codes", "Bindings", "Partner tally"] },
  { name: "For test centres", tags: ["Test centres"] },
  { name: "For staff", tags: ["Partners", "Staff"] },
  { name: "About this API", tags: ["Description"] },
];

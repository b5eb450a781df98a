/**
 * What reads more than once, and why; every other operation reads at most once. A thing leads to the next only when it
 * was read: a membership to its partner, a sitting to its results. What only some may see is read after the rules.
 */
const readsMoreOften: Readonly<Record<string, number>> = {
  "bindSitting (bound)": 2,
  "claimCertificate (a member's)": 2,
  "revokeCertificate (a counted one)": 2,
  getTally: 2,
  listTallyCertificates: 2,
  explainAccount: 2,
  recountPartner: 2,
};

/** How many read round trips an operation may take; it writes once at most. */
export function readsAllowed(name: string): number {
  return readsMoreOften[name] ?? 1;
}

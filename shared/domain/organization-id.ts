/** A partner and its organization have one identifier with two prefixes. */
export function organizationIdOf(partnerId: string): string {
  return partnerId.replace(/^par_/, "org_");
}

export function partnerIdOf(organizationId: string): string {
  return organizationId.replace(/^org_/, "par_");
}

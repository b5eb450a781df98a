/** A partner's identifier as an organization, from the one as a company: they differ in their prefixes alone. */
export function organizationIdOf(partnerId: string): string {
  return partnerId.replace(/^par_/, "org_");
}

/** The same the other way round. */
export function partnerIdOf(organizationId: string): string {
  return organizationId.replace(/^org_/, "par_");
}

/** Everyone wants the same certification, and orders so many codes for it. */
export const certificationId = "acp-cloud-computing";
export const codesOfOrder = 2;
export const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };
/** The local SES refuses its addresses. */
export const refusedDomain = "reject.test";
export const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

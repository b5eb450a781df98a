import type { AnswerOf, Client, ItemOf } from "../../../shared/client/client.ts";
import type { AboutProgramme } from "../test-centers/about-programme.ts";

export type Certification = ItemOf<"listCertifications">;

/** An account's things from the API (the newest hundred of each), and the programme. */
export type Holdings = {
  readonly about: AboutProgramme;
  readonly certifications: readonly Certification[];
  readonly orders: readonly ItemOf<"listOrders">[];
  readonly codes: readonly ItemOf<"listAuthorizationCodes">[];
  readonly registrations: readonly ItemOf<"listRegistrations">[];
  readonly certificates: readonly AnswerOf<"getCertificate">["body"][];
  /** Exam codes from a partner. */
  readonly examCodes: readonly ItemOf<"listExamCodes">[];
};

/** The title of a certification, for people, or its id if it is not in the list. */
export function titleIn(certifications: readonly Certification[], id: string): string {
  return certifications.find(({ certificationId }) => certificationId === id)?.title ?? id;
}

export async function holdingsOf(client: Client, about: AboutProgramme): Promise<Holdings> {
  const newest = { query: { limit: 100 } };
  const [certifications, orders, codes, registrations, certificates, examCodes] = await Promise.all([
    client.listCertifications(newest),
    client.listOrders(newest),
    client.listAuthorizationCodes(newest),
    client.listRegistrations(newest),
    client.listCertificates(newest),
    client.listExamCodes(newest),
  ]);
  // The list holds no links, so each certificate is read.
  const single = certificates.body.data.map(({ certificateId }) =>
    client.getCertificate({ params: { certificateId } }),
  );
  return {
    about,
    certifications: certifications.body.data,
    orders: orders.body.data,
    codes: codes.body.data,
    registrations: registrations.body.data,
    examCodes: examCodes.body.data,
    certificates: (await Promise.all(single)).map(({ body }) => body),
  };
}

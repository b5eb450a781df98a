import * as z from "zod";
import type { Programme } from "../test-centers/programme.ts";

const certification = z.object({
  certificationId: z.string(),
  title: z.string(),
  level: z.string(),
  status: z.string(),
});
const order = z.object({
  orderId: z.string(),
  status: z.string(),
  total: z.object({ amount: z.number(), currency: z.string() }),
});
const authorizationCode = z.object({
  code: z.string(),
  status: z.string(),
  certificationId: z.string().optional(),
  levels: z.array(z.string()).optional(),
});
const registration = z.object({
  registrationId: z.string(),
  certificationId: z.string(),
  status: z.string(),
  eligibilityCode: z.object({ code: z.string() }).optional(),
  exams: z.array(z.object({ exam: z.string(), status: z.string() })),
});
const certificate = z.object({
  certificateId: z.string(),
  certificateNumber: z.string(),
  certificationId: z.string(),
  status: z.string(),
  links: z.object({ pdf: z.string().optional(), credential: z.string().optional() }).optional(),
});

export type Certification = z.infer<typeof certification>;
export type Order = z.infer<typeof order>;

/** What an account has, as the API lists it: the newest hundred of each; and what the programme is. */
export type Holdings = Awaited<ReturnType<typeof holdingsOf>>;

export async function holdingsOf(programme: Programme, email: string) {
  const list = async <T extends z.ZodType>(what: string, item: T): Promise<z.infer<T>[]> => {
    const { body } = await programme.forAccount(email, "GET", `/v1/${what}?limit=100`);
    return z.object({ data: z.array(item) }).parse(body).data;
  };
  const about = await programme.about();
  const [certifications, orders, codes, registrations, certificates] = await Promise.all([
    list("certifications", certification),
    list("orders", order),
    list("authorization-codes", authorizationCode),
    list("registrations", registration),
    list("certificates", certificate),
  ]);
  // The list leaves the links out.
  const single = certificates.map(async ({ certificateId }) => {
    const { body } = await programme.forAccount(email, "GET", `/v1/certificates/${certificateId}`);
    return certificate.parse(body);
  });
  return { about, certifications, orders, codes, registrations, certificates: await Promise.all(single) };
}

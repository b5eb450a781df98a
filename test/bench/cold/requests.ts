import { register } from "../../../shared/contract/exam/registration-operations.ts";
import type { Operation } from "../../../shared/contract/operation.ts";
import { getCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import { giveAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { getOrder, placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import type { HttpEvent } from "../../../shared/http/request.ts";
import { functionNameOf } from "../../support/functions.ts";
import * as given from "../../support/given.ts";
import { dispatch, type Request } from "../../support/invoke.ts";

export type Cold = { readonly name: string; readonly kind: "read" | "write"; readonly events: readonly HttpEvent[] };

/** Two reads and three steps that write, each with as many events as it is started. */
export async function coldRequests(count: number): Promise<readonly Cold[]> {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const item = { product: "certification", certificationId, quantity: count };
  const codes = await given.authorizationCodes([item], ana);
  const { orderId } = await given.order([item], ana);
  const registrations: Request[] = [];
  while (registrations.length < count) {
    // An account of its own each time, because one account opens a certification once.
    const as = given.someone();
    const authorizationCode = await given.authorizationCode(certificationId, as);
    registrations.push({ body: { authorizationCode, certificationId, candidate: given.candidate }, as });
  }
  const gifts = codes.map((code) => ({ params: { code }, body: { recipientEmail: "bo@example.org" }, as: ana }));
  const same = (request: Request) => Array.from({ length: count }, () => request);
  return [
    await cold("read", getCertification, same({ params: { certificationId } })),
    await cold("read", getOrder, same({ params: { orderId }, as: ana })),
    await cold("write", placeOrder, same({ body: { items: [item] }, as: ana })),
    await cold("write", register, registrations),
    await cold("write", giveAuthorizationCode, gifts),
  ];
}

async function cold(kind: Cold["kind"], operation: Operation, requests: readonly Request[]): Promise<Cold> {
  const events: HttpEvent[] = [];
  const keep = async (event: HttpEvent) => {
    events.push(event);
    return { statusCode: 200 };
  };
  for (const request of requests) await dispatch(keep, operation, request);
  return { name: functionNameOf(operation), kind, events };
}

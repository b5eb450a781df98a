// biome-ignore lint/correctness/noUndeclaredDependencies: the test installs it
import { createClient, type ItemOf, isProblem, type ProblemCode, type RequestOf, webhookSigner } from "certrail-client";

/** A customer's code with only the package. `package.test.ts` compiles and runs it in an empty folder. */

declare const process: { readonly env: { readonly [name: string]: string | undefined } };
declare const console: { log(line: string): void };

const { CERTRAIL_URL: baseUrl = "", CERTRAIL_TOKEN = "", PAYMENTS_SECRET = "" } = process.env;

const ana = createClient({ baseUrl, token: async () => CERTRAIL_TOKEN });
const bank = createClient({ baseUrl, sign: webhookSigner(PAYMENTS_SECRET) });

const body: RequestOf<"placeOrder">["body"] = {
  items: [{ product: "certification", certificationId: "acp-cloud-computing", quantity: 2 }],
};
const { body: order } = await ana.placeOrder({ body, idempotencyKey: "my-first-order" });
const again = await ana.placeOrder({ body, idempotencyKey: "my-first-order" });
if (again.body.orderId !== order.orderId) throw new Error("one key gave two orders");

const occurredAt = new Date().toISOString();
const data = { orderId: order.orderId, paymentId: "pay_1", ...order.total };
const { body: told } = await bank.confirmPayment({ body: { type: "payment.succeeded", occurredAt, data } });

const codes: ItemOf<"listAuthorizationCodes">[] = [];
for await (const code of ana.each.listAuthorizationCodes({ query: { limit: 1 } })) codes.push(code);

let refused: ProblemCode | undefined;
try {
  await ana.cancelOrder({ params: { orderId: order.orderId } });
} catch (error) {
  if (isProblem(error, "order-already-paid")) refused = error.code;
}

// @ts-expect-error a status that orders do not have
if (order.status === "eaten") throw new Error("who would eat an order?");
// @ts-expect-error there is no such product
void ((): unknown => ana.placeOrder({ body: { items: [{ product: "mug", quantity: 1 }] } }));

console.log(`${told.status}, ${codes.length} codes ${codes[0]?.status}, ${refused}`);

import * as z from "zod";
import type { HttpRequest } from "../../local/aws/gateway/gateway-event.ts";
import type { Answer } from "../../local/host/problem.ts";
import { askedOf, valueFor } from "../test-centers/front.ts";
import { pageHeaders } from "../test-centers/layout.ts";
import { Programme, type ProgrammeParts, type Told, wordsOf } from "../test-centers/programme.ts";
import { Refused, refused } from "../test-centers/refused.ts";
import { refusalFor } from "../test-centers/test-centers.ts";
import { candidatePage, notices, signInPage } from "./candidate-page.ts";
import { holdingsOf } from "./holdings.ts";

const root = "/__local/candidates";

const signInBody = z.object({ email: z.email("is not an e-mail address").toLowerCase() });
const orderBody = z.object({ certificationId: z.string() });
const activateBody = z.object({
  ...{ authorizationCode: z.string(), certificationId: z.string() },
  ...{ givenName: z.string().optional(), familyName: z.string().optional(), country: z.string().default("") },
});
const orderSchema = z.object({ total: z.object({ amount: z.number(), currency: z.string() }) });

/** What the payment provider says at a press of a button, and of what; each order has one payment and one dispute here. */
const sayings: Readonly<Record<string, (orderId: string, sum: object) => readonly [string, object]>> = {
  pay: (orderId, sum) => ["payment.succeeded", { orderId, paymentId: `pay_${orderId}`, ...sum }],
  refund: (orderId, sum) => [
    "payment.refunded",
    { orderId, paymentId: `pay_${orderId}`, refundId: `rfd_${orderId}`, ...sum },
  ],
  dispute: (orderId, sum) => [
    "payment.disputed",
    { orderId, paymentId: `pay_${orderId}`, disputeId: `dsp_${orderId}`, ...sum },
  ],
  "win-dispute": (orderId) => ["payment.dispute-closed", { disputeId: `dsp_${orderId}`, won: true }],
  "lose-dispute": (orderId) => ["payment.dispute-closed", { disputeId: `dsp_${orderId}`, won: false }],
};

type Work = (email: string, request: HttpRequest, id: string) => Promise<Told>;

/** The sandbox's candidates, under `/__local/candidates`: pages on which a person orders, pays, activates and claims. */
export class Candidates {
  readonly #parts: ProgrammeParts;
  readonly #programme: Programme;

  constructor(parts: ProgrammeParts) {
    this.#parts = parts;
    this.#programme = new Programme(parts);
  }

  /** Whether the path is theirs. */
  static owns(path: string): boolean {
    return path === root || path.startsWith(`${root}/`);
  }

  async handle(request: HttpRequest): Promise<Answer> {
    try {
      return await this.#answer(request);
    } catch (thrown) {
      if (thrown instanceof Refused) return refusalFor(thrown.problem, request);
      throw thrown;
    }
  }

  async #answer(request: HttpRequest): Promise<Answer> {
    const [name = "", what, id = "", action = what] = request.path.slice(root.length + 1).split("/");
    if (name === "") return request.method === "POST" ? this.#signIn(request) : pageOf(200, signInPage(), request);
    const email = emailIn(name);
    if (request.method === "GET" && what === undefined) {
      const done = new URLSearchParams(request.query).get("done") ?? "";
      const notice = Object.hasOwn(notices, done) ? notices[done] : undefined;
      return pageOf(
        200,
        candidatePage(email, await this.#holdings(email), notice === undefined ? {} : { notice }),
        request,
      );
    }
    const work = request.method === "POST" && action !== undefined ? this.#works[action] : undefined;
    if (work === undefined) throw refused(404, "not-found", "The candidates have no such page.");

    const told = await work(email, request, id);
    if (told.status < 300) return seeOther(`${root}/${encodeURIComponent(email)}?done=${action}`, request);
    const draft = { values: {}, errors: {}, summary: wordsOf(told) };
    return pageOf(told.status, candidatePage(email, await this.#holdings(email), { draft }), request);
  }

  #signIn(request: HttpRequest): Answer {
    const asked = askedOf(request);
    const read = signInBody.safeParse(asked.values);
    if (read.success) return seeOther(`${root}/${encodeURIComponent(read.data.email)}`, request);
    return pageOf(422, signInPage({ values: asked.typed, errors: { email: "Type an e-mail address." } }), request);
  }

  #holdings(email: string) {
    return holdingsOf(this.#programme, email);
  }

  /** The payment provider reports something of an order. */
  #saying(name: string): Work {
    return async (email, request, orderId) => {
      askedOf(request);
      const order = await this.#programme.forAccount(email, "GET", `/v1/orders/${orderId}`);
      if (order.status !== 200) return order;
      const [type, data] = sayings[name]?.(orderId, orderSchema.parse(order.body).total) ?? ["", {}];
      const occurredAt = new Date(this.#parts.clock.now()).toISOString();
      const message = JSON.stringify({ type, occurredAt, data });
      return this.#programme.report("payments", `msg_${name}_${orderId}_${occurredAt}`, message);
    };
  }

  readonly #works: Readonly<Record<string, Work>> = {
    orders: (email, request) => {
      const asked = askedOf(request);
      const { certificationId } = valueFor(asked, orderBody);
      const items = [{ product: "certification", certificationId, quantity: 1 }];
      return this.#programme.forAccount(email, "POST", "/v1/orders", { items }, asked.once);
    },
    ...Object.fromEntries(Object.keys(sayings).map((name) => [name, this.#saying(name)])),
    registrations: (email, request) => {
      const asked = askedOf(request);
      const { authorizationCode, certificationId, ...candidate } = valueFor(asked, activateBody);
      const body = { authorizationCode, certificationId, candidate: { ...candidate, email } };
      return this.#programme.forAccount(email, "POST", "/v1/registrations", body, asked.once);
    },
    claim: (email, request, certificateId) => {
      const { once } = askedOf(request);
      return this.#programme.forAccount(email, "POST", `/v1/certificates/${certificateId}/claim`, {}, once);
    },
  };
}

/** The e-mail address that a path names. */
function emailIn(name: string): string {
  const read = signInBody.safeParse({ email: name.replaceAll("%40", "@") });
  if (read.success) return read.data.email;
  throw refused(404, "not-found", "The candidates have no such page.");
}

function pageOf(status: number, page: string, { id }: HttpRequest): Answer {
  return { status, headers: { ...pageHeaders, "x-request-id": id }, body: Buffer.from(page) };
}

function seeOther(location: string, { id }: HttpRequest): Answer {
  return { status: 303, headers: { location, "x-request-id": id }, body: Buffer.alloc(0) };
}

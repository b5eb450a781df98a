import * as z from "zod";
import type { HttpRequest } from "../../local/aws/gateway/gateway-event.ts";
import type { Answer } from "../../local/host/problem.ts";
import { emailField, noticeIn, onceOf, pageOf, seeOther } from "../answers.ts";
import { Api, type ApiParts, type Came, wordsOf } from "../api.ts";
import { nothingOf, type Operation, Site } from "../site.ts";
import { blank } from "../test-centers/fields.ts";
import { askedOf, valueFor } from "../test-centers/front.ts";
import { Programme } from "../test-centers/programme.ts";
import { candidatePage, notices, signInPage } from "./candidate-page.ts";
import { holdingsOf } from "./holdings.ts";
import { type Saying, sayings } from "./sayings.ts";

const root = "/__local/candidates";

const signInBody = z.object({ email: emailField, invitation: z.string().optional() });
const orderBody = z.object({ certificationId: z.string() });
const activateBody = z.object({
  authorizationCode: z.string(),
  certificationId: z.string(),
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  country: z.string().default(""),
});

const joinBody = z.object({ token: z.string().default(""), fullName: z.string().default("") });
const bindBody = z.object({
  certificationId: z.string().default(""),
  candidateId: z.string().default(""),
  registrationId: z.string().default(""),
});

/** The sandbox's candidates, below `/__local/candidates`: pages to order, pay, activate and claim. */
export class Candidates {
  readonly #parts: ApiParts;
  readonly #api: Api;
  readonly #programme: Programme;

  constructor(parts: ApiParts) {
    this.#parts = parts;
    this.#api = new Api(parts);
    this.#programme = new Programme(this.#api);
  }

  static get site(): Site<Candidates> {
    return site;
  }

  handle(request: HttpRequest): Promise<Answer> {
    return site.answer(this, request);
  }

  signIn(request: HttpRequest): Answer {
    const asked = askedOf(request);
    const read = signInBody.safeParse(asked.values);
    const { invitation } = asked.typed;
    const query = invitation === undefined ? "" : `?${new URLSearchParams({ invitation })}`;
    if (read.success) return seeOther(`${root}/${encodeURIComponent(read.data.email)}${query}`, request);
    const draft = { values: asked.typed, errors: { email: "Type an e-mail address." } };
    return pageOf(422, signInPage(draft, invitation), request);
  }

  async show(email: string, request: HttpRequest): Promise<Answer> {
    const shown = { notice: noticeIn(notices, request), invitation: invitationIn(request) };
    return pageOf(200, candidatePage(email, await this.#holdings(email), shown), request);
  }

  order(email: string, request: HttpRequest): Promise<Came> {
    const asked = askedOf(request);
    const { certificationId } = valueFor(asked, orderBody);
    const items = [{ product: "certification" as const, certificationId, quantity: 1 }];
    return this.#api.account(email).attempt.placeOrder({ body: { items }, ...onceOf(asked) });
  }

  /** Sends a message of the payment provider about an order. */
  async say(saying: Saying, email: string, request: HttpRequest, orderId: string): Promise<Came> {
    askedOf(request);
    const order = await this.#api.account(email).attempt.getOrder({ params: { orderId } });
    if (!order.ok) return order;
    const occurredAt = new Date(this.#parts.clock.now()).toISOString();
    const body = sayings[saying](order.body, occurredAt);
    const messageId = `msg_${saying}_${orderId}_${occurredAt}`;
    return this.#api.sender("payments").attempt.confirmPayment({ body, messageId });
  }

  register(email: string, request: HttpRequest): Promise<Came> {
    const asked = askedOf(request);
    const { authorizationCode, certificationId, ...candidate } = valueFor(asked, activateBody);
    const body = { authorizationCode, certificationId, candidate: { ...candidate, email } };
    return this.#api.account(email).attempt.register({ body, ...onceOf(asked) });
  }

  claim(email: string, request: HttpRequest, certificateId: string): Promise<Came> {
    const asked = askedOf(request);
    return this.#api.account(email).attempt.claimCertificate({ params: { certificateId }, ...onceOf(asked) });
  }

  /** Hides the name on the public page, or shows it again. */
  hiding(does: "hideCertificate" | "showCertificate", email: string, request: HttpRequest, id: string): Promise<Came> {
    return this.#api.account(email).attempt[does]({ params: { certificateId: id }, ...onceOf(askedOf(request)) });
  }

  join(email: string, request: HttpRequest): Promise<Came> {
    const asked = askedOf(request);
    const { token, fullName } = valueFor(asked, joinBody);
    const body = { fullName, email };
    return this.#api.account(email).attempt.applyToOrganization({ params: { token }, body, ...onceOf(asked) });
  }

  bind(email: string, request: HttpRequest): Promise<Came> {
    const asked = askedOf(request);
    return this.#api.account(email).attempt.bindSitting({ body: valueFor(asked, bindBody), ...onceOf(asked) });
  }

  /** Redirects to the candidate's page, or shows the refusal there. */
  async done(came: Came, what: string, email: string, request: HttpRequest): Promise<Answer> {
    if (came.ok) return seeOther(`${root}/${encodeURIComponent(email)}?done=${what}`, request);
    const draft = { values: {}, errors: {}, summary: wordsOf(came) };
    return pageOf(came.status, candidatePage(email, await this.#holdings(email), { draft }), request);
  }

  async #holdings(email: string) {
    return holdingsOf(this.#api.account(email), await this.#programme.about());
  }
}

/** Every address below the candidates'. */
const site = new Site<Candidates>(root, "candidates", {
  "GET /": {
    does: "Shows the sign-in form",
    run: (_, request) => pageOf(200, signInPage(blank, invitationIn(request)), request),
  },
  "POST /": { does: "Signs in with an e-mail address", run: (of, request) => of.signIn(request) },
  "GET /:email": {
    does: "Shows a candidate's orders, codes and certificates",
    run: (of, request, { email = "" }) => of.show(emailIn(email), request),
  },
  "POST /:email/orders": {
    does: "Orders a certification",
    run: doing("orders", (of, email, request) => of.order(email, request)),
  },
  "POST /:email/orders/:id/pay": { does: "The payment is confirmed", run: saying("pay") },
  "POST /:email/orders/:id/refund": { does: "The payment is refunded", run: saying("refund") },
  "POST /:email/orders/:id/dispute": { does: "The payment is disputed", run: saying("dispute") },
  "POST /:email/orders/:id/win-dispute": { does: "The dispute ends: the payment stands", run: saying("win-dispute") },
  "POST /:email/orders/:id/lose-dispute": {
    does: "The dispute ends: the money goes back",
    run: saying("lose-dispute"),
  },
  "POST /:email/registrations": {
    does: "Activates an authorization code",
    run: doing("registrations", (of, email, request) => of.register(email, request)),
  },
  "POST /:email/certificates/:id/claim": {
    does: "Claims a certificate",
    run: doing("claim", (of, email, request, id) => of.claim(email, request, id)),
  },
  "POST /:email/certificates/:id/hide": {
    does: "Hides the name on a certificate's public page",
    run: doing("hide", (of, email, request, id) => of.hiding("hideCertificate", email, request, id)),
  },
  "POST /:email/certificates/:id/show": {
    does: "Shows the name there again",
    run: doing("show", (of, email, request, id) => of.hiding("showCertificate", email, request, id)),
  },
  "POST /:email/applications": {
    does: "Asks to join the organization of an invitation",
    run: doing("applications", (of, email, request) => of.join(email, request)),
  },
  "POST /:email/bindings": {
    does: "Binds a pass by the test centre's ids",
    run: doing("bindings", (of, email, request) => of.bind(email, request)),
  },
});

type Work = (of: Candidates, email: string, request: HttpRequest, id: string) => Promise<Came>;

function doing(what: string, work: Work): Operation<Candidates> {
  return async (of, request, { email: name = "", id = "" }) => {
    const email = emailIn(name);
    return await of.done(await work(of, email, request, id), what, email, request);
  };
}

function saying(what: Saying): Operation<Candidates> {
  return doing(what, (of, email, request, orderId) => of.say(what, email, request, orderId));
}

function invitationIn({ query }: HttpRequest): string {
  return new URLSearchParams(query).get("invitation") ?? "";
}

/** The e-mail address in a path. */
function emailIn(name: string): string {
  const read = signInBody.safeParse({ email: name });
  if (read.success) return read.data.email;
  throw nothingOf("candidates");
}

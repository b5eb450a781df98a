import * as z from "zod";
import type { HttpRequest } from "../../local/aws/gateway/gateway-event.ts";
import type { Answer } from "../../local/host/problem.ts";
import { emailField, noticeIn, onceOf, pageOf, seeOther } from "../answers.ts";
import { Api, type ApiParts, type Came, wordsOf } from "../api.ts";
import type { Params } from "../routes.ts";
import { type Operation, Site } from "../site.ts";
import { askedOf, valueFor } from "../test-centers/front.ts";
import { Programme } from "../test-centers/programme.ts";
import { refused } from "../test-centers/refused.ts";
import { type Company, companyOf } from "./company.ts";
import { notices, partnerPage, partnersPage } from "./partner-page.ts";

const root = "/__local/partners";

const partnerBody = z.object({ name: z.string().default(""), email: emailField });
const couponsBody = z.object({ exam: z.string().default(""), quantity: z.coerce.number({ error: "is not a number" }) });
const assignBody = z.object({ accountId: z.string().default("") });

/** The sandbox's partners, below `/__local/partners`: pages on which a main account buys and assigns coupons. */
export class Partners {
  readonly #api: Api;
  readonly #programme: Programme;

  constructor(parts: ApiParts) {
    this.#api = new Api(parts);
    this.#programme = new Programme(this.#api);
  }

  static get site(): Site<Partners> {
    return site;
  }

  handle(request: HttpRequest): Promise<Answer> {
    return site.answer(this, request);
  }

  async home(request: HttpRequest): Promise<Answer> {
    return pageOf(200, partnersPage(await this.#all()), request);
  }

  async create(request: HttpRequest): Promise<Answer> {
    const asked = askedOf(request);
    const { name, email } = valueFor(asked, partnerBody);
    const body = { name, mainAccountId: email, mainAccountEmail: email };
    const came = await this.#staff.attempt.createPartner({ body, ...onceOf(asked) });
    if (came.ok) return seeOther(`${root}/${came.body.partnerId}?done=partners`, request);
    const draft = { values: asked.typed, errors: {}, summary: wordsOf(came) };
    return pageOf(came.status, partnersPage(await this.#all(), draft), request);
  }

  async show(partnerId: string, request: HttpRequest): Promise<Answer> {
    const company = await this.#company(partnerId);
    return pageOf(200, partnerPage(company, { notice: noticeIn(notices, request) }), request);
  }

  /** Acts as the main account. Redirects to the partner's page, or shows the refusal there. */
  async act(what: string, work: Work, { partnerId = "", id = "" }: Params, request: HttpRequest): Promise<Answer> {
    const partner = await this.#partner(partnerId);
    const came = await work(this.#api.account(partner.mainAccountId), partner, request, id);
    if (came.ok) return seeOther(`${root}/${partnerId}?done=${what}`, request);
    const draft = { values: {}, errors: {}, summary: wordsOf(came) };
    return pageOf(came.status, partnerPage(await this.#company(partnerId), { draft }), request);
  }

  get #staff() {
    return this.#api.staff("sandbox-staff", "Staff of the sandbox");
  }

  async #all() {
    return (await this.#staff.listPartners({ query: { limit: 100 } })).body.data;
  }

  async #partner(partnerId: string): Promise<Company["partner"]> {
    const came = await this.#staff.attempt.getPartner({ params: { partnerId } });
    if (came.ok) return came.body;
    throw refused(404, "not-found", `There is no such partner: ${wordsOf(came)}`);
  }

  async #company(partnerId: string): Promise<Company> {
    return companyOf(this.#api, await this.#programme.about(), await this.#partner(partnerId));
  }
}

type Main = ReturnType<Api["account"]>;
type Work = (main: Main, partner: Company["partner"], request: HttpRequest, id: string) => Promise<Came>;
/** Every address below the partners'. */
const site = new Site<Partners>(root, "partners", {
  "GET /": { does: "The partners, and where staff take a company on", run: (of, request) => of.home(request) },
  "POST /": { does: "Takes a company on as a partner", run: (of, request) => of.create(request) },
  "GET /:partnerId": {
    does: "Shows a partner to its main account",
    run: (of, request, { partnerId = "" }) => of.show(partnerId, request),
  },
  "POST /:partnerId/coupons": { does: "Takes coupons as exam codes", run: acting("coupons", takeCoupons) },
  "POST /:partnerId/invitations": { does: "Makes an invitation link", run: acting("invitations", invite) },
  "POST /:partnerId/applications/:id/approve": { does: "Approves an applicant", run: acting("approve", approve) },
  "POST /:partnerId/exam-codes/:id/assign": { does: "Gives an exam code to a member", run: acting("assign", assign) },
});

function acting(what: string, work: Work): Operation<Partners> {
  return (of, request, params) => of.act(what, work, params, request);
}

function takeCoupons(main: Main, { partnerId }: Company["partner"], request: HttpRequest): Promise<Came> {
  const asked = askedOf(request);
  const { exam: chosen, quantity } = valueFor(asked, couponsBody);
  const [certificationId = "", exam = ""] = chosen.split(" ");
  const body = { certificationId, exam, quantity };
  return main.attempt.applyForBenefits({ params: { partnerId }, body, ...onceOf(asked) });
}

function invite(main: Main, { organizationId }: Company["partner"], request: HttpRequest): Promise<Came> {
  return main.attempt.createInvitation({ params: { organizationId }, ...onceOf(askedOf(request)) });
}

function approve(main: Main, { organizationId }: Company["partner"], request: HttpRequest, id: string): Promise<Came> {
  const params = { organizationId, applicationId: id };
  return main.attempt.approveApplication({ params, ...onceOf(askedOf(request)) });
}

function assign(main: Main, _: Company["partner"], request: HttpRequest, code: string): Promise<Came> {
  const asked = askedOf(request);
  return main.attempt.assignExamCode({ params: { code }, body: valueFor(asked, assignBody), ...onceOf(asked) });
}

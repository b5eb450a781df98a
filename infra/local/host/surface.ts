import * as z from "zod";
import { Candidates } from "../../sandbox/candidates/candidates.ts";
import { Partners } from "../../sandbox/partners/partners.ts";
import { referencePage } from "../../sandbox/reference-page.ts";
import { Routes } from "../../sandbox/routes.ts";
import { wantsPage } from "../../sandbox/test-centers/front.ts";
import { pageHeaders } from "../../sandbox/test-centers/layout.ts";
import { refusalFor, TestCenters } from "../../sandbox/test-centers/test-centers.ts";
import type { HttpRequest } from "../aws/gateway/gateway-event.ts";
import type { Issuer } from "../aws/gateway/issuer.ts";
import type { Scheduler } from "../aws/scheduler/schedule.ts";
import type { SecretStore } from "../aws/secrets-manager/secrets.ts";
import type { KeptMail } from "../aws/ses/mail-store.ts";
import type { Clock } from "./clock.ts";
import { refusalOf } from "./guard.ts";
import type { Operation, Reply } from "./operation.ts";
import { type Answer, jsonAnswer, type Problem, problemAnswer } from "./problem.ts";
import { readJson } from "./request-body.ts";
import type { Stats } from "./stats.ts";
import { timeOperations } from "./time-operations.ts";

const text = z.string().min(1).max(255);

const tokenBody = z.strictObject({
  sub: text,
  email: z.email().optional(),
  emailVerified: z.boolean().optional(),
  name: text.optional(),
  groups: z.array(text).max(50).optional(),
});

export type SurfaceParts = {
  readonly clock: Clock;
  readonly issuer: Issuer;
  readonly scheduler: Scheduler;
  readonly secrets: SecretStore;
  readonly stats: Stats;
  /** `to` is a filter. */
  readonly mail: (to?: string) => Promise<readonly KeptMail[]>;
  readonly testCenters: TestCenters;
  readonly candidates: Candidates;
  readonly partners: Partners;
};

const root = "/__local";

const nothing: Problem = {
  status: 404,
  code: "not-found",
  detail: `The local run has no such operation; GET ${root} lists all.`,
};

/**
 * The local run's own operations below `/__local`. Only this machine and its pages may call them. They are never
 * deployed.
 */
export class Surface {
  readonly #parts: SurfaceParts;
  readonly #operations: Routes<Operation>;

  constructor(parts: SurfaceParts) {
    this.#parts = parts;
    const { secrets, stats } = parts;
    this.#operations = new Routes<Operation>({
      "GET /": {
        does: "This reference, as a page or as JSON",
        run: (request) => this.#reference(request),
      },
      "POST /token": {
        does: "A token of the local issuer: {sub, email?, emailVerified?, name?, groups?}",
        run: (request) => this.#token(request),
      },
      ...timeOperations(parts),
      "GET /mail": {
        does: "Lists the e-mails; ?to= filters by address",
        run: (request) => this.#mail(request),
      },
      "GET /secrets": {
        does: "Shows the current webhook secrets of each sender",
        run: ({ id }) => jsonAnswer(200, secrets.webhookSecrets(), id),
      },
      "POST /secrets/:name/rotate": {
        does: "Rotates a sender's secret; the old one stays valid",
        run: ({ id }, { name = "" }) => this.#rotate(id, name),
      },
      "GET /stats": {
        does: "Shows the requests since the start, and their cost at the table",
        run: ({ id }) => jsonAnswer(200, stats.view(), id),
      },
    });
  }

  /** True for paths below `/__local`. */
  static owns(path: string): boolean {
    return path === root || path.startsWith(`${root}/`);
  }

  /** A refusal in the caller's format: a page for browsers below the sandbox's paths, otherwise a problem document. */
  static refused(problem: Problem, request: Pick<HttpRequest, "id" | "path" | "rawHeaders">): Answer {
    const isSandbox = [TestCenters, Candidates.site, Partners.site].some((each) => each.owns(request.path));
    return isSandbox ? refusalFor(problem, request) : problemAnswer(problem, request);
  }

  async handle(request: HttpRequest): Promise<Answer> {
    const refusal = refusalOf(request);
    if (refusal !== undefined) return Surface.refused(refusal, request);
    if (TestCenters.owns(request.path)) return await this.#parts.testCenters.handle(request);
    if (Candidates.site.owns(request.path)) return await this.#parts.candidates.handle(request);
    if (Partners.site.owns(request.path)) return await this.#parts.partners.handle(request);
    const operation = this.#operations.find(request.method, request.path.slice(root.length));
    const found: Reply = (await operation?.run(request, operation.params)) ?? nothing;
    return "code" in found ? problemAnswer(found, request) : found;
  }

  #reference({ id, rawHeaders }: HttpRequest): Reply {
    const all = [
      ...this.#operations.listed(root),
      ...Candidates.site.listed,
      ...Partners.site.listed,
      ...TestCenters.listed,
    ];
    if (!wantsPage(rawHeaders)) return jsonAnswer(200, { operations: all }, id);
    const headers = { ...pageHeaders, "x-request-id": id };
    return { status: 200, headers, body: Buffer.from(referencePage(all)) };
  }

  async #mail({ id, query }: HttpRequest): Promise<Reply> {
    // An unencoded plus sign arrives as a blank. Addresses have no blanks.
    const to = new URLSearchParams(query).get("to")?.replaceAll(" ", "+");
    return jsonAnswer(200, await this.#parts.mail(to), id);
  }

  #rotate(id: string, name: string): Reply {
    const { secrets } = this.#parts;
    if (secrets.rotate(name)) return jsonAnswer(200, secrets.webhookSecrets(), id);
    return { status: 404, code: "not-found", detail: "No webhooks are signed with a secret of that name." };
  }

  async #token(request: HttpRequest): Promise<Reply> {
    const body = readJson(request, tokenBody);
    if (!body.ok) return body.problem;
    return jsonAnswer(200, { token: await this.#parts.issuer.token(body.value) }, request.id);
  }
}

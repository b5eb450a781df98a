import * as z from "zod";
import { Candidates } from "../../sandbox/candidates/candidates.ts";
import { Partners } from "../../sandbox/partners/partners.ts";
import { referencePage } from "../../sandbox/reference-page.ts";
import { type Params, Routes } from "../../sandbox/routes.ts";
import { wantsPage } from "../../sandbox/test-centers/front.ts";
import { pageHeaders } from "../../sandbox/test-centers/layout.ts";
import { refusalFor, TestCenters } from "../../sandbox/test-centers/test-centers.ts";
import type { HttpRequest } from "../aws/gateway/gateway-event.ts";
import type { Issuer } from "../aws/gateway/issuer.ts";
import type { Scheduler } from "../aws/scheduler/schedule.ts";
import type { SecretStore } from "../aws/secrets-manager/secrets.ts";
import type { KeptMail } from "../aws/ses/mail-store.ts";
import { type Clock, clockEnd } from "./clock.ts";
import { after } from "./duration.ts";
import { messageOf } from "./failure.ts";
import { refusalOf } from "./guard.ts";
import { type Answer, jsonAnswer, type Problem, problemAnswer } from "./problem.ts";
import { invalid, readJson } from "./request-body.ts";
import type { Stats } from "./stats.ts";

const text = z.string().min(1).max(255);

const tokenBody = z.strictObject({
  sub: text,
  email: z.email().optional(),
  emailVerified: z.boolean().optional(),
  name: text.optional(),
  groups: z.array(text).max(50).optional(),
});

const clockBody = z
  .strictObject({
    set: z.iso.datetime({ offset: true, error: "an RFC 3339 instant such as 2027-01-31T09:00:00Z" }).optional(),
    advance: z.string().optional(),
  })
  .refine(({ set, advance }) => set === undefined || advance === undefined, {
    error: "either set or advance, not both",
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

type Reply = Answer | Problem;

type Operation = (request: HttpRequest, params: Params) => Promise<Reply> | Reply;

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
    const { clock, secrets, stats } = parts;
    this.#operations = new Routes<Operation>({
      "GET /": {
        does: "This reference, as a page or as JSON",
        run: (request) => this.#reference(request),
      },
      "POST /token": {
        does: "A token of the local issuer: {sub, email?, emailVerified?, name?, groups?}",
        run: (request) => this.#token(request),
      },
      "GET /clock": {
        does: "The local time",
        run: ({ id }) => jsonAnswer(200, { now: new Date(clock.now()).toISOString() }, id),
      },
      "POST /clock": {
        does: 'Moves the time forwards, with all that falls due: {"advance":"P1Y"} or {"set":"2027-01-31T09:00:00Z"}',
        run: (request) => this.#moveClock(request),
      },
      "POST /schedule/run": { does: "Runs the schedules now", run: (request) => this.#runSchedule(request) },
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

  async #moveClock(request: HttpRequest): Promise<Reply> {
    const body = readJson(request, clockBody);
    if (!body.ok) return body.problem;
    const { clock } = this.#parts;
    const now = clock.now();
    const target = targetOf(body.value, now);
    if (target === undefined)
      return invalid([{ pointer: "/advance", detail: "an ISO 8601 duration such as P1Y or PT90S" }]);
    if (!clock.reaches(target)) return invalid([{ pointer: "", detail: `the clock ends at ${clockEnd}` }]);
    if (target < now) {
      const detail = `The clock moves forwards only; it is ${new Date(now).toISOString()}.`;
      return { status: 409, code: "clock-moves-forwards", detail };
    }
    return await this.#scheduled(
      () => this.#parts.testCenters.advanceTo(target),
      request.id,
      () => ({
        now: new Date(clock.now()).toISOString(),
      }),
    );
  }

  async #runSchedule(request: HttpRequest): Promise<Reply> {
    return await this.#scheduled(
      () => this.#parts.scheduler.runNow(),
      request.id,
      (runs) => ({ runs }),
    );
  }

  async #scheduled<T>(work: () => Promise<T>, id: string, view: (done: T) => unknown): Promise<Reply> {
    try {
      return jsonAnswer(200, view(await work()), id);
    } catch (thrown) {
      return { status: 500, code: "schedule-failed", detail: messageOf(thrown) };
    }
  }
}

function targetOf({ set, advance }: z.infer<typeof clockBody>, now: number): number | undefined {
  if (set !== undefined) return Date.parse(set);
  return advance === undefined ? now : after(now, advance);
}

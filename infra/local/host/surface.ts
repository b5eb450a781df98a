import * as z from "zod";
import { Candidates } from "../../sandbox/candidates/candidates.ts";
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
  /** The e-mails to that address, or to all. */
  readonly mail: (to?: string) => Promise<readonly KeptMail[]>;
  readonly testCenters: TestCenters;
  readonly candidates: Candidates;
};

type Reply = Answer | Problem;

/** The local run's own operations, under `/__local`, for this machine and its pages alone. None of it is deployed. */
export class Surface {
  readonly #parts: SurfaceParts;
  readonly #operations: { readonly [key: string]: (request: HttpRequest) => Promise<Reply> | Reply };

  constructor(parts: SurfaceParts) {
    this.#parts = parts;
    const { clock, secrets, stats } = parts;
    this.#operations = {
      "POST /__local/token": (request) => this.#token(request),
      "GET /__local/clock": ({ id }) => jsonAnswer(200, { now: new Date(clock.now()).toISOString() }, id),
      "POST /__local/clock": (request) => this.#moveClock(request),
      "POST /__local/schedule/run": (request) => this.#runSchedule(request),
      "GET /__local/mail": (request) => this.#mail(request),
      "GET /__local/secrets": ({ id }) => jsonAnswer(200, secrets.webhookSecrets(), id),
      "GET /__local/stats": ({ id }) => jsonAnswer(200, stats.view(), id),
    };
  }

  /** Whether the path is the local run's own. */
  static owns(path: string): boolean {
    return path === "/__local" || path.startsWith("/__local/");
  }

  /** What is refused, in the form that suits who asks: below the sandbox's addresses a page for browsers. */
  static refused(problem: Problem, request: Pick<HttpRequest, "id" | "path" | "rawHeaders">): Answer {
    const isSandbox = TestCenters.owns(request.path) || Candidates.owns(request.path);
    return isSandbox ? refusalFor(problem, request) : problemAnswer(problem, request);
  }

  async handle(request: HttpRequest): Promise<Answer> {
    const refusal = refusalOf(request);
    if (refusal !== undefined) return Surface.refused(refusal, request);
    if (TestCenters.owns(request.path)) return await this.#parts.testCenters.handle(request);
    if (Candidates.owns(request.path)) return await this.#parts.candidates.handle(request);
    const reply = await (this.#operations[`${request.method} ${request.path}`]?.(request) ?? this.#rotate(request));
    const found: Reply = reply ?? { status: 404, code: "not-found", detail: "The local run has no such operation." };
    return "code" in found ? problemAnswer(found, request) : found;
  }

  async #mail({ id, query }: HttpRequest): Promise<Reply> {
    return jsonAnswer(200, await this.#parts.mail(new URLSearchParams(query).get("to") ?? undefined), id);
  }

  #rotate({ id, method, path }: HttpRequest): Reply | undefined {
    const name = method === "POST" ? /^\/__local\/secrets\/([^/]+)\/rotate$/.exec(path)?.[1] : undefined;
    if (name === undefined) return undefined;
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

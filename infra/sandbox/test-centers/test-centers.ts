import type { HttpRequest } from "../../local/aws/gateway/gateway-event.ts";
import type { KeptMail } from "../../local/aws/ses/mail-store.ts";
import type { DataDirectory } from "../../local/host/data-directory.ts";
import { messageOf } from "../../local/host/failure.ts";
import { warn } from "../../local/host/log.ts";
import { type Answer, jsonAnswer, type Problem, problemAnswer } from "../../local/host/problem.ts";
import { Api, type ApiParts } from "../api.ts";
import { addresses } from "./addresses.ts";
import { type Center, centersOf } from "./centers.ts";
import { Counter } from "./counter.ts";
import { Desk } from "./desk.ts";
import { wantsPage } from "./front.ts";
import { pageHeaders } from "./layout.ts";
import { nothing, Operations } from "./operations.ts";
import { Outbox } from "./outbox.ts";
import { problemPage } from "./problem-page.ts";
import { Programme } from "./programme.ts";
import { Refused, refused } from "./refused.ts";
import type { Shown } from "./shown.ts";
import { CenterStore } from "./store.ts";

export type TestCentersParts = ApiParts & {
  readonly directory: DataDirectory;
  /** Moves the local clock, and runs everything that is due on the way. */
  readonly moveClock: (instant: number) => Promise<void>;
  /** E-mails, newest first. `to` is a filter. */
  readonly mails: (to?: string) => Promise<readonly KeptMail[]>;
};

const root = "/__local/test-centers";

/** The sandbox's test centres, below `/__local/test-centers`: pages for people, JSON for programs. */
export class TestCenters {
  readonly #parts: TestCentersParts;
  readonly #store: CenterStore;
  readonly #outbox: Outbox;
  readonly #operations: Operations;

  constructor(parts: TestCentersParts) {
    const { directory, clock } = parts;
    this.#parts = parts;
    this.#store = new CenterStore(directory);
    const programme = new Programme(new Api(parts));
    this.#outbox = new Outbox(this.#store, programme, clock);
    const advanceTo = (instant: number) => this.advanceTo(instant);
    const centers = async () => centersOf(await programme.about());
    const centerOf = async (name: string): Promise<Center> => {
      const found = (await centers()).find(({ center }) => center === name);
      if (found === undefined) throw refused(409, "center-gone", `The programme has no provider ${name} any more.`);
      return found;
    };
    const kept = { store: this.#store, outbox: this.#outbox, clock };
    const counter = new Counter({ ...kept, programme });
    const desk = new Desk({ ...kept, centerOf, advanceTo });
    this.#operations = new Operations({ ...kept, centers, counter, desk, advanceTo, mails: parts.mails });
  }

  /** For the reference. */
  static get listed() {
    return addresses.listed(root);
  }

  static owns(path: string): boolean {
    return path === root || path.startsWith(`${root}/`);
  }

  start(): void {
    this.#outbox.start();
  }

  async stop(): Promise<void> {
    await this.#outbox.stop();
    this.#store.close();
  }

  /** Moves the clock, and sends each due report at its time. */
  async advanceTo(target: number): Promise<void> {
    for (;;) {
      const due = this.#outbox.nextDueAt();
      if (due === undefined || due > target) break;
      await this.#parts.moveClock(Math.max(due, this.#parts.clock.now()));
      await this.#outbox.deliverDue();
    }
    await this.#parts.moveClock(target);
  }

  async handle(request: HttpRequest): Promise<Answer> {
    const isPage = wantsPage(request.rawHeaders);
    try {
      const found = addresses.find(request.method, request.path.slice(root.length));
      if (found === undefined) throw nothing();
      const shown = await found.run(this.#operations, request, found.params);
      return answerOf(shown, isPage, request);
    } catch (thrown) {
      return refusalFor(problemOf(thrown, request), request);
    }
  }
}

/** A refusal below the sandbox's path: a page for browsers, otherwise a problem document. */
export function refusalFor(problem: Problem, request: Pick<HttpRequest, "id" | "rawHeaders">): Answer {
  if (!wantsPage(request.rawHeaders)) return problemAnswer(problem, request);
  return pageAnswer(problem.status, problemPage(problem), request.id);
}

function answerOf(shown: Shown, isPage: boolean, request: HttpRequest): Answer {
  const { id } = request;
  if (!isPage) {
    if (shown.problem !== undefined) return problemAnswer(shown.problem, request);
    return jsonAnswer(shown.status ?? 200, shown.value, id);
  }
  if (shown.seeOther === undefined) return pageAnswer(shown.problem?.status ?? 200, shown.page(), id);
  const location = `${root}${shown.seeOther}`;
  return { status: 303, headers: { location, "x-request-id": id }, body: Buffer.alloc(0) };
}

function pageAnswer(status: number, page: string, id: string): Answer {
  return { status, headers: { ...pageHeaders, "x-request-id": id }, body: Buffer.from(page) };
}

function problemOf(thrown: unknown, { method, path }: HttpRequest): Problem {
  if (thrown instanceof Refused) return thrown.problem;
  warn(`${method} ${path}: ${messageOf(thrown)}`);
  return { status: 500, code: "internal-error", detail: `The test centres failed: ${messageOf(thrown)}` };
}

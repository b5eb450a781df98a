import * as z from "zod";
import type { Route } from "../../sandbox/routes.ts";
import type { TestCenters } from "../../sandbox/test-centers/test-centers.ts";
import type { HttpRequest } from "../aws/gateway/gateway-event.ts";
import type { Scheduler } from "../aws/scheduler/schedule.ts";
import { type Clock, clockEnd } from "./clock.ts";
import { after } from "./duration.ts";
import { messageOf } from "./failure.ts";
import type { Operation, Reply } from "./operation.ts";
import { jsonAnswer } from "./problem.ts";
import { invalid, readJson } from "./request-body.ts";

const clockBody = z
  .strictObject({
    set: z.iso.datetime({ offset: true, error: "an RFC 3339 instant such as 2027-01-31T09:00:00Z" }).optional(),
    advance: z.string().optional(),
  })
  .refine(({ set, advance }) => set === undefined || advance === undefined, {
    error: "either set or advance, not both",
  });

export type TimeParts = {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Moves the clock, with all that falls due at the API and at the centres. */
  readonly testCenters: Pick<TestCenters, "advanceTo">;
};

/** The operations that tell and move the local time, and run what is due. */
export function timeOperations({
  clock,
  scheduler,
  testCenters,
}: TimeParts): Readonly<Record<string, Route<Operation>>> {
  return {
    "GET /clock": { does: "The local time", run: ({ id }) => jsonAnswer(200, timeOf(clock), id) },
    "POST /clock": {
      does: 'Moves the time forwards, with all that falls due: {"advance":"P1Y"} or {"set":"2027-01-31T09:00:00Z"}',
      run: (request) => moveClock(request, clock, (target) => testCenters.advanceTo(target)),
    },
    "POST /schedule/run": {
      does: "Runs the schedules now",
      run: ({ id }) => scheduled(id, async () => ({ runs: await scheduler.runNow() })),
    },
  };
}

function timeOf(clock: Clock) {
  return { now: new Date(clock.now()).toISOString() };
}

async function moveClock(
  request: HttpRequest,
  clock: Clock,
  advanceTo: (target: number) => Promise<void>,
): Promise<Reply> {
  const body = readJson(request, clockBody);
  if (!body.ok) return body.problem;
  const now = clock.now();
  const target = targetOf(body.value, now);
  if (target === undefined)
    return invalid([{ pointer: "/advance", detail: "an ISO 8601 duration such as P1Y or PT90S" }]);
  if (!clock.reaches(target)) return invalid([{ pointer: "", detail: `the clock ends at ${clockEnd}` }]);
  if (target < now) {
    const detail = `The clock moves forwards only; it is ${new Date(now).toISOString()}.`;
    return { status: 409, code: "clock-moves-forwards", detail };
  }
  return await scheduled(request.id, async () => {
    await advanceTo(target);
    return timeOf(clock);
  });
}

async function scheduled(id: string, work: () => Promise<unknown>): Promise<Reply> {
  try {
    return jsonAnswer(200, await work(), id);
  } catch (thrown) {
    return { status: 500, code: "schedule-failed", detail: messageOf(thrown) };
  }
}

function targetOf({ set, advance }: z.infer<typeof clockBody>, now: number): number | undefined {
  if (set !== undefined) return Date.parse(set);
  return advance === undefined ? now : after(now, advance);
}

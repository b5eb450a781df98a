import { beforeEach, describe, expect, test } from "vitest";
import { closeAppointment } from "../../shared/contract/appointments.ts";
import { acceptReport, closeReport } from "../../shared/contract/reports.ts";
import { listWork } from "../../shared/contract/work.ts";
import * as bindingGiven from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import { call, pageOf } from "./calls.ts";
import { received, type Sendable, sendable } from "./kept-reports.ts";
import { day, freshTable, later, minute, runSchedule } from "./schedule-runs.ts";

beforeEach(freshTable);

const reason = "Settled by telephone";
const work = async (at: string, query: Record<string, string> = {}) =>
  pageOf(await call(listWork, { query: { limit: "100", ...query }, as: given.staff, at })).data;
const listed = async (at: string, query: Record<string, string> = {}) =>
  (await work(at, query)).map(({ kind, id }) => [kind, id]);

async function sent(report: Sendable, at: string): Promise<Sendable> {
  given.must([200, 202], await report.send(at));
  return report;
}

/** A registration whose exam is booked, and begins an hour later. */
async function booked(at = received) {
  const ana = given.someone();
  const open = await given.registration("acp", ana, at, { givenName: "Ana", familyName: "Sá" });
  const number = given.someNumber();
  const place = given.placed(open.eligibilityCode, { confirmationNumber: number, startsAt: later(at, 60 * minute) });
  await sent(sendable("appointment.booked", place, at), at);
  const result = (outcome: string, data: object = {}) =>
    sendable("result.reported", {
      ...{ resultId: `R-${number}`, exam: "written", outcome, takenAt: at, confirmationNumber: number },
      ...data,
    });
  return { ...open, ana, number, result };
}

describe("the work list", () => {
  test("tells of a parked report for how long it waits, for whom and why, until staff end it", async () => {
    const { ana, result, registrationId } = await booked();
    await sent(result("pass", { score: 2, maximumScore: 1 }), received);
    const { reportId } = result("pass", { score: 2, maximumScore: 1 });
    const at = later(received, 90 * minute);

    expect(await work(at)).toEqual([
      {
        ...{
          kind: "parked-report",
          id: reportId,
          since: received,
          waitedSeconds: 5400,
          accountId: ana.sub,
          for: "Ana Sá",
        },
        ...{ about: "result.reported of prometric", reason: "score-impossible", link: `/v1/reports/${reportId}` },
        actions: ["accept", "release", "close"].map((act) => `/v1/reports/${reportId}/${act}`),
      },
    ]);
    given.must([200], await call(acceptReport, { params: { reportId }, body: { reason }, as: given.staff, at }));
    expect(await work(at)).toEqual([]);
    expect(registrationId).toBeDefined();
  });

  test("has a report that waits from the end of its 3 days on, whether or not the schedule has run", async () => {
    const cancellation = sendable("appointment.cancelled", { confirmationNumber: given.someNumber() });
    const { reportId } = await sent(cancellation, received);
    const end = "2026-11-25T09:30:00.000Z";

    expect([await listed(later(end, -1)), await listed(end)]).toEqual([[], [["parked-report", reportId]]]);
    await runSchedule(end);
    expect(await work(later(end, 1))).toMatchObject([{ id: reportId, since: end, reason: "not-matched-in-time" }]);
    given.must([200], await call(closeReport, { params: { reportId }, body: { reason }, as: given.staff, at: end }));
    expect(await listed(end)).toEqual([]);
  });

  test("has a result that is overdue until staff close its appointment", async () => {
    const { number } = await booked();
    const due = later(received, 60 * minute + 3 * day);
    await runSchedule(due);

    expect(await work(due)).toMatchObject([{ kind: "overdue-result", id: number, since: due, for: "Ana Sá" }]);
    const params = { confirmationNumber: number };
    given.must([200], await call(closeAppointment, { params, body: { reason }, as: given.staff, at: due }));
    expect(await listed(due)).toEqual([]);
  });

  test.each(["a registration", "an exam code", "a sitting that was paid at the centre"])(
    "has a held result of %s until the centre releases it",
    async (of) => {
      const report = await heldOf(of);
      await sent(report, received);
      const at = later(received, 30 * minute);
      const [row] = await work(at);
      expect(row).toMatchObject({ kind: "held-result" });

      const correction = { resultId: `${row?.id}-2`, corrects: row?.id, outcome: "pass", reason: "Released" };
      const provider = of === "a registration" ? "prometric" : "pearson-vue";
      await sent(sendable("result.corrected", correction, later(received, 20 * minute), provider), at);
      expect(await listed(at)).toEqual([]);
    },
  );

  test("has a payment that could not be used", async () => {
    const orderId = "ord_unknown";
    given.must([200], await given.payment({ orderId, amount: 1, currency: "USD" }, { at: received }));

    expect(await work(received)).toMatchObject([{ kind: "unusable-payment", reason: "order-not-found" }]);
  });

  test("is oldest first, page by page, and of one kind where that is asked for", async () => {
    const { result } = await booked();
    const held = await sent(result("held"), received);
    const unknown = (minutes: number) => sendable("appointment.archived", { minutes }, received);
    const parked: string[] = [];
    for (const minutes of [40, 10, 30]) {
      const { reportId } = await sent(unknown(minutes), later(received, minutes * minute));
      parked[minutes] = reportId;
    }
    const at = later(received, 60 * minute);
    const walked: unknown[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: "2", ...(cursor !== undefined && { cursor }) };
      const page = pageOf(await call(listWork, { query, as: given.staff, at }));
      walked.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    expect(walked.slice(1)).toEqual([parked[10], parked[30], parked[40]]);
    expect(await listed(at, { kind: "held-result" })).toEqual([["held-result", walked[0]]]);
    expect(held.reportId).toBeDefined();
  });
});

/** A held result of each kind of entitlement. */
async function heldOf(of: string): Promise<Sendable> {
  if (of === "a registration") return (await booked()).result("held");
  const ids = bindingGiven.pair();
  const sat = { resultId: `R-${ids.registrationId}`, outcome: "held", takenAt: received, delivery: "online", ...ids };
  if (of === "an exam code") {
    const code = await bindingGiven.examCode(await bindingGiven.partner(), await given.certification("acp"));
    return sendable("result.reported", { ...sat, exam: "written", examCode: code }, received, "pearson-vue");
  }
  const seriesCode = `S${ids.registrationId.slice(3, 11)}`.toUpperCase();
  await given.certification("acp", { exams: [{ exam: "written", seriesCode }] });
  return sendable("result.reported", { ...sat, seriesCode }, received, "pearson-vue");
}

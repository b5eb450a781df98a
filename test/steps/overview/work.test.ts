import { beforeEach, describe, expect, test } from "vitest";
import { closeAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { acceptReport, closeReport } from "../../../shared/contract/exam/report-operations.ts";
import { endHold } from "../../../shared/contract/exam/result-operations.ts";
import { listWork } from "../../../shared/contract/overview/work.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { call, pageOf, refusal } from "../calls.ts";
import { received, sendable } from "../exam/kept-reports.ts";
import { booked, heldOf, sent } from "../exam/waiting-scenes.ts";
import { day, freshTable, later, minute, runSchedule } from "../schedule-runs.ts";

beforeEach(freshTable);

const reason = "Settled by telephone";
const work = async (at: string, query: Record<string, string> = {}) =>
  pageOf(await call(listWork, { query: { limit: "100", ...query }, as: given.staff, at })).data;
const listed = async (at: string, query: Record<string, string> = {}) =>
  (await work(at, query)).map(({ kind, id }) => [kind, id]);

describe("the work list", () => {
  test("tells of a parked report for how long it waits, for whom and why, until staff end it", async () => {
    const { ana, result, registrationId } = await booked();
    await sent(result("pass", { score: 2, maximumScore: 1 }), received);
    const { reportId } = result("pass", { score: 2, maximumScore: 1 });
    const at = later(received, 90 * minute);

    expect(await work(at)).toEqual([
      {
        kind: "parked-report",
        id: reportId,
        since: received,
        waitedSeconds: 5400,
        accountId: ana.sub,
        for: "Ana Sá",
        about: "result.reported of prometric",
        reason: "score-impossible",
        link: `/v1/reports/${reportId}`,
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

  test("has a held result until staff end the hold; a later word of the centre counts over theirs", async () => {
    const { result } = await booked();
    await sent(result("held"), received);
    const at = later(received, 30 * minute);
    const [row] = await work(at);
    const resultId = String(row?.id);
    const end = () => call(endHold, { params: { resultId }, body: { reason }, as: given.staff, at });

    expect(row?.actions).toContain(`/v1/results/${resultId}/end-hold`);
    given.must([200], await end());
    expect([await listed(at), refusal(await end())]).toEqual([[], [409, "result-not-held"]]);

    const correction = { resultId: `${resultId}-2`, corrects: resultId, outcome: "pass", reason: "Released" };
    const after = later(at, minute);
    const released = await sendable("result.corrected", correction, after).send(after);
    expect(released.body).toEqual({ status: "applied" });
  });

  test("has an appointment that was paid at the centre 3 days after its beginning, until staff close it", async () => {
    const { registrationId, ...ids } = bindingGiven.pair();
    const seriesCode = `S${registrationId.slice(3, 11)}`.toUpperCase();
    await given.certification("acp", { exams: [{ exam: "written", seriesCode }] });
    const number = `N-${registrationId}`;
    const startsAt = later(received, day);
    const place = { confirmationNumber: number, seriesCode, startsAt, delivery: "online", ...ids, registrationId };
    await sent(sendable("appointment.booked", place, received, "pearson-vue"), received);
    const due = later(startsAt, 3 * day);

    expect([await listed(later(due, -1)), await listed(due)]).toEqual([[], [["overdue-result", number]]]);
    const params = { confirmationNumber: number };
    given.must([200], await call(closeAppointment, { params, body: { reason }, as: given.staff, at: due }));
    expect(await listed(due)).toEqual([]);
  });

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

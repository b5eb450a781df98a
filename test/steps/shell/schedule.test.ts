import { beforeEach, describe, expect, test } from "vitest";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import * as given from "../../support/given.ts";
import * as partners from "../../support/partners.ts";
import { call, eventsOf, field } from "../calls.ts";
import { day, freshTable, later, overlappingRuns, runSchedule } from "../schedule-runs.ts";

const openedAt = "2026-11-22T09:30:00.000Z";

type Kind = "authorization-code" | "registration" | "certificate" | "exam-code";

/** Makes something a year or two before its end. Answers its id. */
const make: Record<Kind, () => Promise<string>> = {
  "authorization-code": async () =>
    given.authorizationCode(await given.certification("acp"), given.someone(), openedAt),
  registration: async () => (await given.registration("acp", given.someone(), openedAt)).registrationId,
  certificate: async () => {
    const ana = given.someone();
    const { certificateId } = await given.pass(ana, openedAt);
    given.must([200], await given.claiming(certificateId, ana, openedAt));
    return certificateId;
  },
  "exam-code": async () => {
    const partner = await partners.partner();
    const [code = ""] = await partners.examCodes(partner, await given.certification("acp"), 1, openedAt);
    const { sub } = await partners.member(partner);
    given.must([200], await partners.assigning(code, sub, partner.main, { at: openedAt }));
    return code;
  },
};

/** Kind, 30 days before its end, 7 days before, its end. */
const endings = [
  ["authorization-code", "2027-10-23T09:30:00.000Z", "2027-11-15T09:30:00.000Z", "2027-11-22T09:30:00.000Z"],
  ["registration", "2027-10-23T09:30:00.000Z", "2027-11-15T09:30:00.000Z", "2027-11-22T09:30:00.000Z"],
  ["certificate", "2028-10-23T09:30:00.000Z", "2028-11-15T09:30:00.000Z", "2028-11-22T09:30:00.000Z"],
  ["exam-code", "2027-10-23T09:30:00.000Z", "2027-11-15T09:30:00.000Z", "2027-11-22T09:30:00.000Z"],
] as const;

/** The schedule's announcements about a thing. */
async function announced(kind: Kind, id: string) {
  const events = await eventsOf(kind, id);
  return events.filter(({ actor }) => actor.id === "schedule").map(({ type, at, data }) => ({ type, at, data }));
}

const all = (kind: Kind, end: string) => [
  { type: `${kind}.ending`, data: { endsAt: end, days: 30 } },
  { type: `${kind}.ending`, data: { endsAt: end, days: 7 } },
  { type: `${kind}.expired`, data: { endsAt: end } },
];

const withoutTimes = (events: Awaited<ReturnType<typeof announced>>) =>
  events.map(({ type, data }) => ({ type, data }));

beforeEach(freshTable);

describe.each(endings)("of what ends (%s)", (kind, thirtyDays, sevenDays, end) => {
  test("the reminders are announced 30 and 7 days before, and the end at its instant; not a millisecond sooner", async () => {
    const id = await make[kind]();
    const counts: number[] = [];
    for (const at of [thirtyDays, sevenDays, end]) {
      await runSchedule(later(at, -1));
      counts.push((await announced(kind, id)).length);
      await runSchedule(at);
      counts.push((await announced(kind, id)).length);
    }

    expect(counts).toEqual([0, 1, 1, 2, 2, 3]);
    const times = [thirtyDays, sevenDays, end];
    expect(await announced(kind, id)).toEqual(all(kind, end).map((each, place) => ({ ...each, at: times[place] })));
  });

  test.each([
    ["a day late each time", [later(thirtyDays, day), later(sevenDays, day), later(end, day)]],
    ["only a day after the end", [later(end, day)]],
    ["only a year after the end", [later(end, 365 * day)]],
    ["every day of the last 40", Array.from({ length: 42 }, (_, each) => later(end, (each - 40) * day))],
    ["twice in a row", [thirtyDays, thirtyDays, sevenDays, sevenDays, end, end]],
  ])("each is announced once, when the schedule runs %s", async (_, times) => {
    const id = await make[kind]();

    for (const at of times) expect((await runSchedule(at)).failed).toEqual({});

    expect(withoutTimes(await announced(kind, id))).toEqual(all(kind, end));
  });

  test("each is announced once, when runs at one instant overlap", async () => {
    const id = await make[kind]();

    for (const at of [thirtyDays, later(end, day)]) {
      const runs = await overlappingRuns(3, at);
      expect(runs.map(({ failed }) => failed)).toEqual([{}, {}, {}]);
    }

    expect(withoutTimes(await announced(kind, id))).toEqual(all(kind, end));
  });

  test("a run that finds nothing due tells the next of these instants, and none after the last", async () => {
    await make[kind]();
    // Webhook records are dropped after 30 days.
    await runSchedule(later(openedAt, 31 * day));

    const due = [];
    for (const at of [later(thirtyDays, -1), thirtyDays, sevenDays, end]) {
      await runSchedule(at);
      due.push((await runSchedule(at)).nextDueAt);
    }

    expect(due).toEqual([thirtyDays, sevenDays, end, undefined]);
  });
});

test("the end of a granted code without an owner is announced, and nobody is reminded of it", async () => {
  const code = await given.grantedCode({ edition: "general-purpose", levels: ["acp"] }, openedAt);

  const next = [];
  for (const at of ["2027-11-15T09:30:00.000Z", "2027-11-22T09:30:00.000Z"]) next.push(await runSchedule(at));

  expect(next.map(({ nextDueAt }) => nextDueAt)).toEqual(["2027-11-22T09:30:00.000Z", undefined]);
  expect(await announced("authorization-code", code)).toEqual([
    {
      type: "authorization-code.expired",
      at: "2027-11-22T09:30:00.000Z",
      data: { endsAt: "2027-11-22T09:30:00.000Z" },
    },
  ]);
});

test("nothing is announced of a code that was redeemed, nor of a registration that was passed", async () => {
  const { code, registrationId } = await given.pass(given.someone(), openedAt);

  await runSchedule("2028-01-01T00:00:00.000Z");

  expect(await announced("authorization-code", code)).toEqual([]);
  expect(await announced("registration", registrationId)).toEqual([]);
});

test("a code has expired at its end instant, though the schedule has not run", async () => {
  const ana = given.someone();
  const code = await given.authorizationCode(await given.certification("acp"), ana, openedAt);
  const status = async (at: string) =>
    field(await call(getAuthorizationCode, { params: { code }, as: ana, at }), "status");

  expect(await status("2027-11-22T09:29:59.999Z")).toBe("issued");
  expect(await status("2027-11-22T09:30:00.000Z")).toBe("expired");
});

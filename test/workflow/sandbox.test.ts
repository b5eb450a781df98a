import { beforeAll, describe, expect, test } from "vitest";
import type * as z from "zod";
import { type RunningHost, sharedHost } from "../support/host.ts";
import { answerSchema } from "../support/sandbox.ts";
import { Walk, type Walker, walker } from "../support/walk.ts";

/**
 * The sandbox's test centres on a whole host: what they do is answered `applied`, and the API shows it. They have no
 * token: their look-ups and reports are signed.
 */

const acp = "acp-cloud-computing";
let host: RunningHost;
let walk: Walk;
let main: Walker;
let partnerId: string;

beforeAll(async () => {
  host = await sharedHost();
  walk = new Walk(host.url);
  main = walker("Main");
  const body = { name: "Cloud Partners Ltd", mainAccountId: main.sub };
  partnerId = (await walk.as(walker("Staff", ["certrail-staff"])).createPartner({ body })).body.partnerId;
}, 90_000);

async function post(path: string, body: object) {
  const answer = await walk.local.send("POST", `/__local/test-centers${path}`, { body });
  const said = answerSchema.parse(answer.body);
  expect([answer.status, said.detail]).toEqual([answer.status < 300 ? answer.status : 0, undefined]);
  return said;
}

const act = (bookingId: string, action: string, body: object = {}) => post(`/bookings/${bookingId}/${action}`, body);

/** The programme's answers to the reports of a booking. */
const saidTo = ({ messages }: z.infer<typeof answerSchema>) =>
  messages.flatMap(({ deliveries }) => deliveries.map(({ said }) => said));

async function when(days: number) {
  return { date: (await walk.day(days)).slice(0, 10), time: "09:00" };
}

/** An entitlement, the form that books with it, and the exam's status for its holder. */
type Scene = { readonly center: string; readonly body: object; readonly state: () => Promise<string | undefined> };

async function ofRegistration(center: string, certificationId: string): Promise<Scene> {
  const who = walker("Ana");
  const { registrationId, eligibilityCode } = await walk.registered(who, certificationId);
  const body =
    eligibilityCode === undefined
      ? { registrationId, place: "online" }
      : { eligibilityCode: eligibilityCode.code, exam: "written", place: "LIS-01" };
  const state = async () => (await walk.as(who).getRegistration({ params: { registrationId } })).body.exams[0]?.status;
  return { center, body, state };
}

async function ofExamCode(): Promise<Scene & { readonly holder: Walker }> {
  const holder = walker("Mei");
  await walk.joined(holder, main, partnerId);
  const asked = { certificationId: acp, exam: "written", quantity: 1 };
  const { examCodes } = (await walk.as(main).applyForBenefits({ params: { partnerId }, body: asked })).body;
  const [code = ""] = examCodes;
  await walk.as(main).assignExamCode({ params: { code }, body: { accountId: holder.sub } });
  const body = { name: "Mei", email: holder.email, examCode: code, place: "LIS-01" };
  const state = async () => (await walk.as(holder).getExamCode({ params: { code } })).body.status;
  return { center: "pearson-vue", body, state, holder };
}

describe.each([
  ["Prometric, with an eligibility code", () => ofRegistration("prometric", acp), "to-book", "passed"],
  ["Pearson VUE, with an exam code", ofExamCode, "assigned", "used"],
  ["the academy", () => ofRegistration("academy", "aca-cloud-computing"), "to-book", "passed"],
] as const)("at %s", (_, scene, free, over) => {
  test("an appointment moves away and back, is cancelled, missed, excused, and passed in the end", async () => {
    const { center, body, state } = await scene();
    const first = await post(`/${center}/bookings`, { ...body, ...(await when(5)) });
    const [number = ""] = first.confirmationNumbers;
    await act(first.bookingId, "move", await when(6));
    const back = await act(first.bookingId, "move", { ...(await when(5)), confirmationNumber: number });
    expect([saidTo(back), await state()]).toEqual([["applied", "applied", "applied"], "booked"]);
    expect(saidTo(await act(first.bookingId, "cancel"))).toEqual(["applied", "applied", "applied", "applied"]);
    expect(await state()).toBe(free);

    const second = await post(`/${center}/bookings`, { ...body, ...(await when(3)) });
    await act(second.bookingId, "no-show", { moveClock: true });
    expect(await state()).not.toBe(free);
    expect(saidTo(await act(second.bookingId, "excuse"))).toEqual(["applied", "applied", "applied"]);
    expect(await state()).toBe(free);

    const third = await post(`/${center}/bookings`, { ...body, ...(await when(3)) });
    await act(third.bookingId, "sit", { outcome: "incomplete", moveClock: true });
    expect(await state()).toBe(free);
    const fourth = await post(`/${center}/bookings`, { ...body, ...(await when(3)) });
    const passed = await act(fourth.bookingId, "sit", { outcome: "pass", score: 82, moveClock: true });
    expect([saidTo(passed), await state()]).toEqual([["applied", "applied"], over]);
  });

  test("a held result is released, corrected, and corrected back", async () => {
    const { center, body, state } = await scene();
    const { bookingId } = await post(`/${center}/bookings`, { ...body, ...(await when(3)) });
    await act(bookingId, "sit", { outcome: "held", moveClock: true });
    expect(await state()).not.toBe(free);
    await act(bookingId, "correct", { outcome: "pass", reason: "Reviewed" });
    await act(bookingId, "correct", { outcome: "fail", reason: "Scored again" });
    const last = await act(bookingId, "correct", { outcome: "pass", reason: "Scored once more" });

    expect([saidTo(last), await state()]).toEqual([Array.from({ length: 5 }, () => "applied"), over]);
  });
});

describe("with the ids that Pearson VUE gives", () => {
  test("a pass that an exam code paid for is bound, and its certificate falls with a correction", async () => {
    const { body, holder } = await ofExamCode();
    const { bookingId } = await post("/pearson-vue/bookings", { ...body, ...(await when(3)) });
    const { candidateId = "", registrationId = "" } = await act(bookingId, "sit", { outcome: "pass", moveClock: true });
    await walk.as(holder).bindSitting({ body: { certificationId: acp, candidateId, registrationId } });
    const certificates = async () => (await walk.as(holder).listCertificates()).body.data.map(({ status }) => status);
    expect(await certificates()).toEqual(["valid"]);

    const corrected = await act(bookingId, "correct", { outcome: "invalidated", reason: "Somebody else sat" });

    expect([saidTo(corrected).at(-1), await certificates()]).toEqual(["applied", ["revoked"]]);
  });

  test("a pass that the candidate paid for is bound, and earns the certificate (R28)", async () => {
    const who = walker("Lin");
    const body = { name: "Lin", email: who.email, seriesCode: "acp-cc1", place: "TYO-01" };
    const { bookingId } = await post("/pearson-vue/bookings", { ...body, ...(await when(3)) });
    const sat = await act(bookingId, "sit", { outcome: "pass", moveClock: true });
    const { candidateId = "", registrationId = "" } = sat;

    const { body: bound } = await walk.as(who).bindSitting({
      body: { certificationId: acp, candidateId, registrationId },
    });

    expect([saidTo(sat), bound.status]).toEqual([["applied", "applied"], "bound"]);
    expect((await walk.as(who).listCertificates()).body.data).toMatchObject([{ status: "valid" }]);
  });
});

test("at the academy an exam that is not booked is sat at once", async () => {
  const { center, body, state } = await ofRegistration("academy", "aca-cloud-computing");
  const { bookingId } = await post(`/${center}/bookings`, body);

  expect(saidTo(await act(bookingId, "sit", { outcome: "pass" }))).toEqual(["applied"]);
  expect(await state()).toBe("passed");
});

import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { listWork } from "../../../shared/contract/overview/work.ts";
import { parkedReasons } from "../../../shared/domain/exam/parked-reason.ts";
import { workKinds } from "../../../shared/domain/work-item.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { bounceEvent, receiveMailEvent } from "../../support/mail-events.ts";
import { mail, parkedMail } from "../../support/mails.ts";
import { ofPayment, telling } from "../../support/paying.ts";
import { bind } from "../binding-calls.ts";
import { call, cancelCode, codesOfOrder, pageOf } from "../calls.ts";
import { received } from "../exam/kept-reports.ts";
import { booked, heldOf, sent } from "../exam/waiting-scenes.ts";
import { at as parkedAt, parkedScenes } from "../parked-scenes.ts";
import { day, freshTable, later, runSchedule } from "../schedule-runs.ts";
import { unusablePayments } from "../unusable-payments.ts";

beforeEach(freshTable);

type Kind = (typeof workKinds)[number];

const rowsOf = z.array(
  z.object({ id: z.string(), kind: z.enum(workKinds), reason: z.string().optional(), actions: z.array(z.string()) }),
);
const work = async (at: string) =>
  rowsOf.parse(pageOf(await call(listWork, { query: { limit: "100" }, as: given.staff, at })).data);

const reason = "Settled by telephone";
const name = { givenName: "Ana", familyName: "Silva", nameOrder: "given-first" };

/** The bodies of staff's requests. All other operations take a reason. */
const bodies: Readonly<Record<string, object>> = {
  releaseReport: {},
  grantSitting: { exam: "written", reason },
  correctCandidate: { ...name, reason },
  correctName: { ...name, reason },
  correctBindingName: { ...name, reason },
  moveTraining: { status: "arranged" },
};

/** Sends a request to a path of the work list, as staff. */
async function act(path: string, at: string) {
  const parts = path.split("/");
  for (const operation of operations) {
    const named = operation.path.split("/");
    const isIt = (part: string, place: number) => part.startsWith("{") || part === parts[place];
    if (operation.method !== "POST" || named.length !== parts.length || !named.every(isIt)) continue;
    const params = Object.fromEntries(
      named.flatMap((part, place) => (part.startsWith("{") ? [[part.slice(1, -1), parts[place] ?? ""]] : [])),
    );
    return call(operation, { params, body: bodies[operation.id] ?? { reason }, as: given.staff, at });
  }
  throw new Error(`no operation is asked by POST ${path}`);
}

async function paid(items: readonly object[]) {
  const ana = given.someone();
  const order = await given.order(items, ana);
  given.must([200], await given.payment(ofPayment(order)));
  return { ana, ...order };
}

/** Name differences of a registration, of a binding, and of a binding without a certificate. */
async function named(entitlement: "registration" | "binding" | "written exam of two") {
  const candidate = { givenName: "Ana", familyName: "Silva" };
  if (entitlement === "registration") {
    const { result } = await booked();
    await sent(result("pass", { candidate }), later(received, day));
    return;
  }
  const {
    ana,
    certificationId,
    named: ids,
    data,
  } = await bindingGiven.sat(entitlement === "binding" ? {} : { level: "ace" });
  given.must([200], await bindingGiven.sendResult({ ...data, candidate }));
  given.must([201], await bind(certificationId, ids, ana));
}

const code = [{ product: "redemption-code", level: "aca", quantity: 1 }];

/** For each kind: how to make a thing that waits for staff. */
const scenes: Readonly<Record<Kind, readonly (() => Promise<unknown>)[]>> = {
  // There is one below for each reason, because some acceptances need more fields.
  "parked-report": [
    async () => sent((await booked()).result("pass", { score: 2, maximumScore: 1 }), received),
    async () => given.must([200], await given.report("prometric", "appointment.archived", {}, { at: received })),
  ],
  "unusable-payment": unusablePayments,
  "overdue-result": [
    async () => {
      await booked();
      await runSchedule(later(received, 10 * day));
    },
  ],
  "held-result": [
    async () => sent((await booked()).result("held"), received),
    async () => sent(await heldOf("an exam code"), received),
    async () => sent(await heldOf("a sitting that was paid at the centre"), received),
  ],
  "name-difference": [() => named("registration"), () => named("binding"), () => named("written exam of two")],
  "parked-message": [() => parkedMail()],
  "returned-message": [
    async () => {
      const to = "ana@example.org";
      await receiveMailEvent(bounceEvent({ to, mailId: await mail(to), at: received }));
    },
  ],
  "training-to-arrange": [
    async () => {
      const offlineTraining = { price: { amount: 70_000, currency: "USD" } };
      const certificationId = await given.certification("acp", { offlineTraining });
      await paid([{ product: "offline-training", certificationId, quantity: 1 }]);
    },
  ],
  "refund-owed": [
    async () => {
      const { orderId, ana } = await paid(code);
      given.must([200], await cancelCode((await codesOfOrder(orderId, ana))[0] ?? ""));
    },
  ],
  "redeemed-refund": [
    async () => {
      const { ana, ...order } = await paid(code);
      const [bought = ""] = await codesOfOrder(order.orderId, ana);
      given.must([201], await given.registering(bought, await given.certification("aca"), ana));
      given.must([200], await telling("payment.refunded", ofPayment(order, { refundId: `rfd_${order.orderId}` })));
    },
  ],
  "disputed-order": [
    async () => {
      const order = await paid(code);
      given.must([200], await telling("payment.disputed", ofPayment(order, { disputeId: `dsp_${order.orderId}` })));
    },
  ],
};

describe.each(workKinds)("%s", (kind) => {
  test.each(scenes[kind].map((scene, place) => [place + 1, scene] as const))(
    "is brought to an end by staff, whichever of its actions they begin with (scene %i)",
    async (_, scene) => {
      let choices = 1;
      for (let first = 0; first < choices; first += 1) {
        await freshTable();
        await scene();
        let at = later(received, 10 * day);
        const isOther = (each: { kind: Kind }) => (each.kind === kind ? 0 : 1);
        const waiting = async () => (await work(at)).toSorted((one, other) => isOther(one) - isOther(other));
        const rows = await waiting();
        expect(rows[0]).toMatchObject({ kind });
        choices = rows[0]?.actions.length ?? 0;
        expect(choices).toBeGreaterThan(0);

        // One decision may cause another. After a month nothing waits any more.
        let turn = first;
        for (let months = 0; months < 2; ) {
          const [next] = await waiting();
          if (next === undefined) {
            at = later(at, 30 * day);
            months += 1;
            continue;
          }
          expect(turn, `${next.kind} does not end by ${next.actions}`).toBeLessThan(first + rows.length + 5);
          const path = next.actions[turn % next.actions.length] ?? "";
          expect((await act(path, at)).status, path).toBe(200);
          turn += 1;
        }
      }
    },
  );
});

describe.each(parkedReasons)("a report that was parked as %s", (rule) => {
  test("stands on the work list until staff close it", async () => {
    const { report } = await parkedScenes[rule]();
    await report.send(parkedAt);
    const at = later(parkedAt, 4 * day);
    const { reportId } = report;
    const row = async () => (await work(at)).find(({ id }) => id === reportId);
    expect(await row()).toMatchObject({ reason: rule });
    expect((await row())?.actions).toContain(`/v1/reports/${reportId}/close`);

    given.must([200], await act(`/v1/reports/${reportId}/close`, at));

    expect(await row()).toBeUndefined();
  });
});

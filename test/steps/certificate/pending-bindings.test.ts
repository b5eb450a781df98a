import { setTimeout as sleep } from "node:timers/promises";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { getBinding } from "../../../shared/contract/certificate/binding-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { bind, certificatesOf, differences, standing, tallyAt } from "../binding-calls.ts";
import { atOnce, call, eventsOf, eventTypes, field, refusal } from "../calls.ts";
import { race } from "../race.ts";
import { freshTable, hour, later, minute, overlappingRuns, runSchedule } from "../schedule-runs.ts";
import { faulty } from "../store-faults.ts";

const { now, sat } = bindingGiven;

const seventyTwoHours = "2026-11-25T09:30:00.000Z";
const millisecondBefore = "2026-11-25T09:29:59.999Z";

const exchanged = ({ candidateId, registrationId }: ReturnType<typeof bindingGiven.pair>) => ({
  candidateId: registrationId,
  registrationId: candidateId,
});

beforeEach(freshTable);

describe("a binding before its result", () => {
  test("waits, and is bound in the very call that brings the result", async () => {
    const { ana, certificationId, named, partner, result } = await sat();

    const asked = await bind(certificationId, named, ana);
    expect([asked.status, asked.body]).toEqual([
      202,
      expect.objectContaining({ status: "pending", retryUntil: seventyTwoHours, ...named }),
    ]);
    expect(refusal(await bind(certificationId, named, ana))).toEqual([409, "binding-already-pending"]);

    const at = later(now, 5 * hour);
    expect((await result(at)).body).toEqual({ status: "applied" });

    expect(await standing(asked, ana, at)).toEqual(["bound", undefined]);
    expect(await tallyAt(partner.partnerId, at)).toEqual([1, 1]);
    expect(await differences(partner.partnerId, at)).toEqual([]);
    expect(await eventTypes("binding", String(field(asked, "bindingId")))).toEqual([
      "binding.requested",
      "binding.bound",
    ]);
    expect((await runSchedule(later(at, minute))).failed).toEqual({});
    expect(await standing(asked, ana, at)).toEqual(["bound", undefined]);
  });

  test("and one after it give the same certificate", async () => {
    const [before, after] = [await sat(), await sat()];
    await bind(before.certificationId, before.named, before.ana);
    await before.result();
    await after.result();
    await bind(after.certificationId, after.named, after.ana);

    const [one, other] = [await certificatesOf(before.ana), await certificatesOf(after.ana)];
    expect(one).toHaveLength(1);
    expect(one.map((each) => ({ ...each, organizationId: after.partner.organizationId }))).toEqual(other);
    expect(one).toMatchObject([{ organizationId: before.partner.organizationId, status: "valid" }]);
    for (const { partner } of [before, after]) expect(await tallyAt(partner.partnerId)).toEqual([1, 1]);
  });

  test("is decided on again when its account leaves the organization that states its name", async () => {
    const { ana, certificationId, named } = await sat();
    const nameless = { sub: ana.sub };
    using store = faulty({});
    let isFirst = true;
    store.mock.on(TransactWriteCommand).callsFake(async (input: TransactWriteCommandInput) => {
      const isOvertaken = isFirst;
      isFirst = false;
      if (isOvertaken) await bindingGiven.quitting(ana);
      return store.send(new TransactWriteCommand(input));
    });

    expect(refusal(await bind(certificationId, named, nameless))).toEqual([409, "holder-name-missing"]);
  });

  test("completes one millisecond before 72 hours have passed", async () => {
    const { ana, certificationId, named, result } = await sat();
    const asked = await bind(certificationId, named, ana);

    await result(millisecondBefore);

    expect(await standing(asked, ana, millisecondBefore)).toEqual(["bound", undefined]);
    expect(await standing(asked, ana, seventyTwoHours)).toEqual(["bound", undefined]);
  });

  test("has failed at exactly 72 hours, with or without the schedule, and may be asked for again", async () => {
    const { ana, certificationId, named, result } = await sat();
    const asked = await bind(certificationId, named, ana);
    await runSchedule(millisecondBefore);
    expect(await standing(asked, ana, millisecondBefore)).toEqual(["pending", undefined]);
    expect(await standing(asked, ana, seventyTwoHours)).toEqual(["failed", "result-not-received"]);

    await runSchedule(seventyTwoHours);
    await runSchedule(seventyTwoHours);
    const bindingId = String(field(asked, "bindingId"));
    expect(await eventTypes("binding", bindingId)).toEqual(["binding.requested", "binding.failed"]);
    await result(later(seventyTwoHours, hour));
    expect(await standing(asked, ana, later(seventyTwoHours, hour))).toEqual(["failed", "result-not-received"]);

    const again = await bind(certificationId, named, ana, later(seventyTwoHours, 2 * hour));
    expect([again.status, field(again, "bindingId")]).toEqual([201, bindingId]);
  });

  test("fails when the result comes at exactly 72 hours, though the schedule has not run", async () => {
    const { ana, certificationId, named, result } = await sat();
    const asked = await bind(certificationId, named, ana);

    await result(seventyTwoHours);

    expect(await standing(asked, ana, seventyTwoHours)).toEqual(["failed", "result-not-received"]);
    expect((await bind(certificationId, named, ana, seventyTwoHours)).status).toBe(201);
  });

  test("that was asked for again waits 72 hours anew, and tells of the time before", async () => {
    const { ana, certificationId, named, result } = await sat();
    await bind(certificationId, named, ana);
    const asked = await bind(certificationId, named, ana, seventyTwoHours);
    expect([asked.status, field(asked, "retryUntil")]).toEqual([202, "2026-11-28T09:30:00.000Z"]);
    const events = await eventsOf("binding", String(field(asked, "bindingId")));
    expect(events.map(({ data }) => data?.lapsedAt)).toEqual([undefined, seventyTwoHours]);
    await runSchedule(later(seventyTwoHours, minute));

    await result(later(seventyTwoHours, 71 * hour));

    expect(await standing(asked, ana, later(seventyTwoHours, 71 * hour))).toEqual(["bound", undefined]);
  });

  test("with exchanged identifiers fails when the result comes, and then is told so at once", async () => {
    const { ana, certificationId, named, result } = await sat();
    const asked = await bind(certificationId, exchanged(named), ana);
    expect(asked.status).toBe(202);

    await result();

    expect(await standing(asked, ana)).toEqual(["failed", "ids-look-swapped"]);
    expect(refusal(await bind(certificationId, exchanged(named), ana))).toEqual([409, "ids-look-swapped"]);
    expect((await bind(certificationId, named, ana)).status).toBe(201);
  });

  test("and the result, exchanged, at the same moment: it fails, whichever came first", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { ana, certificationId, named, result } = await sat();

      const [asked, sent] = await atOnce(2, (each) =>
        each === round % 2 ? bind(certificationId, exchanged(named), ana) : result(),
      ).then((answers) => (round % 2 === 0 ? answers : answers.toReversed()));

      expect(sent?.body).toEqual({ status: "applied" });
      if (asked === undefined) throw new Error("both are answered");
      if (asked.status === 409) expect(refusal(asked)).toEqual([409, "ids-look-swapped"]);
      else expect(await standing(asked, ana)).toEqual(["failed", "ids-look-swapped"]);
    }
  });

  test("with exchanged identifiers is refused if the result comes after it was read, and before it is written", async () => {
    const { ana, certificationId, named, result } = await sat();

    // The binding's write waits for another write, which never comes. Meanwhile the result arrives.
    const asked = race(2, () => bind(certificationId, exchanged(named), ana));
    await sleep(80);
    await result();

    expect(refusal(await asked)).toEqual([409, "ids-look-swapped"]);
  });

  test("and the result at the same moment: it is bound, whichever came first", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { ana, certificationId, named, partner, result } = await sat();

      await atOnce(2, (each) => (each === round % 2 ? bind(certificationId, named, ana) : result()));

      expect(await certificatesOf(ana)).toMatchObject([{ status: "valid" }]);
      expect(await tallyAt(partner.partnerId)).toEqual([1, 1]);
    }
  });

  test("of 30 accounts, when it comes one is bound and 29 fail alike", async () => {
    const { certificationId, named, result } = await sat({ holder: false });
    const people = Array.from({ length: 30 }, () => ({ ...given.someone(), name: "Someone" }));
    const asked = await Promise.all(people.map((each) => bind(certificationId, named, each)));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([202]));

    await result();

    const ends = await Promise.all(asked.map((each, at) => standing(each, people[at] ?? given.staff)));
    expect(ends.filter(([status]) => status === "bound")).toHaveLength(1);
    expect(ends.filter(([, reason]) => reason === "sitting-not-available")).toHaveLength(29);
    expect((await Promise.all(people.map((each) => certificatesOf(each)))).flat()).toHaveLength(1);
  });

  test("is bound to who asked first, by the time of the request", async () => {
    const { certificationId, named, result } = await sat({ holder: false });
    const [ben, bo] = [given.someone(), given.someone()].map((each) => ({ ...each, name: "Someone" }));
    if (ben === undefined || bo === undefined) throw new Error("two people");
    const second = await bind(certificationId, named, ben, later(now, 1));
    const first = await bind(certificationId, named, bo, now);

    await result(later(now, hour));

    expect(await standing(first, bo, later(now, hour))).toEqual(["bound", undefined]);
    expect(await standing(second, ben, later(now, hour))).toEqual(["failed", "sitting-not-available"]);
  });

  test("fails for a sitting that was not passed, or was one of another certification", async () => {
    const [failed, other] = [await sat({ outcome: "fail" }), await sat()];
    const asked = await bind(failed.certificationId, failed.named, failed.ana);
    const wrong = await bind(await given.certification("acp"), other.named, other.ana);

    await failed.result();
    await other.result();

    expect(await standing(asked, failed.ana)).toEqual(["failed", "sitting-not-passed"]);
    expect(await standing(wrong, other.ana)).toEqual(["failed", "certification-differs-from-sitting"]);
    expect((await bind(other.certificationId, other.named, other.ana)).status).toBe(201);
  });

  test("is settled by the schedule as of when the result came, should the call that brought it be killed", async () => {
    const { ana, certificationId, named, result } = await sat();
    const asked = await bind(certificationId, named, ana);
    const at = later(now, 71 * hour);
    {
      using _ = faulty({ writes: [undefined, { before: new Error("killed") }] });
      expect((await result(at)).body).toEqual({ status: "applied" });
    }
    expect(await standing(asked, ana, at)).toEqual(["pending", undefined]);

    const runs = await overlappingRuns(2, later(seventyTwoHours, 24 * hour));

    expect(runs.map(({ failed }) => failed)).toEqual([{}, {}]);
    const bindingId = String(field(asked, "bindingId"));
    const looked = await call(getBinding, { params: { bindingId }, as: ana, at: later(seventyTwoHours, 24 * hour) });
    expect([field(looked, "status"), field(looked, "boundAt")]).toEqual(["bound", at]);
  });
});

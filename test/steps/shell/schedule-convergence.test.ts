import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { expect, test } from "vitest";
import * as bindingGiven from "../../support/binding-given.ts";
import { patience } from "../../support/dynamodb-local.ts";
import * as given from "../../support/given.ts";
import { bind, standing } from "../binding-calls.ts";
import { eventTypes } from "../calls.ts";
import { received, unbooked } from "../exam/kept-reports.ts";
import { deliver, Inbox } from "../inbox.ts";
import { freshTable, later, runSchedule, streamedTable } from "../schedule-runs.ts";
import { faulty } from "../store-faults.ts";
import { changing } from "../unsteady.ts";

/** Everything in these tests is due at this time. */
const dueAt = "2027-10-23T09:30:00.000Z";

const dueOnce = { "authorization-code": 1, batch: 1, binding: 1, mail: 1, registration: 1, report: 1 };

const second = 1_000;

/** An e-mail that SES did not take yet. */
async function unsentMail(inbox: Inbox): Promise<void> {
  const ses = mockClient(SESv2Client);
  ses.on(SendEmailCommand).rejects(Object.assign(new Error("not now"), { name: "ThrottlingException" }));
  await deliver((await inbox.news()).slice(0, 1)).finally(() => ses.restore());
}

test("a job whose facts change under every decision fails, is counted, stays due, and is done by the next run", {
  timeout: patience * 120_000,
}, async () => {
  const inbox = await Inbox.open(await streamedTable());
  const item = { product: "redemption-code", level: "aca", quantity: 1 };
  const [code = ""] = await given.authorizationCodes([item], given.someone(), received);
  const { result } = await unbooked(given.someone());
  await unsentMail(inbox);
  await result.send();
  const { ana, certificationId, named } = await bindingGiven.sat({ holder: false });
  const asked = await bind(certificationId, named, ana);
  await given.orderedBatch({ edition: "general-purpose", levels: ["aca"], quantity: 1 }, received);

  {
    using changes = changing(...Object.keys(dueOnce));
    const unsteady = await runSchedule(dueAt);

    expect(unsteady.failed).toEqual(dueOnce);
    // Each was tried as often as a request may be.
    expect(changes.count()).toBe(6 * 40);
  }
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid"]);
  expect(await eventTypes("report", result.reportId)).toEqual(["report.waiting"]);
  const steady = await runSchedule(dueAt);

  expect(steady).toMatchObject({ failed: {}, handled: dueOnce });
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "authorization-code.ending"]);
  expect(await result.status(dueAt)).toBe("parked");
  expect(await standing(asked, ana, dueAt)).toEqual(["failed", "result-not-received"]);
});

test("a slot that changes under every decision stays due, although what waited in it is settled", {
  timeout: patience * 120_000,
}, async () => {
  await freshTable();
  const { booking, result } = await unbooked(given.someone());
  await result.send();
  const at = later(received, second);
  {
    using _ = faulty({ writes: [undefined, undefined, { before: new Error("killed") }] });
    expect((await booking.send(at)).body).toEqual({ status: "applied" });
  }
  expect(await result.status(at)).toBe("waiting");
  {
    using _ = changing("appointment");
    expect((await runSchedule(at)).failed).toEqual({ appointment: 1 });
  }
  expect(await result.status(at)).toBe("applied");

  expect(await runSchedule(at)).toMatchObject({ failed: {}, handled: { appointment: 1 } });
  expect(await runSchedule(at)).toMatchObject({ failed: {}, handled: {} });
});

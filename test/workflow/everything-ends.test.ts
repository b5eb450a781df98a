import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { LocalClient } from "../../infra/commands/client.ts";
import type { Client } from "../../shared/client/client.ts";
import type { workKinds } from "../../shared/domain/work-item.ts";
import { customer, provider } from "../support/customer.ts";
import { type RunningHost, sharedHost } from "../support/host.ts";

/** Staff end the things on the work list, with the real bundles and routes. */

const certificationId = "acp-cloud-computing";
const reason = "Settled by telephone";
const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

let host: RunningHost;
let local: LocalClient;
let staff: Client;

beforeAll(async () => {
  host = await sharedHost();
  local = new LocalClient(host.url);
  staff = customer(host.url, { sub: "staff", groups: ["certrail-staff"] });
}, 90_000);

/** The thing on the work list, with what staff can do about it. */
async function waiting(kind: (typeof workKinds)[number], id: string) {
  const { data } = (await staff.listWork({ query: { kind, limit: 100 } })).body;
  return data.find((each) => each.id === id);
}

async function someone() {
  const sub = `ana-${randomUUID().slice(0, 8)}`;
  const person = { sub, email: `${sub}@example.org`, name: "Ana Sá" };
  return { ...person, as: customer(host.url, person) };
}

async function paidOrder(as: Client) {
  const items = [{ product: "certification" as const, certificationId, quantity: 1 }];
  const { orderId, total } = (await as.placeOrder({ body: { items } })).body;
  const data = { orderId, paymentId: `pay_${orderId}`, ...total };
  const bank = provider(host.url, "payments");
  await bank.confirmPayment({ body: { type: "payment.succeeded", occurredAt: await local.now(), data } });
  const { authorizationCodes = [] } = (await as.getOrder({ params: { orderId } })).body;
  return { orderId, data, bank, code: authorizationCodes[0]?.code ?? "" };
}

/** A registration with a booked exam, and the centre's report of its result. Answers the report's id. */
async function sat(outcome: "pass" | "held", score: { score?: number; maximumScore?: number } = {}, address?: string) {
  const { email, as } = await someone();
  const { code } = await paidOrder(as);
  const candidate = { givenName: "Ana", familyName: "Sá", email: address ?? email, country: "PT" };
  const { body: open } = await as.register({ body: { authorizationCode: code, certificationId, candidate } });
  const occurredAt = await local.now();
  const confirmationNumber = `885${randomUUID().replace(/\D/g, "").padEnd(12, "7").slice(0, 12)}`;
  const centre = provider(host.url, "prometric");
  const place = {
    exam: "written",
    startsAt: occurredAt,
    testCenter,
    eligibilityCode: open.eligibilityCode?.code ?? "",
  };
  const params = { provider: "prometric" } as const;
  const booked = { type: "appointment.booked", occurredAt, data: { confirmationNumber, ...place } } as const;
  await centre.receiveReport({ params, body: booked });
  const resultId = randomUUID();
  const data = { resultId, exam: "written", outcome, takenAt: occurredAt, confirmationNumber, ...score };
  await centre.receiveReport({ params, body: { type: "result.reported", occurredAt, data } });
  return { as, resultId, registrationId: open.registrationId };
}

async function parkedReport() {
  const { as, resultId, registrationId } = await sat("pass", { score: 101, maximumScore: 100 });
  const { data } = (await staff.listReports({ query: { status: "parked", limit: 100 } })).body;
  const { reportId } = data.find((each) => each.data.resultId === resultId) ?? { reportId: "" };
  return { as, registrationId, reportId };
}

test("a parked report that staff accept counts, and waits no more", async () => {
  const { as, registrationId, reportId } = await parkedReport();
  expect(await waiting("parked-report", reportId)).toMatchObject({
    reason: "score-impossible",
    actions: [`/v1/reports/${reportId}/accept`, `/v1/reports/${reportId}/release`, `/v1/reports/${reportId}/close`],
  });

  await staff.acceptReport({ params: { reportId }, body: { reason } });

  expect(await waiting("parked-report", reportId)).toBeUndefined();
  expect((await as.getRegistration({ params: { registrationId } })).body.status).toBe("passed");
});

test("a parked report that staff close counts for nothing, and waits no more", async () => {
  const { as, registrationId, reportId } = await parkedReport();

  await staff.closeReport({ params: { reportId }, body: { reason } });

  expect(await waiting("parked-report", reportId)).toBeUndefined();
  expect((await as.getRegistration({ params: { registrationId } })).body.status).toBe("open");
});

test("a registration with a held result is closed by staff", async () => {
  const { as, resultId, registrationId } = await sat("held");
  const { actions = [] } = (await waiting("held-result", resultId)) ?? {};
  expect(actions).toContain(`/v1/registrations/${registrationId}/close`);

  await staff.closeRegistration({ params: { registrationId }, body: { reason } });

  expect(await waiting("held-result", resultId)).toBeUndefined();
  expect((await as.getRegistration({ params: { registrationId } })).body.status).toBe("closed");
});

test("staff review a disputed order", async () => {
  const { as } = await someone();
  const { orderId, data, bank } = await paidOrder(as);
  const disputed = { ...data, disputeId: `dsp_${orderId}` };
  await bank.confirmPayment({ body: { type: "payment.disputed", occurredAt: await local.now(), data: disputed } });
  expect((await waiting("disputed-order", orderId))?.actions).toEqual([`/v1/orders/${orderId}/review`]);

  await staff.reviewOrder({ params: { orderId }, body: { reason } });

  expect(await waiting("disputed-order", orderId)).toBeUndefined();
});

test("the difference in the name of a bound exam is settled before there is a certificate", async () => {
  const { as } = await someone();
  const ids = { candidateId: `CAND-${randomUUID().slice(0, 8)}`, registrationId: `PV-${randomUUID().slice(0, 8)}` };
  const occurredAt = await local.now();
  const result = { resultId: randomUUID(), seriesCode: "ACE-CC1", outcome: "pass" as const, takenAt: occurredAt };
  const candidate = { givenName: "Ana", familyName: "Silva" };
  const data = { ...result, ...ids, delivery: "online" as const, candidate };
  const body = { type: "result.reported", occurredAt, data } as const;
  await provider(host.url, "pearson-vue").receiveReport({ params: { provider: "pearson-vue" }, body });
  const { body: binding } = await as.bindSitting({ body: { certificationId: "ace-cloud-computing", ...ids } });
  const { bindingId, nameDiffers, certificateId } = binding;
  expect([nameDiffers?.checked, certificateId]).toEqual(["Ana Silva", undefined]);
  const actions = [`/v1/bindings/${bindingId}/correct-name`];
  expect(await waiting("name-difference", bindingId)).toMatchObject({ actions });

  await staff.correctBindingName({ params: { bindingId }, body: { reason } });

  expect(await waiting("name-difference", bindingId)).toBeUndefined();
});

test("a parked e-mail that staff have sent again is on its way; one that they close is not", async () => {
  const address = `${randomUUID()}@reject.test`;
  await sat("pass", {}, address);
  await local.send("POST", "/__local/clock", { body: { advance: "P2D" } });
  const { data } = (await staff.listMessages({ query: { to: address, limit: 100 } })).body;
  const [sent, closed] = data.map(({ mailId }) => mailId);
  const [again, given] = [sent ?? "", closed ?? ""];
  for (const id of [again, given]) {
    const actions = [`/v1/messages/${id}/send`, `/v1/messages/${id}/close`];
    expect(await waiting("parked-message", id)).toMatchObject({ actions });
  }

  await staff.sendMessageAgain({ params: { mailId: again }, body: { reason } });
  await staff.closeMessage({ params: { mailId: given }, body: { reason } });

  expect([await waiting("parked-message", again), await waiting("parked-message", given)]).toEqual([
    undefined,
    undefined,
  ]);
});

test.each([
  ["bounce", "bounced"],
  ["complaint", "complained"],
] as const)("after a %s an address gets no e-mail, until staff send one to it again", async (simulates, how) => {
  const address = `${simulates}+${randomUUID()}@simulator.amazonses.com`;
  const mailsTo = async () => {
    await local.send("GET", `/__local/mail?to=${encodeURIComponent(address)}`);
    return (await staff.listMessages({ query: { to: address, limit: 100 } })).body.data;
  };
  const { as } = await someone();
  const { code } = await paidOrder(as);
  const given = { params: { code }, body: { recipientEmail: address } };

  await as.giveAuthorizationCode(given);
  const [first] = await mailsTo();
  const mailId = first?.mailId ?? "";
  expect(first).toMatchObject({ status: "sent", returned: { how, permanent: true } });
  expect(await waiting("returned-message", mailId)).toMatchObject({ id: mailId });

  await sat("pass", {}, address);
  const later = (await mailsTo()).filter((each) => each.mailId !== mailId);
  expect(later.length).toBeGreaterThan(0);
  for (const each of later) expect(each).toMatchObject({ status: "parked", tries: 0 });

  const { body: again } = await staff.sendMessageAgain({ params: { mailId }, body: { reason } });
  await local.send("POST", "/__local/schedule/run");
  expect((await mailsTo()).find((each) => each.mailId === again.mailId)?.status).toBe("sent");
  expect(await waiting("returned-message", mailId)).toBeUndefined();
});

import { beforeAll, describe, expect, test } from "vitest";
import { getBinding } from "../../../shared/contract/certificate/binding-operations.ts";
import {
  getCertificate,
  listCertificates,
  revokeCertificate,
} from "../../../shared/contract/certificate/certificate-operations.ts";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { getRegistration, listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { listRecords } from "../../../shared/contract/overview/record-operations.ts";
import { search } from "../../../shared/contract/overview/search.ts";
import * as given from "../../support/given.ts";
import { idIn, items, type OlderItem, personIn, putItems } from "../../support/older-items.ts";
import { call, eventTypes, field, pageOf, problem } from "../calls.ts";
import { freshTable, runSchedule } from "../schedule-runs.ts";
import { all } from "../stored-items.ts";

const [at, aYearLater] = ["2026-12-02T12:00:00.000Z", "2027-12-02T12:00:00.000Z"];
const certificateId = idIn("claimed", "certificateId");
const registrationId = idIn("booked", "registrationId");
const [certificate, registration] = [`CERTIFICATE#${certificateId}`, `REGISTRATION#${registrationId}`];

/** A later version has a further state of certificates, type of report, reason, and type of event. */
function asLater(item: OlderItem): OlderItem {
  const { pk, sk, data, event } = item;
  if (pk === certificate && sk === ".") return { ...item, data: { ...asObject(data), state: "later-state" } };
  if (pk === registration && sk === ".") return { ...item, data: { ...asObject(data), reports: [laterReport] } };
  if (pk === `BINDING#${idIn("bindingFailed", "bindingId")}`)
    return { ...item, data: { ...asObject(data), reason: "later-reason" } };
  return pk === registration ? { ...item, event: { ...asObject(event), type: "registration.later" } } : item;
}

/** Staff's lists of all things are younger than the items. */
function asListed(item: OlderItem): OlderItem {
  return item.kind === "certificate" ? { ...item, listed: item.kind, listedSort: `${at}#${item.pk}` } : item;
}

const laterReport = { type: "later-report", reportId: "rep_later", occurredAt: at };

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

async function stored(pk: string): Promise<unknown[]> {
  return (await all()).filter((each) => each.pk === pk);
}

describe("a value that a later version has added to a closed list", () => {
  beforeAll(async () => {
    await freshTable();
    await putItems(items.map(asLater).map(asListed));
  });

  test("is shown as it is, where no rule decides on it", async () => {
    const params = { bindingId: idIn("bindingFailed", "bindingId") };
    const shown = given.must([200], await call(getBinding, { params, as: personIn("bindingFailed"), at }));

    expect(field(shown, "reason")).toBe("later-reason");
  });

  test("is shown in the history, if it is a type of event", async () => {
    expect(await eventTypes("registration", registrationId)).toEqual(["registration.opened", "registration.later"]);
  });

  test.each([
    ["a certificate", getCertificate, { certificateId }, personIn("claimed")],
    ["its verification", verifyCertificate, { certificateNumber: idIn("claimed", "certificateNumber") }, undefined],
    ["a registration", getRegistration, { registrationId }, personIn("booked")],
  ])("is not taken for another one, but asked for again later, where rules decide: %s", async (_, read, params, as) => {
    const answer = await call(read, { params, ...(as && { as }), at });

    expect(problem(answer)).toMatchObject({ status: 503, code: "store-busy" });
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  });

  test("does not keep a list from showing the rest", async () => {
    const mine = pageOf(await call(listCertificates, { as: personIn("claimed"), at }));
    const asked = { params: { kind: "certificates" }, query: { to: aYearLater }, as: given.staff, at };
    const records = pageOf(await call(listRecords, asked));
    const found = pageOf(await call(search, { query: { q: personIn("claimed").email }, as: given.staff, at }));

    expect(mine.data).toEqual([]);
    expect(records.data.length).toBeGreaterThan(3);
    expect(JSON.stringify([records, found])).not.toContain(certificateId);
    expect(pageOf(await call(listRegistrations, { as: personIn("claimed"), at })).data).toHaveLength(1);
  });

  test("is left alone by staff's decisions, by reports and by the schedule, which goes on with the rest", async () => {
    const before = [await stored(certificate), await stored(registration)];
    const revoking = { params: { certificateId }, body: { reason: "Fraud" }, as: given.staff, at };
    const answers = [
      await call(revokeCertificate, revoking),
      await given.report("prometric", "appointment.booked", given.placed(idIn("booked", "eligibilityCode")), { at }),
    ];
    const { handled, failed } = await runSchedule(aYearLater);

    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect(failed).toMatchObject({ registration: 1 });
    expect(handled.registration).toBeGreaterThan(3);
    expect([await stored(certificate), await stored(registration)]).toEqual(before);
  });
});

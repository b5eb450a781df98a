import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { undoCandidateLink } from "../../../shared/contract/exam/candidate-links.ts";
import { putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import * as given from "../../support/given.ts";
import { addition, asLater, lacking } from "../../support/later-items.ts";
import { putItems } from "../../support/older-items.ts";
import { ofPayment, telling } from "../../support/paying.ts";
import { storedBy } from "../../support/releases.ts";
import { bind } from "../binding-calls.ts";
import { call } from "../calls.ts";
import { freshTable } from "../schedule-runs.ts";
import { all } from "../stored-items.ts";

const sat = "2026-12-02T12:00:00.000Z";

describe("what a later version has stored of kinds that are younger than the scenes", () => {
  const stored = storedBy("stored-items-2.json").items.map(asLater);
  const first = <T>(kind: string, shape: z.ZodType<T>) =>
    stored.flatMap((item) => (item.kind === kind ? (shape.safeParse(item.data).data ?? []) : []))[0];

  beforeAll(async () => {
    await freshTable();
    await putItems(stored);
  });

  /** Of the things of a kind that have changed, where new members are lacking. */
  async function lost(kind: string): Promise<unknown[]> {
    const now = new Map((await all()).map((item) => [`${item.pk} ${item.sk}`, item]));
    return stored
      .filter((before) => before.kind === kind && now.get(`${before.pk} ${before.sk}`)?.commit !== before.commit)
      .map((before) => lacking(before, now.get(`${before.pk} ${before.sk}`)));
  }

  test("a candidate id's link that staff undo, and that a binding then makes again, keeps its new members", async () => {
    const shape = z.object({ provider: z.string(), candidateId: z.string(), accountId: z.string() });
    const { accountId = "", provider = "", candidateId = "" } = first("candidate-link", shape) ?? {};
    const params = { provider, candidateId };
    const undone = { params, query: { reason: "A wrong id" }, as: given.staff, at: sat };
    given.must([200, 204], await call(undoCandidateLink, undone));

    expect(await lost("candidate-link")).toEqual([[]]);
    const pending = { candidateId, registrationId: "PV-later" };
    const again = { certificationId: first("binding", z.object({ certificationId: z.string() }))?.certificationId };
    given.must([201, 202], await bind(again.certificationId ?? "", pending, { sub: accountId }, sat));
  });

  /** Gives the items of a partition, as they are now, the members of a later version. */
  const nowLater = async (...partitions: string[]) =>
    putItems((await all()).filter(({ pk }) => partitions.includes(pk)).map(asLater));

  const of = async (pk: string) => (await all()).filter((item) => item.pk === pk && item.sk === ".");

  test("a payment that pays another order after all keeps its new members", async () => {
    const ana = given.someone();
    const certificationId = await given.certification("acp");
    const item = { product: "certification", certificationId };
    const two = await given.order([{ ...item, quantity: 2 }], ana);
    const one = await given.order([{ ...item, quantity: 1 }], ana);
    const paymentId = `pay_later_${one.orderId}`;
    given.must([200], await given.payment({ orderId: two.orderId, paymentId, ...one.total }));
    await nowLater(`PAYMENT#${paymentId}`);

    given.must([200], await given.payment({ orderId: one.orderId, paymentId, ...one.total }));

    expect(await of(`PAYMENT#${paymentId}`)).toMatchObject([
      { ...addition, data: { orderId: one.orderId, ...addition } },
    ]);
  });

  test("an entry of the catalogue keeps them inside of what a PUT replaces, and so do its series", async () => {
    const certificationId = `later-${randomUUID()}`;
    const [written, lab] = [`${certificationId}-W`, `${certificationId}-L`].map((code) => code.toUpperCase());
    const price = { amount: 1, currency: "USD" };
    const materials = [{ title: "Guide", kind: "document", url: "https://example.org/guide" }];
    const alignment = [{ targetName: "Design", targetUrl: "https://example.org/design" }];
    const entry = {
      level: "ace",
      title: "Later",
      price,
      materials,
      alignment,
      offlineTraining: { price },
      status: "published",
    };
    const coded = (codes: (string | undefined)[]) => ({
      params: { certificationId },
      body: { ...entry, exams: ["written", "lab"].map((exam, at) => ({ exam, seriesCode: codes[at] })) },
      as: given.staff,
    });
    given.must([201], await call(putCertification, coded([written, lab])));
    const series = [`EXAM-SERIES#${written}`, `EXAM-SERIES#${lab}`];
    await nowLater(`CERTIFICATION#${certificationId}`, ...series);
    const before = (await all()).filter(({ pk }) => pk.includes(certificationId) || series.includes(pk));

    given.must([200], await call(putCertification, coded([lab, written])));

    expect(before.flatMap(({ kind }) => kind ?? []).toSorted()).toEqual([
      "certification",
      "exam-series",
      "exam-series",
    ]);
    for (const each of before) expect(lacking(each, (await of(each.pk))[0])).toEqual([]);
    expect(await of(series[0] ?? "")).toMatchObject([{ data: { exam: "lab" } }]);
  });

  test("a dispute whose closing came first keeps its new members when it comes", async () => {
    const { orderId = "" } = first("payment", z.object({ orderId: z.string() })) ?? {};
    const disputeId = `dsp_later_${orderId}`;
    given.must([200], await telling("payment.dispute-closed", { disputeId, won: true }, { at: sat }));
    const closed = (await all()).filter(({ pk }) => pk === `DISPUTE#${disputeId}`).map(asLater);
    await putItems(closed);
    const order = { orderId, total: { amount: 1, currency: "USD" } };
    given.must([200], await telling("payment.disputed", ofPayment(order, { disputeId }), { at: sat }));
    const [after] = (await all()).filter(({ pk }) => pk === `DISPUTE#${disputeId}`);

    expect(after).toMatchObject({ ...addition, data: { orderId, closings: [], ...addition } });
  });
});

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { getBadgeSvg } from "../../../shared/contract/certificate/badges.ts";
import { exampleAttested } from "../../../shared/contract/programme/attested.ts";
import { getCertification, putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import * as given from "../../support/given.ts";
import { atOnce, call, eventTypes, field, problem, refusal, tally } from "../calls.ts";

const entry = { level: "acp", title: "Cloud", price: { amount: 12_000, currency: "USD" }, status: "published" };

const publish = (certificationId: string, changed: object = {}, at = "2026-11-22T09:30:00.000Z") =>
  call(putCertification, { params: { certificationId }, body: { ...entry, ...changed }, as: given.staff, at });

test("of two that create one certification at the same moment one creates and the other changes it", async () => {
  const certificationId = `acp-${randomUUID()}`;

  const answers = await Promise.all([
    publish(certificationId, { title: "One" }),
    publish(certificationId, { title: "Other" }),
  ]);

  expect(tally(answers)).toEqual({ 200: 1, 201: 1 });
  expect(await eventTypes("certification", certificationId)).toEqual([
    "certification.changed",
    "certification.changed",
  ]);
  const last = answers.find(({ status }) => status === 200);
  const kept = await call(getCertification, { params: { certificationId } });
  expect(field(kept, "title")).toBe(last && field(last, "title"));
});

test("ten changes at the same moment are all made, each with its event", async () => {
  const certificationId = await given.certification("acp");

  const answers = await atOnce(10, (each) => publish(certificationId, { title: `Title ${each}` }));

  expect(tally(answers)).toEqual({ 200: 10 });
  expect(await eventTypes("certification", certificationId)).toHaveLength(11);
});

test("a draft does not exist for anyone until it is published", async () => {
  const certificationId = `acp-${randomUUID()}`;
  await publish(certificationId, { status: "draft" });

  const hidden = await call(getCertification, { params: { certificationId } });
  await publish(certificationId);
  const shown = await call(getCertification, { params: { certificationId } });

  expect(refusal(hidden)).toEqual([404, "certification-not-found"]);
  const exams = [
    { exam: "written", seriesCode: `${certificationId}-WRITTEN`.toUpperCase(), title: "Cloud, written exam" },
  ];
  expect(shown.body).toEqual({ certificationId, ...entry, materials: [], exams });
});

test("skills, criteria and alignment are shown as they were put, and go with a PUT without them", async () => {
  const certificationId = `acp-${randomUUID()}`;
  const { skills, criteria, alignment } = exampleAttested;
  await publish(certificationId, exampleAttested);

  const shown = await call(getCertification, { params: { certificationId } });
  await publish(certificationId);
  const without = await call(getCertification, { params: { certificationId } });

  expect(shown.body).toMatchObject({ skills, criteria, alignment });
  for (const name of Object.keys(exampleAttested)) expect(without.body).not.toHaveProperty(name);
});

test("an end of sale in the future takes effect at its instant", async () => {
  const certificationId = await given.certification("acp", { endOfSaleAt: "2026-12-01T00:00:00Z" });

  const before = await call(getCertification, { params: { certificationId }, at: "2026-11-30T23:59:59.999Z" });
  const from = await call(getCertification, { params: { certificationId }, at: "2026-12-01T00:00:00.000Z" });

  expect([field(before, "status"), field(from, "status")]).toEqual(["published", "end-of-sale"]);
});

test("a title that no badge or certificate could show is refused, and one with marks of direction is not", async () => {
  const refused = await publish(`acp-${randomUUID()}`, { title: "Cloud 😀 Pro" });
  const taken = await publish(`acp-${randomUUID()}`, { title: "\u200fשרה (A)" });

  expect([refused.status, problem(refused).errors]).toEqual([
    422,
    [{ pointer: "/title", detail: "has what a certificate cannot print: 😀 (U+1F600)" }],
  ]);
  expect(taken.status).toBe(201);
});

test.each([
  ["https://frameworks.example.org/@skills/so-3?lang=en#top", 201],
  ["https://frameworks.example.org/%E6%8A%80", 201],
  ["https://cloudpractice.example@evil.example/", 422],
  ["https://frameworks.example.org/{skill}", 422],
  ['https://frameworks.example.org/"x', 422],
  ["http://frameworks.example.org/", 422],
  ["javascript:alert(1)", 422],
])("an alignment with %s is answered with %i, because credentials and pages name it", async (targetUrl, status) => {
  const alignment = [{ targetName: "Safe operation", targetUrl }];

  expect((await publish(`acp-${randomUUID()}`, { alignment })).status).toBe(status);
});

test("what was published is no draft any more: its badge, which certificates and credentials name, stays", async () => {
  const certificationId = await given.certification("acp");

  expect(refusal(await publish(certificationId, { status: "draft" }))).toEqual([
    409,
    "certification-already-published",
  ]);
  expect((await call(getBadgeSvg, { params: { certificationId } })).status).toBe(200);
});

test("a certification's level stays as it is", async () => {
  const certificationId = await given.certification("acp");

  const answer = await publish(certificationId, { level: "ace" });

  expect(refusal(answer)).toEqual([409, "certification-level-is-fixed"]);
  expect(await eventTypes("certification", certificationId)).toHaveLength(1);
});

test("a change is recorded with who made it, when and from which request", async () => {
  const certificationId = `acp-${randomUUID()}`;

  const answer = await publish(certificationId);

  const [event] = await given.history("certification", certificationId);
  expect(event).toMatchObject({ type: "certification.changed", at: "2026-11-22T09:30:00.000Z" });
  expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

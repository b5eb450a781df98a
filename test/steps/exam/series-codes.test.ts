import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import {
  getCertification,
  listCertifications,
  putCertification,
} from "../../../shared/contract/programme/catalogue-operations.ts";
import type { Certification } from "../../../shared/domain/programme/certification.ts";
import { put } from "../../../shared/store/core/change.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import type { Ref } from "../../../shared/store/core/entity.ts";
import { Facts } from "../../../shared/store/core/facts.ts";
import { read } from "../../../shared/store/core/read.ts";
import { examCodes } from "../../../shared/store/exam/exam-codes.ts";
import { registrations } from "../../../shared/store/exam/registrations.ts";
import { certifications } from "../../../shared/store/programme/certifications.ts";
import { examSeriesAt } from "../../../shared/store/programme/exam-series.ts";
import * as given from "../../support/given.ts";
import * as organizations from "../../support/organizations.ts";
import * as partners from "../../support/partners.ts";
import { beforeItWrites } from "../between.ts";
import { atOnce, call, field, pageOf, pointers, refusal, tally } from "../calls.ts";

const entry = { level: "acp", title: "Cloud", price: { amount: 12_000, currency: "USD" }, status: "published" };

const written = (seriesCode: string, rest: object = {}) => ({ exam: "written", seriesCode, ...rest });
const someCode = () => `T-${randomUUID()}`.toUpperCase();

const publish = (certificationId: string, exams?: readonly object[], changed: object = {}) =>
  call(putCertification, {
    params: { certificationId },
    body: { ...entry, ...(exams !== undefined && { exams }), ...changed },
    as: given.staff,
  });

/** A thing as the table has it. */
async function stored<T>(ref: Ref<T>): Promise<T | undefined> {
  const facts = new Facts();
  await read(facts, [ref], new Cost());
  return facts.get(ref);
}

/** The exam of a series code. */
async function named(seriesCode: string) {
  const found = await stored(examSeriesAt(seriesCode));
  return found && [found.certificationId, found.exam];
}

test("an exam that is left out gets a series code and a title from its certification", async () => {
  const certificationId = `ace-${randomUUID()}`;
  const lab = { exam: "lab", seriesCode: someCode() };

  const answer = await publish(certificationId, [lab], { level: "ace" });

  const seriesCode = `${certificationId}-WRITTEN`.toUpperCase();
  expect(field(answer, "exams")).toEqual([
    { exam: "written", seriesCode, title: "Cloud, written exam" },
    { ...lab, title: "Cloud, lab exam" },
  ]);
  expect([await named(seriesCode), await named(lab.seriesCode)]).toEqual([
    [certificationId, "written"],
    [certificationId, "lab"],
  ]);
});

test("a series code is read in either case, and shown in upper case to anyone who looks", async () => {
  const certificationId = `acp-${randomUUID()}`;
  const seriesCode = someCode();
  const instructionsUrl = "https://learn.example.org/exam";
  const stated = written(` ${seriesCode.toLowerCase()} `, { title: "Cloud on paper", instructionsUrl });

  given.must([201], await publish(certificationId, [stated]));

  const exams = [{ exam: "written", seriesCode, title: "Cloud on paper", instructionsUrl }];
  expect(field(await call(getCertification, { params: { certificationId } }), "exams")).toEqual(exams);
  const listed = pageOf(await call(listCertifications, { query: { level: "acp", limit: "100" } })).data;
  expect(listed.every((each) => Array.isArray(each.exams) && each.exams.length === 1)).toBe(true);
});

test("what a look-up shows can be stated again, and changes nothing", async () => {
  const certificationId = `acp-${randomUUID()}`;
  given.must([201], await publish(certificationId, [written(someCode())], { title: "T".repeat(200) }));
  const { body } = await call(getCertification, { params: { certificationId } });

  const { certificationId: _, ...again } = z.looseObject({ certificationId: z.string() }).parse(body);

  expect((await publish(certificationId, undefined, again)).body).toEqual(body);
});

test("a series code of another certification is refused, and nothing is stored", async () => {
  const [one, other, seriesCode] = [`acp-${randomUUID()}`, `acp-${randomUUID()}`, someCode()];
  given.must([201], await publish(one, [written(seriesCode)]));

  const answer = await publish(other, [written(seriesCode.toLowerCase())]);

  expect(refusal(answer)).toEqual([409, "series-code-taken"]);
  expect(refusal(await call(getCertification, { params: { certificationId: other } }))[0]).toBe(404);
  expect(await named(seriesCode)).toEqual([one, "written"]);
});

test("a series code that follows from an id is taken, too", async () => {
  const [one, other] = [`acp-${randomUUID()}`, `acp-${randomUUID()}`];
  given.must([201], await publish(one));

  expect(refusal(await publish(other, [written(`${one}-written`)]))).toEqual([409, "series-code-taken"]);
});

test("one certification cannot have one series code for two exams", async () => {
  const certificationId = `ace-${randomUUID()}`;
  const seriesCode = someCode();
  const ace = { level: "ace" };

  const stated = await publish(certificationId, [written(seriesCode), { exam: "lab", seriesCode }], ace);
  const followed = await publish(certificationId, [{ exam: "lab", seriesCode: `${certificationId}-written` }], ace);
  const twice = await publish(certificationId, [written(seriesCode), written(someCode())], ace);

  expect(pointers(stated)).toEqual(["/exams/1/seriesCode"]);
  expect(refusal(followed)).toEqual([409, "series-code-taken"]);
  expect(pointers(twice)).toEqual(["/exams/1/exam"]);
});

test("of ten that want one series code at the same moment one gets it", async () => {
  const seriesCode = someCode();
  const ids = Array.from({ length: 10 }, () => `acp-${randomUUID()}`);

  const answers = await atOnce(10, (each) => publish(ids[each] ?? "", [written(seriesCode)]));

  expect(tally(answers)).toEqual({ 201: 1, 409: 9 });
  const winner = answers.findIndex(({ status }) => status === 201);
  expect(await named(seriesCode)).toEqual([ids[winner], "written"]);
});

test("a series code that is given up is free for another", async () => {
  const [one, other, seriesCode] = [`acp-${randomUUID()}`, `acp-${randomUUID()}`, someCode()];
  given.must([201], await publish(one, [written(seriesCode)]));

  given.must([200], await publish(one, [written(someCode())]));

  expect(await named(seriesCode)).toBeUndefined();
  given.must([201], await publish(other, [written(seriesCode)]));
  expect(await named(seriesCode)).toEqual([other, "written"]);
});

test("two exams of a certification can exchange their series codes", async () => {
  const certificationId = `ace-${randomUUID()}`;
  const [first, second] = [someCode(), someCode()];
  const exams = [written(first), { exam: "lab", seriesCode: second }];
  given.must([201], await publish(certificationId, exams, { level: "ace" }));

  const exchanged = [written(second), { exam: "lab", seriesCode: first }];
  given.must([200], await publish(certificationId, exchanged, { level: "ace" }));

  expect([await named(first), await named(second)]).toEqual([
    [certificationId, "lab"],
    [certificationId, "written"],
  ]);
});

test("ten changes at the same moment leave the series code of the last one alone", async () => {
  const certificationId = `acp-${randomUUID()}`;
  const codes = Array.from({ length: 10 }, someCode);
  given.must([201], await publish(certificationId, [written(codes[0] ?? "")]));

  const answers = await atOnce(10, (each) => publish(certificationId, [written(codes[each] ?? "")]));

  expect(tally(answers)).toEqual({ 200: 10 });
  const kept = await call(getCertification, { params: { certificationId } });
  const [{ seriesCode }] = z.tuple([z.looseObject({ seriesCode: z.string() })]).parse(field(kept, "exams"));
  for (const code of codes) {
    expect([code, await named(code)]).toEqual([code, code === seriesCode ? [certificationId, "written"] : undefined]);
  }
});

test("a change that keeps a series code while another gives it up has it in the end", async () => {
  const certificationId = `acp-${randomUUID()}`;
  const seriesCode = someCode();
  given.must([201], await publish(certificationId, [written(seriesCode)]));

  await beforeItWrites(
    () => publish(certificationId, [written(someCode())]),
    () => publish(certificationId, [written(seriesCode)], { title: "Kept" }),
  );

  expect(await named(seriesCode)).toEqual([certificationId, "written"]);
});

test("a series code that was given back and given up again in between is free in the end", async () => {
  const certificationId = `acp-${randomUUID()}`;
  const [first, second, last] = [someCode(), someCode(), someCode()];
  given.must([201], await publish(certificationId, [written(first)]));

  await beforeItWrites(
    [() => publish(certificationId, [written(second)]), () => publish(certificationId, [written(first)])],
    () => publish(certificationId, [written(last)]),
  );

  expect([await named(first), await named(second)]).toEqual([undefined, undefined]);
  expect(await named(last)).toEqual([certificationId, "written"]);
});

describe("a certification that was stored before series codes were a catalogue's own", () => {
  const older = async (exams: Certification["exams"]) => {
    const certificationId = `acp-${randomUUID()}`;
    const { status: _, ...content } = entry;
    const kept = { ...content, certificationId, materials: [], exams, published: true };
    const ref = certifications.at(certificationId);
    await organizations.stored({ type: "certification.changed", data: { status: "published" } }, [ref], () => [
      put(ref, kept),
    ]);
    return certificationId;
  };

  test.each([
    ["without exams", [], undefined],
    ["with a code in lower case", [written("old-1")], "OLD-1"],
    ["with a text that is no code", [written("old code №1")], undefined],
  ])("%s is read with a series code of its exam", async (_, exams, seriesCode) => {
    const certificationId = await older(exams);

    const shown = await call(getCertification, { params: { certificationId } });

    const code = seriesCode ?? `${certificationId}-WRITTEN`.toUpperCase();
    expect(field(shown, "exams")).toEqual([{ exam: "written", seriesCode: code, title: "Cloud, written exam" }]);
  });

  test("its series code leads to it after its next change", async () => {
    const certificationId = await older([]);
    const seriesCode = `${certificationId}-WRITTEN`.toUpperCase();
    expect(await named(seriesCode)).toBeUndefined();

    given.must([200], await publish(certificationId));

    expect(await named(seriesCode)).toEqual([certificationId, "written"]);
  });

  test("it takes no series code with it that another has by now", async () => {
    const seriesCode = someCode();
    const certificationId = await older([written(seriesCode)]);
    const other = `acp-${randomUUID()}`;
    given.must([201], await publish(other, [written(seriesCode)]));

    given.must([200], await publish(certificationId, [written(someCode())]));

    expect(await named(seriesCode)).toEqual([other, "written"]);
  });
});

describe("what is made for a certification", () => {
  const instructionsUrl = "https://learn.example.org/exam";

  test("a registration keeps the titles and series codes of its exams", async () => {
    const ana = given.someone();
    const stated = written(someCode(), { title: "Cloud on paper", instructionsUrl });
    const certificationId = await given.certification("acp", { exams: [stated] });
    const code = await given.authorizationCode(certificationId, ana);
    const opened = given.must([201], await given.registering(code, certificationId, ana));

    const kept = await stored(registrations.at(String(field(opened, "registrationId"))));

    expect(kept?.certification.exams).toEqual([stated]);
  });

  test("an exam code names its exam, its series code and where its instructions stand", async () => {
    const partner = await partners.partner();
    const stated = written(someCode(), { title: "Cloud on paper", instructionsUrl });
    const certificationId = await given.certification("acp", { exams: [stated] });
    const [code = ""] = await partners.examCodes(partner, certificationId);

    const shown = await call(getExamCode, { params: { code }, as: partner.main });

    expect(shown.body).toMatchObject({ ...stated, certificationId });
  });

  test("an exam code of before is shown with the series code that follows from its certification", async () => {
    const partner = await partners.partner();
    const certificationId = await given.certification("acp");
    const [code = ""] = await partners.examCodes(partner, certificationId);
    const ref = examCodes.at(code);
    await organizations.stored({ type: "exam-code.returned", data: { accountId: "ana" } }, [ref], (facts) => {
      const found = facts.get(ref);
      if (found === undefined) throw new Error("an exam code that was issued is there");
      return [put(ref, { ...found, certification: { certificationId, title: "Cloud", level: "acp" } })];
    });

    const shown = await call(getExamCode, { params: { code }, as: partner.main });

    const seriesCode = `${certificationId}-WRITTEN`.toUpperCase();
    expect(shown.body).toMatchObject({ exam: "written", seriesCode, title: "Cloud, written exam" });
  });
});

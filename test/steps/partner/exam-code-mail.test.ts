import { randomUUID } from "node:crypto";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import { messageOf } from "../../../shared/mail/message.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";
import { announced } from "../../../shared/store/history/announced.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import * as organizations from "../../support/organizations.ts";
import * as partners from "../../support/partners.ts";
import { bind, standing } from "../binding-calls.ts";
import { atOnce, call, field, refusal } from "../calls.ts";
import { Inbox } from "../inbox.ts";
import { freshTable, later, runSchedule, streamedTable } from "../schedule-runs.ts";

/** The e-mails of a thing's events, as the table's stream delivers them. */
async function mailsOf(kind: string, id: string) {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": keyOf(kind, id).pk },
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).flatMap((item) => {
    if (item.event === undefined || item.mail === undefined) return [];
    const { event, notifications } = announced({
      dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) },
    });
    return notifications.map((each) => messageOf(each, event.at));
  });
}

const instructionsUrl = "https://learn.example.org/exam";

/** The HTML as it is read: a value stands in an element of its own. */
const readable = (mail: { readonly html: string } | undefined) => mail?.html.replaceAll(/<\/?bdi[^>]*>/g, "") ?? "";

async function scene() {
  const partner = await partners.partner();
  const member = await partners.member(partner);
  const seriesCode = `C1-${randomUUID()}`.toUpperCase();
  const exams = [{ exam: "written", seriesCode, instructionsUrl }];
  const certificationId = await given.certification("acp", { title: "Cloud <1>", exams });
  const [code = ""] = await partners.examCodes(partner, certificationId, 1);
  return { partner, main: partner.main, member, code, seriesCode };
}

test("the applicant is told how many codes were issued, for what, until when, and what remains", async () => {
  const { partner, main } = await scene();

  const [mail, ...rest] = await mailsOf("partner", partner.partnerId);

  expect(rest).toEqual([]);
  expect(mail).toMatchObject({ to: main.email, subject: "Exam codes were issued: Cloud <1>" });
  for (const word of [
    partner.name,
    "1 more exam code for Cloud ",
    ", written exam (",
    "22 November 2027, 09:30 UTC",
    "9 coupons",
  ]) {
    expect([word, mail?.text.includes(word), readable(mail).includes(word)]).toEqual([word, true, true]);
  }
});

test("nobody is told of an application whose token states no address", async () => {
  const { partner } = await scene();
  const certificationId = await given.certification("acp");
  const body = { certificationId, exam: "written", quantity: 1 };

  given.must([201], await partners.applying(partner.partnerId, body, { sub: partner.main.sub }));

  expect(await mailsOf("partner", partner.partnerId)).toHaveLength(1);
});

test("a member is told of the code, its exam and its end, as text and as HTML that runs nothing", async () => {
  const { main, member, code, seriesCode } = await scene();

  await partners.assigning(code, member.sub, main);

  const [mail, ...rest] = await mailsOf("exam-code", code);
  expect(rest).toEqual([]);
  expect(mail).toMatchObject({ to: member.email, subject: "Your exam code: Cloud <1>" });
  expect(mail?.text).toContain("Cloud <1>, written exam");
  expect(mail?.html).toContain("Cloud &lt;1&gt;, written exam");
  for (const word of [
    code,
    "Pearson VUE",
    "22 November 2027, 09:30 UTC",
    "Ana",
    seriesCode,
    "How it is booked",
    instructionsUrl,
  ]) {
    expect([word, mail?.text.includes(word), readable(mail).includes(word)]).toEqual([word, true, true]);
  }
});

test("a member whose code a manager takes is told; one who gives it back knows", async () => {
  const { main, member, code } = await scene();
  const subjects = async () => (await mailsOf("exam-code", code)).map(({ to, subject }) => [to, subject]);
  const assigned = [member.email, "Your exam code: Cloud <1>"];

  await partners.assigning(code, member.sub, main);
  await partners.returning(code, member);
  const handedBack = await subjects();
  await partners.assigning(code, member.sub, main);
  await partners.returning(code, main);

  expect(handedBack).toEqual([assigned]);
  expect(await subjects()).toEqual([assigned, assigned, [member.email, "Your exam code was taken back: Cloud <1>"]]);
});

test("a member without an address is told nothing, and has the code all the same", async () => {
  const partner = await organizations.partner({ email: null });
  const { main } = partner;
  const [code = ""] = await partners.examCodes(partner, await given.certification("acp"));

  const answers = [await partners.assigning(code, main.sub, main), await partners.returning(code, main)];

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await mailsOf("exam-code", code)).toEqual([]);
});

/** A sitting at the second centre with a member's code, and the e-mails about its result. */
async function sitting(of: { holder?: boolean; outcome?: "pass" | "fail" } = {}) {
  const all = await bindingGiven.sat({ ...of, title: "Cloud <1>" });
  const heard = async () => {
    return (await mailsOf("exam-code", all.code)).filter(({ subject }) =>
      /^Your result(?: was corrected)?:/.test(subject),
    );
  };
  return { ...all, heard };
}

describe("a member whose code paid for a sitting at the second centre", () => {
  const { now, sendCorrection, sendResult } = bindingGiven;
  const applied = { status: "applied" };

  test("is told of a pass and what to do with it, but neither the scores nor the identifiers", async () => {
    const { ana, code, data, named, heard } = await sitting();

    await sendResult({ ...data, score: 817, maximumScore: 953 });

    const [mail, ...rest] = await heard();
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({ to: ana.email, subject: "Your result: Cloud <1>" });
    expect(mail?.text).toContain("Cloud <1>, written exam");
    expect(mail?.html).toContain("Cloud &lt;1&gt;, written exam");
    for (const word of ["Dear Ana Sá,", code, "link it to your account", "the candidate id and the registration id"]) {
      expect([word, mail?.text.includes(word), readable(mail).includes(word)]).toEqual([word, true, true]);
    }
    const all = JSON.stringify(mail);
    for (const word of [named.candidateId, named.registrationId, data.resultId, "817", "953"]) {
      expect([word, new RegExp(`\\b${word}\\b`).test(all)]).toEqual([word, false]);
    }
  });

  test("is told once, however often the result comes, again with each correction, and not of another result", async () => {
    const { data, heard } = await sitting();

    const answers = await atOnce(8, () => sendResult(data));
    await sendResult(data, later(now, 1));
    const other = { ...data, resultId: `${data.resultId}-other` };
    given.must([200], await given.report("pearson-vue", "result.reported", other, { at: now }));
    expect(await heard()).toHaveLength(1);
    given.must([200], await sendCorrection(data.resultId, "fail"));
    given.must([200], await sendCorrection(`${data.resultId}-1`, "pass", { place: 2, resultId: `${data.resultId}-2` }));

    expect(answers.filter(({ body }) => JSON.stringify(body) === JSON.stringify(applied))).toHaveLength(1);
    expect(await heard()).toHaveLength(3);
  });

  test("is told also if another was given the code since, who may not link it", async () => {
    const { partner, ana, code, data, certificationId, named, heard } = await sitting();
    const ben = await bindingGiven.member(partner);
    given.must([200], await partners.returning(code, partner.main, { at: now }));
    given.must([200], await partners.assigning(code, ben.sub, partner.main, { at: now }));

    given.must([200], await sendResult(data, later(now, 1)));

    expect((await heard()).map(({ to }) => to)).toEqual([ana.email]);
    expect(refusal(await bind(certificationId, named, ben))).toEqual([409, "sitting-not-available"]);
  });

  test("is shown as who used it; another who was given it since is told once that it is gone, and sees it no more", async () => {
    const { partner, ana, code, data } = await sitting();
    const ben = await bindingGiven.member(partner);
    given.must([200], await partners.returning(code, partner.main, { at: now }));
    given.must([200], await partners.assigning(code, ben.sub, partner.main, { at: now }));

    given.must([200], await sendResult(data, later(now, 1)));
    given.must([200], await sendCorrection(data.resultId, "fail", { at: later(now, 1) }));

    const told = (await mailsOf("exam-code", code)).filter(({ to }) => to === ben.email);
    const gone = told.filter(({ subject }) => subject === "Your exam code was taken back: Cloud <1>");
    expect(gone).toHaveLength(1);
    const see = async (as: { sub: string }) => call(getExamCode, { params: { code }, as, at: later(now, 1) });
    for (const as of [partner.main, ana]) {
      expect(field(await see(as), "holder")).toMatchObject({ accountId: ana.sub });
    }
    expect(refusal(await see(ben))).toEqual([404, "exam-code-not-found"]);
  });

  test("is told of a fail without a word on linking, and again when it becomes a pass", async () => {
    const inbox = await Inbox.open(await streamedTable());
    const { ana, data, result } = await sitting({ outcome: "fail" });
    await inbox.receive();

    expect((await result()).body).toEqual(applied);
    const failed = await inbox.receive();
    expect((await sendCorrection(data.resultId, "pass")).body).toEqual(applied);
    const passed = await inbox.receive();

    expect(failed).toMatchObject([{ to: ana.email, subject: "Your result: Cloud <1>" }]);
    expect(passed).toMatchObject([{ to: ana.email, subject: "Your result was corrected: Cloud <1>" }]);
    expect(failed[0]?.text).toContain("Result: not passed\n");
    expect(failed[0]?.text).toContain("you need another code");
    expect([failed, passed].map(([mail]) => mail?.text.includes("link it to your account"))).toEqual([false, true]);
  });

  test("is told nothing without an address, and nobody is if the code was given to nobody", async () => {
    const partner = await organizations.partner({ email: null }, bindingGiven.issuedAt);
    const holder = { sub: partner.main.sub };
    const code = await bindingGiven.examCode(partner, await given.certification("acp"), { holder });
    const { code: nobodys, result } = await sitting({ holder: false });

    expect((await sendResult(bindingGiven.resultData(code, bindingGiven.pair()))).body).toEqual(applied);
    expect((await result()).body).toEqual(applied);

    for (const each of [code, nobodys]) expect(await mailsOf("exam-code", each)).toEqual([]);
  });

  test("is told by the binding alone that waits for the result and completes with it", async () => {
    const { ana, certificationId, named, result, heard } = await sitting();
    const asked = given.must([202], await bind(certificationId, named, ana));

    await result();

    expect(await standing(asked, ana)).toEqual(["bound", undefined]);
    expect(await heard()).toEqual([]);
    const told = await mailsOf("binding", String(field(asked, "bindingId")));
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([[ana.email, "Your exam was linked: Cloud <1>"]]);
  });

  test("is told all the same when a stranger's binding waits, or one under the exchanged identifiers", async () => {
    const { ana, certificationId, named, result, heard } = await sitting();
    const stranger = { ...given.someone(), name: "Someone" };
    const exchanged = { candidateId: named.registrationId, registrationId: named.candidateId };
    given.must([202], await bind(certificationId, named, stranger));
    given.must([202], await bind(certificationId, exchanged, ana));

    await result();

    expect((await heard()).map(({ to }) => to)).toEqual([ana.email]);
  });

  test("is told of a result that comes after the binding has failed for want of it", async () => {
    await freshTable();
    const { ana, certificationId, named, result, heard } = await sitting();
    given.must([202], await bind(certificationId, named, ana));
    const seventyTwoHours = "2026-11-25T09:30:00.000Z";
    await runSchedule(seventyTwoHours);

    await result(later(seventyTwoHours, 1));

    expect(await heard()).toHaveLength(1);
  });
});

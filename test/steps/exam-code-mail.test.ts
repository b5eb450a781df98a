import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, test } from "vitest";
import { messageOf } from "../../shared/mail/message.ts";
import { announced } from "../../shared/store/announced.ts";
import { client, tableName } from "../../shared/store/client.ts";
import { keyOf } from "../../shared/store/entity.ts";
import * as given from "../support/given.ts";
import * as organizations from "../support/organizations.ts";
import * as partners from "../support/partners.ts";

/** The e-mails that stand with the events of a thing, as the table's stream tells of them. */
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
    const { notifications } = announced({ dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) } });
    return notifications.map(messageOf);
  });
}

async function scene() {
  const partner = await partners.partner();
  const member = await partners.member(partner);
  const [code = ""] = await partners.examCodes(partner, await given.certification("acp", { title: "Cloud <1>" }), 1);
  return { partner, main: partner.main, member, code };
}

test("the applicant is told how many codes were issued, for what, until when, and what remains", async () => {
  const { partner, main } = await scene();

  const [mail, ...rest] = await mailsOf("partner", partner.partnerId);

  expect(rest).toEqual([]);
  expect(mail).toMatchObject({ to: main.email, subject: "Exam codes were issued: Cloud <1>" });
  for (const word of [partner.name, "1 more exam code for the written exam", "2027-11-22 09:30 UTC", "9 coupons"]) {
    expect([word, mail?.text.includes(word), mail?.html.includes(word)]).toEqual([word, true, true]);
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
  const { main, member, code } = await scene();

  await partners.assigning(code, member.sub, main);

  const [mail, ...rest] = await mailsOf("exam-code", code);
  expect(rest).toEqual([]);
  expect(mail).toMatchObject({ to: member.email, subject: "Your exam code: Cloud <1>" });
  expect(mail?.text).toContain("the written exam of Cloud <1>");
  expect(mail?.html).toContain("the written exam of Cloud &#60;1&#62;");
  for (const word of [code, "2027-11-22 09:30 UTC", "Ana"]) {
    expect([word, mail?.text.includes(word), mail?.html.includes(word)]).toEqual([word, true, true]);
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

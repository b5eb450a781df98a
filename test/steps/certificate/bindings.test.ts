import { describe, expect, test } from "vitest";
import { getBinding, listBindings } from "../../../shared/contract/certificate/binding-operations.ts";
import { getCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { getResult, listResults } from "../../../shared/contract/exam/result-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import * as organizations from "../../support/organizations.ts";
import { bind, certificatesOf, differences, standing, tallyAt } from "../binding-calls.ts";
import { atOnce, call, eventsOf, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";

const { now, sat } = bindingGiven;

const exchanged = ({ candidateId, registrationId }: ReturnType<typeof bindingGiven.pair>) => ({
  candidateId: registrationId,
  registrationId: candidateId,
});

describe("a sitting whose result is there", () => {
  test("is bound at once: the certificate is claimed, valid for two years from now, and counts", async () => {
    const { ana, certificationId, named, partner, result } = await sat();
    expect((await result()).body).toEqual({ status: "applied" });

    const answer = await bind(certificationId, named, ana);

    expect(answer.status).toBe(201);
    const { organizationId, partnerId } = partner;
    expect(answer.body).toMatchObject({ status: "bound", certificationId, ...named, organizationId, exam: "written" });
    const certificateId = String(field(answer, "certificateId"));
    const bindingId = String(field(answer, "bindingId"));
    expect((await call(getCertificate, { params: { certificateId }, as: ana })).body).toMatchObject({
      status: "valid",
      holderName: "Ana Sá",
      bindingId,
      organizationId,
      passedAt: bindingGiven.takenAt,
      claimedAt: now,
      validUntil: "2028-11-22T09:30:00.000Z",
    });
    expect(await tallyAt(partnerId)).toEqual([1, 1]);
    expect(await differences(partnerId)).toEqual([]);
    expect(await eventTypes("binding", bindingId)).toEqual(["binding.bound"]);
    expect(pageOf(await call(listBindings, { as: ana })).data).toEqual([answer.body]);
    expect((await call(getBinding, { params: { bindingId }, as: ana })).body).toEqual(answer.body);
    expect(refusal(await call(getBinding, { params: { bindingId }, as: given.someone() }))).toEqual([
      404,
      "binding-not-found",
    ]);
  });

  test("is bound for an account of no organization, and then counts for none", async () => {
    const { certificationId, named, partner, result } = await sat({ holder: false });
    await result();
    const ben = { ...given.someone(), name: "Ben Ó" };

    const answer = await bind(certificationId, named, ben);

    expect([answer.status, field(answer, "organizationId")]).toEqual([201, undefined]);
    expect(await certificatesOf(ben)).toMatchObject([{ status: "valid", holderName: "Ben Ó" }]);
    expect(await tallyAt(partner.partnerId)).toEqual([0, 0]);
  });

  test("shows its result to staff only, and after the binding also to the account that bound it", async () => {
    const { ana, certificationId, named, data, result } = await sat();
    await result();
    const params = { resultId: data.resultId };
    const before = await call(getResult, { params, as: ana });
    expect(field(await call(getResult, { params, as: given.staff }), "outcome")).toBe("pass");

    await bind(certificationId, named, ana);

    expect(refusal(before)).toEqual([404, "result-not-found"]);
    expect((await call(getResult, { params, as: ana })).body).toMatchObject({ outcome: "pass", ...named });
    expect(pageOf(await call(listResults, { as: ana })).data).toMatchObject([{ resultId: data.resultId }]);
    expect(refusal(await call(getResult, { params, as: given.someone() }))).toEqual([404, "result-not-found"]);
  });

  test("is found however its identifiers are typed", async () => {
    const { ana, certificationId, named, result } = await sat();
    await result();
    const typed = { candidateId: ` ${named.candidateId.toLowerCase()} `, registrationId: named.registrationId };

    expect((await bind(certificationId, typed, ana)).status).toBe(201);
  });

  test("of which both identifiers are the same is bound too, and may be waited for", async () => {
    const of = await bindingGiven.partner();
    const ana = await bindingGiven.member(of);
    const certificationId = await given.certification("acp");
    const code = await bindingGiven.examCode(of, certificationId, { holder: ana });
    const { candidateId } = bindingGiven.pair();
    const named = { candidateId, registrationId: candidateId };

    const asked = await bind(certificationId, named, ana);
    const sent = await bindingGiven.sendResult(bindingGiven.resultData(code, named));

    expect([asked.status, sent.body]).toEqual([202, { status: "applied" }]);
    expect(await standing(asked, ana)).toEqual(["bound", undefined]);
  });

  test("is bound by one of 30 accounts at once, and to the others it is not available", async () => {
    const { certificationId, named, result } = await sat({ holder: false });
    await result();
    const people = Array.from({ length: 30 }, () => ({ ...given.someone(), name: "Someone" }));

    const answers = await atOnce(30, (each) => bind(certificationId, named, people[each] ?? given.someone()));

    expect(tally(answers)).toEqual({ 201: 1, 409: 29 });
    const refused = answers.filter(({ status }) => status === 409).map((each) => refusal(each)[1]);
    expect(new Set(refused)).toEqual(new Set(["sitting-not-available"]));
    const all = await Promise.all(people.map((each) => certificatesOf(each)));
    expect(all.flat()).toHaveLength(1);
  });
});

describe("a binding is refused", () => {
  test("by the same words when another has bound the sitting and when another alone may", async () => {
    const [reserved, taken] = [await sat(), await sat({ holder: false })];
    await reserved.result();
    await taken.result();
    const ben = { ...given.someone(), name: "Ben" };
    given.must([201], await bind(taken.certificationId, taken.named, { ...given.someone(), name: "First" }));

    const answers = [
      await bind(reserved.certificationId, reserved.named, ben),
      await bind(taken.certificationId, taken.named, ben),
    ];

    expect(answers.map(refusal)).toEqual([
      [409, "sitting-not-available"],
      [409, "sitting-not-available"],
    ]);
    expect(
      await standing(
        given.must([201], await bind(reserved.certificationId, reserved.named, reserved.ana)),
        reserved.ana,
      ),
    ).toEqual(["bound", undefined]);
  });

  test("with nothing else about a sitting that is not available, whatever is wrong besides", async () => {
    const { named, result } = await sat({ outcome: "fail" });
    await result();
    const other = await given.certification("acp");
    const ben = { ...given.someone(), name: "Ben" };

    expect(refusal(await bind(other, named, ben))).toEqual([409, "sitting-not-available"]);
    expect(refusal(await bind(other, exchanged(named), ben))).toEqual([409, "sitting-not-available"]);
  });

  test("for another certification, for a fail, for exchanged identifiers and for a second time", async () => {
    const [failed, passed] = [await sat({ outcome: "fail" }), await sat()];
    await failed.result();
    await passed.result();
    const other = await given.certification("acp");
    const { ana, certificationId, named } = passed;

    expect(refusal(await bind(failed.certificationId, failed.named, failed.ana))).toEqual([409, "sitting-not-passed"]);
    expect(refusal(await bind(other, named, ana))).toEqual([409, "certification-differs-from-sitting"]);
    expect(refusal(await bind(certificationId, exchanged(named), ana))).toEqual([409, "ids-look-swapped"]);
    expect(refusal(await bind("no-such-thing", named, ana))).toEqual([404, "certification-not-found"]);
    given.must([201], await bind(certificationId, named, ana));
    expect(refusal(await bind(certificationId, named, ana))).toEqual([409, "sitting-already-bound"]);
  });

  test("while a valid certificate of the certification, or an unclaimed pass, stands in the way (R8)", async () => {
    const { partner, ana, certificationId, named, result } = await sat();
    await result();
    const again = bindingGiven.pair();
    const code = await bindingGiven.examCode(partner, certificationId, { holder: ana });
    given.must([201], await bind(certificationId, named, ana));
    await bindingGiven.sendResult(bindingGiven.resultData(code, again));
    const end = "2028-11-22T09:30:00.000Z";

    expect(refusal(await bind(certificationId, again, ana))).toEqual([409, "certificate-still-valid"]);
    expect(refusal(await bind(certificationId, bindingGiven.pair(), ana))).toEqual([409, "certificate-still-valid"]);
    expect(refusal(await bind(certificationId, again, ana, end))).toEqual([409, "already-certified"]);

    const bo = given.someone();
    const pass = await given.pass(bo);
    expect(refusal(await bind(pass.certificationId, bindingGiven.pair(), bo))).toEqual([
      409,
      "certificate-not-claimed",
    ]);
  });

  test("without a name, by a main account of which only its address is known; with the token's, which no address replaces", async () => {
    const { main } = await organizations.partner({ mainName: null }, bindingGiven.issuedAt);
    const { certificationId, named, result } = await sat({ holder: false });
    await result();

    const { name: _, ...nameless } = { name: "", ...main };
    expect(refusal(await bind(certificationId, named, nameless))).toEqual([409, "holder-name-missing"]);
    given.must([201], await bind(certificationId, named, { ...main, name: "Mia Main" }));

    expect((await certificatesOf(main)).map(({ holderName }) => holderName)).toEqual(["Mia Main"]);
  });

  test("without any name for the certificate; the organization's name comes before the token's, that before the body's", async () => {
    const { certificationId, named, result } = await sat({ holder: false });
    await result();
    const ben = given.someone();
    expect(refusal(await bind(certificationId, named, ben))).toEqual([409, "holder-name-missing"]);
    await bind(certificationId, named, ben, now, { fullName: "Ben Body" });
    expect(await certificatesOf(ben)).toMatchObject([{ holderName: "Ben Body" }]);

    const member = await sat();
    await member.result();
    await bind(member.certificationId, member.named, { ...member.ana, name: "Token" }, now, { fullName: "Body" });
    expect(await certificatesOf(member.ana)).toMatchObject([{ holderName: "Ana Sá" }]);
  });
});

describe("the ACE, which has two exams,", () => {
  test("is certified with the second sitting that is bound, and counts once", async () => {
    const of = await bindingGiven.partner();
    const ana = await bindingGiven.member(of);
    const certificationId = await given.certification("ace");
    const [written, lab] = [bindingGiven.pair(), bindingGiven.pair()];
    for (const [exam, named] of [
      ["written", written],
      ["lab", lab],
    ] as const) {
      const code = await bindingGiven.examCode(of, certificationId, { holder: ana, exam });
      const data = bindingGiven.resultData(code, named, { exam });
      expect((await bindingGiven.sendResult(data)).body).toEqual({ status: "applied" });
    }

    const first = await bind(certificationId, lab, ana);
    const between = [await certificatesOf(ana), await tallyAt(of.partnerId, now, "ace")];
    const second = await bind(certificationId, written, ana);

    expect([first.status, field(first, "status"), field(first, "certificateId")]).toEqual([201, "bound", undefined]);
    expect(between).toEqual([[], [0, 0]]);
    expect(field(second, "certificateId")).toEqual(expect.stringMatching(/^crt_/));
    expect(await certificatesOf(ana)).toMatchObject([{ status: "valid", organizationId: of.organizationId }]);
    expect(await tallyAt(of.partnerId, now, "ace")).toEqual([1, 1]);
    expect(await differences(of.partnerId)).toEqual([]);

    // The written exam falls. The lab is still a pass, and earns a new certificate when the written exam rises again.
    const resultId = `R-${written.registrationId}`;
    await bindingGiven.sendCorrection(resultId, "fail");
    expect(await certificatesOf(ana)).toMatchObject([{ status: "revoked" }]);
    expect(await tallyAt(of.partnerId, now, "ace")).toEqual([0, 1]);
    await bindingGiven.sendCorrection(`${resultId}-1`, "pass", { place: 2 });
    expect((await certificatesOf(ana)).map(({ status }) => status).toSorted()).toEqual(["claimable", "revoked"]);
    expect(await differences(of.partnerId)).toEqual([]);
  });
});

test("a certificate's history tells of the binding, the partner's what was counted", async () => {
  const { ana, certificationId, named, partner, result } = await sat();
  await result();
  const answer = await bind(certificationId, named, ana);
  const certificateId = String(field(answer, "certificateId"));

  expect(await eventTypes("certificate", certificateId)).toEqual(["binding.bound"]);
  const [last] = (await eventsOf("partner", partner.partnerId)).toReversed();
  expect(last).toMatchObject({
    type: "binding.bound",
    actor: { kind: "account", id: ana.sub },
    data: { change: "counted", certificateId, level: "acp", validUntil: "2028-11-22T09:30:00.000Z" },
  });
});

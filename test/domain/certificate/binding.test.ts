import { describe, expect, test } from "vitest";
import { askToBind } from "../../../shared/domain/certificate/ask-to-bind.ts";
import { bindable } from "../../../shared/domain/certificate/bindable.ts";
import { bindingProviders, bindingStatus } from "../../../shared/domain/certificate/binding.ts";
import { enrolmentAfterFall } from "../../../shared/domain/certificate/bound-pass.ts";
import { settleBinding } from "../../../shared/domain/certificate/settle-binding.ts";
import { isAvailableTo, outcomeOf, sittingWith } from "../../../shared/domain/exam/bindable-sitting.ts";
import type { Enrolment } from "../../../shared/domain/exam/enrolment.ts";
import type { ExamCode } from "../../../shared/domain/exam/exam-code.ts";
import { payerOf } from "../../../shared/domain/exam/exam-code-bearer.ts";
import { weigh } from "../../../shared/domain/exam/report.ts";
import { type CorrectionFact, resultsIn } from "../../../shared/domain/exam/sitting.ts";
import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import { acceptedBy, account, certification, permutations, refusalOf } from "../given.ts";
import { askedAt, enrolment, pending, sitting } from "./given-binding.ts";

const certificationId = "acp-cloud-computing";
const nothing = {
  sitting: undefined,
  exchanged: undefined,
  enrolment: undefined,
  link: undefined,
  exchangedLink: undefined,
};
const now = askedAt;
const retryUntil = "2027-05-05T00:00:00.000Z";

describe("whether a sitting can be bound (R8, R27)", () => {
  const why = (facts: Partial<Parameters<typeof bindable>[0]>, as = "ana", id = certificationId) => {
    const decision = bindable({ ...nothing, ...facts }, { accountId: as, certificationId: id }, now);
    return decision === undefined ? undefined : refusalOf(decision);
  };
  const boundTo = (accountId: string) => sitting({ bound: { accountId, bindingId: "bnd_1", at: now } });

  test.each([
    ["a pass", sitting(), "accepted"],
    ["a pass that is reserved for the account", sitting({ reservedFor: "ana" }), "accepted"],
    ["a pass that is reserved for another", sitting({ reservedFor: "ben" }), "sitting-not-available"],
    ["one that another has bound", boundTo("ben"), "sitting-not-available"],
    ["one that the account has bound", boundTo("ana"), "sitting-already-bound"],
    ["a fail", sitting({}, "fail"), "sitting-not-passed"],
    ["a fail that is reserved for another", sitting({ reservedFor: "ben" }, "fail"), "sitting-not-available"],
  ])("%s is %s", (_, found, expected) => {
    expect(why({ sitting: found })).toBe(expected);
  });

  test("another certification comes before the outcome, and both are only told to accounts that may bind the sitting", () => {
    expect(why({ sitting: sitting({}, "fail") }, "ana", "acp-other")).toBe("certification-differs-from-sitting");
    expect(why({ sitting: sitting({ reservedFor: "ben" }) }, "ana", "acp-other")).toBe("sitting-not-available");
  });

  test("exchanged identifiers are only told to accounts that may bind the sitting", () => {
    expect(why({ exchanged: sitting() })).toBe("ids-look-swapped");
    expect(why({ exchanged: sitting({ reservedFor: "ben" }) })).toBe("sitting-not-available");
    expect(why({})).toBeUndefined();
    expect(why({ sitting: sitting(), exchanged: sitting() })).toBe("accepted");
  });

  test.each([
    [{ phase: "certified", validUntil: "2027-05-02T00:00:00.001Z" }, "certificate-still-valid"],
    [{ phase: "certified", validUntil: "2027-05-02T00:00:00.000Z" }, "sat-while-certified"],
    [{ phase: "certified", since: "2025-05-01T10:00:00.000Z", validUntil: "2027-05-01T10:00:00.000Z" }, "accepted"],
    [
      { phase: "certified", since: "2025-05-01T10:00:00.000Z", validUntil: "2027-05-01T10:00:00.001Z" },
      "sat-while-certified",
    ],
    [
      { phase: "certified", since: "2027-05-01T10:00:00.001Z", validUntil: "2027-05-01T20:00:00.000Z" },
      "already-certified",
    ],
    [{ phase: "revoked", since: "2027-05-01T10:00:00.000Z", until: "2027-05-01T10:00:00.001Z" }, "sat-while-certified"],
    [{ phase: "passed" }, "certificate-not-claimed"],
    [{ phase: "open" }, "accepted"],
    [{ phase: "failed", at: now }, "accepted"],
    [{ phase: "revoked" }, "accepted"],
  ] as const)("an enrolment that stands at %j makes it %s", (standing, expected) => {
    expect(why({ sitting: sitting(), enrolment: enrolment({ standings: [{ of: "reg_1", standing }] }) })).toBe(
      expected,
    );
  });
});

describe("asking to bind (R26)", () => {
  const request = {
    bindingId: "bnd_1",
    certificationId,
    provider: "pearson-vue",
    candidateId: "C",
    registrationId: "R",
  };
  const known = {
    ...nothing,
    binding: undefined,
    certification: certification("acp"),
    approved: {},
    waiting: [],
  };
  const ask = (
    facts: Partial<Parameters<typeof askToBind>[0]> = {},
    by = account("ana", { name: "Ana Sá" }),
    at = now,
  ) => askToBind({ ...known, ...facts }, request, by, programme, at);

  test("without a result waits for 72 hours", () => {
    expect(acceptedBy(ask())).toEqual({
      binding: expect.objectContaining({ state: "pending", askedAt: now, retryUntil, holderName: "Ana Sá" }),
      sitting: undefined,
    });
  });

  test("waits behind those who asked before and are not settled yet, though the result is there", () => {
    expect(acceptedBy(ask({ sitting: sitting(), waiting: ["bnd_2"] })).sitting).toBeUndefined();
    expect(acceptedBy(ask({ sitting: sitting(), waiting: ["bnd_1"] })).sitting).toEqual(sitting());
  });

  test("is refused while the same waits, and possible again at the instant at which that has failed", () => {
    expect(refusalOf(ask({ binding: pending() }))).toBe("binding-already-pending");
    expect(refusalOf(ask({ binding: pending() }, undefined, "2027-05-04T23:59:59.999Z"))).toBe(
      "binding-already-pending",
    );
    expect(refusalOf(ask({ binding: pending() }, undefined, retryUntil))).toBe("accepted");
  });

  test("is refused for a certification that is not published, when 100 wait, and without a name", () => {
    const waiting = Array.from({ length: 100 }, (_, each) => `bnd_x${each}`);
    expect(refusalOf(ask({ certification: undefined }))).toBe("certification-not-found");
    expect(refusalOf(ask({ certification: certification("acp", { published: false }) }))).toBe(
      "certification-not-found",
    );
    expect(refusalOf(ask({ waiting }))).toBe("too-many-bindings");
    expect(refusalOf(ask({ waiting: waiting.slice(1) }))).toBe("accepted");
    expect(refusalOf(ask({}, account("ana", { name: " " })))).toBe("holder-name-missing");
  });

  test("a binding is pending until its 72 hours have passed, and has failed from then on", () => {
    expect(bindingStatus(pending(), "2027-05-04T23:59:59.999Z")).toBe("pending");
    expect(bindingStatus(pending(), retryUntil)).toBe("failed");
  });

  test("is possible at the centres that take exam codes", () => {
    expect(bindingProviders(programme)).toEqual(["pearson-vue"]);
  });
});

describe("what becomes of a binding that waits (R26)", () => {
  const late = "2027-06-01T00:00:00.000Z";

  test.each([
    ["nothing, before its end", undefined, "2027-05-04T23:59:59.999Z", undefined],
    ["it fails at its end", undefined, retryUntil, { fail: "result-not-received" }],
    ["it fails, if the result comes at its end", retryUntil, retryUntil, { fail: "result-not-received" }],
  ])("%s", (_, cameAt, at, expected) => {
    const facts = cameAt === undefined ? nothing : { ...nothing, sitting: sitting() };
    expect(settleBinding(facts, pending(), cameAt, at)).toEqual(expected);
  });

  test("it is bound as of when the result came, however late that is looked at", () => {
    const cameAt = "2027-05-04T23:59:59.999Z";
    expect(settleBinding({ ...nothing, sitting: sitting() }, pending(), cameAt, late)).toEqual({
      bind: sitting(),
      at: cameAt,
    });
  });

  test("it is not bound before it was asked for, where it waited behind others", () => {
    const decided = settleBinding({ ...nothing, sitting: sitting() }, pending(), "2027-05-01T00:00:00.000Z", late);
    expect(decided).toEqual({ bind: sitting(), at: askedAt });
  });

  test("it fails for the reason for which it would have been refused", () => {
    const of = (found: ReturnType<typeof sitting>) =>
      settleBinding({ ...nothing, sitting: found }, pending(), now, now);
    expect(of(sitting({ reservedFor: "ben" }))).toEqual({ fail: "sitting-not-available" });
    expect(of(sitting({}, "fail"))).toEqual({ fail: "sitting-not-passed" });
    expect(settleBinding({ ...nothing, exchanged: sitting() }, pending(), now, now)).toEqual({
      fail: "ids-look-swapped",
    });
  });
});

describe("a result at the second centre", () => {
  const code: ExamCode = {
    code: "EXC-1",
    partnerId: "par_1",
    exam: "written",
    programmeVersion: 1,
    changeId: "bch_1",
    certification: { certificationId, title: "Cloud Computing", level: "acp" },
    issuedAt: "2027-01-01T00:00:00.000Z",
    expiresAt: "2028-01-01T00:00:00.000Z",
    holdings: [
      { accountId: "ana", fullName: "Ana", since: "2027-02-01T00:00:00.000Z", until: "2027-05-01T12:00:00.000Z" },
      { accountId: "ben", fullName: "Ben", since: "2027-05-01T12:00:00.000Z" },
    ],
  };
  const take = (takenAt: string) => {
    const ids = { candidateId: "C", centerRegistrationId: "R" };
    const fact = { type: "result", reportId: "rep_1", resultId: "res-1", exam: "written", outcome: "pass" } as const;
    const report = { ...fact, ...ids, occurredAt: takenAt, takenAt };
    return weigh({ kind: "exam-code", of: code }, report, "pearson-vue", "2028-06-01T00:00:00.000Z");
  };

  test.each([
    ["2027-05-01T11:59:59.999Z", "ana"],
    ["2027-05-01T12:00:00.000Z", "ben"],
    ["2027-01-15T00:00:00.000Z", "ben"],
  ])("of %s is reserved for who had the code then, or else has it now", (takenAt, expected) => {
    const taken = take(takenAt);
    if ("never" in taken || taken.entitlement.kind !== "exam-code") throw new Error("it counts");
    const named = { sittingId: "sit_1", provider: "pearson-vue", candidateId: "C", registrationId: "R" };
    const sat = resultsIn(taken.after)[0];
    expect(sittingWith(taken.entitlement.of, named, undefined, sat).reservedFor).toBe(expected);
    expect(payerOf(code, takenAt)?.accountId).toBe(expected);
  });

  test.each([
    ["2027-12-31T23:59:59.999Z", undefined],
    ["2028-01-01T00:00:00.000Z", "after-end"],
    ["2026-12-31T23:54:59.999Z", "before-entitlement"],
    ["2099-01-01T00:00:00.000Z", "instant-in-the-future"],
  ])("of %s is parked for %s", (takenAt, expected) => {
    const taken = take(takenAt);
    expect("never" in taken ? taken.never : taken.parked).toBe(expected);
  });

  test("is available to anyone until it is bound, if its code was given to nobody", () => {
    expect([isAvailableTo(sitting(), "ana"), isAvailableTo(sitting(), "ben")]).toEqual([true, true]);
  });

  test("has the outcome of the last correction, by when it happened, whichever it names", () => {
    const correction = (place: number, corrects: string, outcome: CorrectionFact["outcome"]): CorrectionFact => ({
      type: "corrected",
      reportId: `c-${place}`,
      occurredAt: `2027-05-02T0${place}:00:00.000Z`,
      resultId: `c-${place}`,
      corrects,
      outcome,
    });
    const corrections = [correction(1, "res-1", "fail"), correction(2, "c-1", "pass")];
    const last = correction(3, "res-1", "invalidated");
    for (const order of permutations([...sitting().reports, ...corrections])) {
      expect(outcomeOf({ reports: order })).toBe("pass");
    }
    for (const order of permutations([...sitting().reports, ...corrections, last])) {
      expect(outcomeOf({ reports: order })).toBe("invalidated");
    }
  });
});

test("when a bound pass falls, the others that had earned the certificate with it are free for another", () => {
  const before: Enrolment = enrolment({
    standings: [{ of: "bnd_1", standing: { phase: "certified", validUntil: "2029-01-01T00:00:00.000Z" } }],
  });
  const lost = {
    certificateId: "crt_1",
    certificateNumber: "CRT-1",
    accountId: "ana",
    bindingId: "bnd_1",
    holderName: "Ana",
    certification: { certificationId: "ace-cloud-computing", title: "Cloud Computing", level: "ace" },
    programmeVersion: 1,
    passedAt: now,
    claimedAt: now,
    validUntil: "2029-01-01T00:00:00.000Z",
    sittings: [
      { exam: "written", sittingId: "sit_w", partnerId: "par_1" },
      { exam: "lab", sittingId: "sit_l", partnerId: "par_1" },
    ],
    state: "claimed",
  } as const;

  const after = enrolmentAfterFall(before, "sit_w", lost);

  expect(after.bound).toEqual([{ exam: "lab", sittingId: "sit_l" }]);
  expect(after.standings).toEqual([{ of: "bnd_1", standing: { phase: "revoked" } }]);
});

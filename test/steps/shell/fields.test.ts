import { describe, expect, test } from "vitest";
import * as z from "zod";
import { text } from "../../../shared/contract/fields.ts";
import { pointers, refusal } from "../calls.ts";
import { onceFor, storedBy } from "../targets.ts";

const long = (length: number) => "x".repeat(length);
const bell = "a\u0007b";
const lineSeparator = "a\u2028b";
const loneSurrogate = "a\ud800b";
const turned = "Zoë \u202egnp.exe";
const unseen = "\u200b\u2060\u200d";

/** A field by its pointer, and values that it refuses. */
type Wrong = readonly [pointer: string, ...values: unknown[]];

const badText = (limit: number) => [
  undefined,
  null,
  1,
  {},
  [],
  "",
  " ",
  long(limit + 1),
  bell,
  lineSeparator,
  loneSurrogate,
  turned,
  unseen,
];
const optionalText = (limit: number) => badText(limit).slice(1);
const badInstant = [
  undefined,
  1,
  "",
  "2026-11-22",
  "2026-11-22T09:30:00",
  "2026-02-30T00:00:00Z",
  "yesterday",
  "0000-01-01T00:00:00Z",
];
const badEmail = [
  undefined,
  1,
  "",
  "ana",
  "ana@",
  "@example.org",
  "ana@example",
  `${long(250)}@example.org`,
  "a\u0007@example.org",
  `a${loneSurrogate}@example.org`,
  "ana@example.org\nben@example.org",
];
const badCertification = [undefined, 1, "", "ACP", "acp_cloud", "-acp", long(65), "acp\u0000", "__proto__"];
const badQuantity = [undefined, null, "1", 0, -1, 1.5, 81, 1e308];
const badCountry = [undefined, 1, "", "P", "PRT", "XX", "P\u0007"];
const badNumber = [undefined, 885, "", "884123", "885", "885x", `885${long(3)}`, `885${"1".repeat(30)}`, "885\ud800"];
const badIdentifier = [undefined, 1, "", "a b", long(129), bell, "é", loneSurrogate];

/** The parts of a name in staff's request, and their reason. */
const namesByStaff: readonly Wrong[] = [
  ["/givenName", ...optionalText(100).filter((each) => each !== null), "Ana 🙂"],
  ["/familyName", ...optionalText(100).filter((each) => each !== null), "🙂"],
  ["/nameOrder", 1, "", "western"],
  ["/reason", ...badText(500)],
];

const wrong: Readonly<Record<string, readonly Wrong[]>> = {
  putCertification: [
    ["/level", undefined, "acx", 1, "ACP"],
    ["/title", ...badText(200)],
    ["/description", ...optionalText(4000)],
    ["/skills", {}, "Networks", ["Networks", "Networks"], Array.from({ length: 21 }, (_, at) => `Skill ${at}`)],
    ["/skills/0", ...badText(60).slice(1)],
    ["/criteria", ...optionalText(2000)],
    [
      "/alignment",
      {},
      "none",
      Array.from({ length: 21 }, () => ({ targetName: "T", targetUrl: "https://example.org" })),
    ],
    ["/alignment/0", 1, null],
    ["/alignment/0/targetName", ...badText(200)],
    ["/alignment/0/targetUrl", undefined, 1, "", "example.org", "http://example.org", "javascript:alert(1)"],
    ["/alignment/0/targetFramework", ...optionalText(200)],
    ["/alignment/0/targetCode", ...optionalText(100)],
    ["/price", undefined, 12_000, null],
    ["/price/amount", undefined, -1, 0.5, "1", 100_000_001, 1e308],
    ["/price/currency", undefined, "EUR", "usd"],
    ["/status", undefined, "live", null],
    ["/endOfSaleAt", ...badInstant.slice(1)],
    ["/endOfLifeAt", ...badInstant.slice(1)],
    ["/offlineTraining", 1, []],
    [
      "/materials",
      {},
      "none",
      Array.from({ length: 51 }, () => ({ title: "T", kind: "video", url: "https://example.org" })),
    ],
    ["/materials/0", 1, null],
    ["/materials/0/title", ...badText(200)],
    ["/materials/0/kind", undefined, "song"],
    [
      "/materials/0/url",
      undefined,
      "example.org",
      "http://example.org",
      "javascript:alert(1)",
      `https://example.org/${long(2000)}`,
      "https://example.org/\u0007",
      "https://exam\nple.org/",
      "https://example.org/\ud800",
    ],
    ["/exams/0/exam", undefined, "oral", "lab"],
    [
      "/exams/0/seriesCode",
      undefined,
      1,
      "",
      "-",
      "ACP-",
      "ACP--CC",
      "ACP CC",
      "ACP_CC",
      "ÅCP",
      "AC\u212a",
      long(101),
      bell,
    ],
    ["/exams/0/title", ...optionalText(300)],
    ["/exams/0/instructionsUrl", 1, "", "example.org", "http://example.org", "javascript:alert(1)"],
  ],
  placeOrder: [
    [
      "/items",
      undefined,
      null,
      {},
      [],
      Array.from({ length: 21 }, () => ({ product: "redemption-code", level: "aca", quantity: 1 })),
    ],
    ["/items/0", 1, null, []],
    ["/items/0/product", undefined, "book", 1],
    ["/items/0/level", undefined, "acp", "ace", "acx"],
    ["/items/0/quantity", ...badQuantity],
  ],
  confirmPayment: [
    ["/type", undefined, "", "a b", 1],
    ["/occurredAt", ...badInstant],
    ["/data", undefined, 1, []],
    ["/data/orderId", ...badIdentifier],
    ["/data/paymentId", ...badIdentifier],
    ["/data/amount", undefined, -1, 0.5, "1", 1e308, 1_000_000_000_001],
    ["/data/currency", undefined, "usd", "US", 1],
  ],
  giveAuthorizationCode: [
    ["/recipientEmail", ...badEmail],
    ["/message", ...optionalText(1000)],
  ],
  cancelAuthorizationCode: [["/reason", ...optionalText(500)]],
  reviewOrder: [["/reason", ...badText(500)]],
  endHold: [
    ["/reason", ...badText(500)],
    ["/outcome", null, "held", 1],
    ["/provider", null, 1, ""],
  ],
  sendMessageAgain: [["/reason", ...optionalText(500)]],
  releaseMessages: [
    ["/refusedWith", ...badText(100)],
    ["/reason", ...badText(500)],
  ],
  closeMessage: [["/reason", ...badText(500)]],
  orderBatch: [
    ["/edition", undefined, "special", 1],
    ["/levels", undefined, [], "aca", {}],
    ["/levels/0", "ace", "acx", 1],
    ["/quantity", undefined, 0, 100_001, 1.5, "1"],
    ["/label", ...badText(200)],
  ],
  register: [
    [
      "/authorizationCode",
      undefined,
      1,
      "",
      "EDU",
      "EDU-0000-0000-0000-0000-1",
      "EDU-0000-0000-0000-000U-0",
      "ACTC-0000-0000-0000-0000-0",
      long(101),
      loneSurrogate,
    ],
    ["/certificationId", ...badCertification],
    ["/candidate", undefined, null, "Ana"],
    ["/candidate/givenName", ...optionalText(100), "Ana 🙂", "\u{10ffff}"],
    ["/candidate/familyName", ...optionalText(100), "🙂"],
    ["/candidate/nameOrder", null, 1, "", "western"],
    ["/candidate/email", ...badEmail],
    ["/candidate/country", ...badCountry],
    ["/candidate/phone", 1, "", "12", "+351 abc", long(40), "123\u00074567"],
    ["/candidate/middleName", "not known here"],
  ],
  receiveReport: [
    ["/type", undefined, long(129), loneSurrogate, 1],
    ["/occurredAt", ...badInstant],
    ["/data", undefined, 1],
    ["/data/confirmationNumber", ...badNumber],
    ["/data/eligibilityCode", undefined, 1, "ACTC-0000-0000-0000-0000-1", "EDU-0000-0000-0000-0000-0"],
    ["/data/exam", undefined, "oral"],
    ["/data/startsAt", ...badInstant],
    ["/data/testCenter", undefined, "LIS-01"],
    ["/data/testCenter/id", ...badText(64)],
    ["/data/testCenter/name", ...badText(200)],
    ["/data/testCenter/city", ...badText(100)],
    ["/data/testCenter/country", ...badCountry],
    ["/data/testCenter/timeZone", undefined, "Lisbon", "+01:00", "Europe/Lisbon\u0000", loneSurrogate],
  ],
  revokeCertificate: [["/reason", ...badText(500)]],
  correctCandidate: [
    ["/givenName", ...optionalText(100).filter((each) => each !== null), "Ana 🙂"],
    ["/familyName", ...optionalText(100).filter((each) => each !== null), "🙂"],
    ["/nameOrder", 1, "", "western"],
    ["/email", ...badEmail.slice(1)],
    ["/country", ...badCountry.slice(1)],
    ["/phone", 1, "", "12"],
    ["/reason", ...optionalText(500)],
  ],
  correctName: namesByStaff,
  correctBindingName: namesByStaff,
  createPartner: [
    ["/name", ...badText(200)],
    ["/mainAccountId", undefined, 1, "", "a b", long(256), bell, "é", loneSurrogate],
    ["/mainAccountName", ...optionalText(200)],
    ["/mainAccountEmail", ...badEmail.slice(1)],
  ],
  applyToOrganization: [
    ["/fullName", ...badText(200)],
    ["/email", ...badEmail],
    ["/department", ...optionalText(100)],
    ["/employeeNumber", ...optionalText(64)],
  ],
  rejectApplication: [["/reason", ...optionalText(500)]],
  changeRole: [["/role", undefined, "main", "owner", 1, null]],
  bindSitting: [
    ["/certificationId", ...badCertification],
    ["/candidateId", ...badIdentifier],
    ["/registrationId", ...badIdentifier],
    ["/provider", "prometric", 1, null],
    ["/fullName", ...optionalText(200)],
  ],
  applyForBenefits: [
    ["/certificationId", ...badCertification],
    ["/exam", undefined, "oral", 1],
    ["/quantity", undefined, null, "1", 0, -1, 1.5, 96, 1e308],
  ],
  renamePartner: [
    ["/name", ...badText(200)],
    ["/reason", ...badText(500)],
  ],
  changeMainAccount: [
    ["/mainAccountId", undefined, 1, "", "a b", long(256), "é"],
    ["/mainAccountName", ...optionalText(200)],
    ["/mainAccountEmail", ...badEmail.slice(1)],
    ["/reason", ...badText(500)],
  ],
  setMailPreferences: [
    ["/language", 1, "", "en-GB", "zh", "fr", null],
    ["/timeZone", 1, "", "Lisbon", "+01:00", "Mars/Base", null],
  ],
  setBenefitRule: [
    ["/level", undefined, "acx", 1],
    ["/rule", undefined, 1, {}, "none"],
    ["/rule/base", undefined, -1, 0.5, "1", 1_000_001],
    ["/rule/forEachCertificate", undefined, -1, null],
    ["/reason", ...badText(500)],
  ],
  grantCoupons: [
    ["/level", undefined, "acx", 1],
    ["/quantity", undefined, null, "1", 0, -1, 1.5, 10_001, 1e308],
    ["/reason", ...badText(500)],
  ],
  endPartnership: [["/reason", ...badText(500)]],
  inviteByEmail: [["/emails", undefined, null, "ana@example.org", [], [1], [long(255)]]],
  approveApplications: [
    ["/applicationIds", undefined, null, "app_1", [], Array.from({ length: 25 }, () => "app_1")],
    ["/applicationIds/0", ...badIdentifier.slice(1)],
  ],
  assignExamCodes: [
    ["/assignments", undefined, null, {}, []],
    ["/assignments/0/code", undefined, 1, "", "EXC-1", long(101)],
    ["/assignments/0/accountId", undefined, null, 1, "", long(256), loneSurrogate],
  ],
  assignExamCode: [["/accountId", undefined, null, 1, {}, "", long(256), loneSurrogate]],
};

const base: Readonly<Record<string, object>> = {
  putCertification: {
    materials: [{ title: "T", kind: "video", url: "https://example.org" }],
    skills: ["Networks"],
    alignment: [{ targetName: "T", targetUrl: "https://example.org" }],
    exams: [{ exam: "written", seriesCode: "S-1" }],
  },
};

describe.each(Object.entries(wrong))("%s", (id, fields) => {
  const prepared = onceFor(id);

  test.each(fields.map(([pointer, ...values]) => ({ pointer, values })))(
    "names $pointer when it does not fit, and stores nothing",
    async ({ pointer, values }) => {
      const target = await prepared();
      for (const value of values) {
        const body = replaced({ ...target.body, ...base[id] }, pointer.slice(1).split("/"), value);
        const { answer, changed } = await storedBy(target, { body });

        const said = `${pointer} = ${JSON.stringify(value)?.slice(0, 80)}`;
        expect([said, ...refusal(answer), changed]).toEqual([said, 422, "invalid-request", false]);
        expect(pointers(answer), said).toContainEqual(expect.stringMatching(new RegExp(`^${pointer}(/|$)`)));
      }
    },
  );
});

/** The body with another value at a place. An undefined value removes the place. */
function replaced(whole: unknown, [part = "", ...rest]: readonly string[], value: unknown): unknown {
  const entries = Object.entries(whole ?? {});
  const inner = entries.find(([name]) => name === part)?.[1];
  const next = rest.length === 0 ? value : replaced(inner, rest, value);
  if (Array.isArray(whole)) return whole.map((each, at) => (String(at) === part ? next : each));
  return Object.fromEntries([...entries.filter(([name]) => name !== part), [part, next]]);
}

describe("a text for people", () => {
  const faults = (value: string) => (text(100).safeParse(value).error?.issues ?? []).map(({ message }) => message);

  test.each([..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])(
    "is refused with what changes the direction of all that follows: %j",
    (symbol) => {
      expect(faults(`Zoë ${symbol}gnp.exe`)).toEqual([
        "has control characters, or such as change the direction of writing",
      ]);
    },
  );

  test.each([
    "\u200b",
    "\u2060 \u200d",
    "\u200f",
    "\u00ad",
    "\u115f\u3164\uffa0",
    "\u2800",
    "\u180e",
    "\ufe0f",
    "\u{e0041}",
  ])("is refused where nothing of it can be seen: %j", (value) => {
    expect(faults(value)).toEqual(["has no visible character"]);
  });

  test("is refused with a tower of marks, which would be drawn over other lines", () => {
    expect(faults(`Acme${"\u0301".repeat(10)} Ltd`)).toEqual(["has more than eight marks on one letter"]);
  });

  test("is told to be empty, and nothing else", () => {
    expect(faults(" \ufeff\n")).toHaveLength(1);
  });

  test.each([
    ["Persian, with a non-joiner", "علی\u200cرضا"],
    ["Sinhala, with a joiner", "ශ්\u200dරී"],
    ["Hebrew, between marks of direction", "\u200fדוד\u200e (David)"],
    ["a family of emoji", "👩\u200d👩\u200d👧"],
    ["Hindi", "हिन्दी"],
    ["a mark alone on a letter", "e\u0323"],
    ["Tibetan, with seven marks on a letter", "ཧྐྵྨླྺྱྃ"],
    ["a number", "7"],
    ["a sign", "—"],
  ])("is taken: %s", (_, value) => {
    expect(text(100).parse(value)).toBe(value.normalize("NFC"));
  });

  test("the description's pattern refuses what turns the direction, in any dialect of regular expressions", () => {
    const { pattern = "" } = z.toJSONSchema(text(100), { io: "input" });
    expect(pattern).not.toContain("\\p");
    expect([new RegExp(pattern).test(turned), new RegExp(pattern).test("דוד")]).toEqual([false, true]);
  });
});

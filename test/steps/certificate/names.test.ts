import { expect, test } from "vitest";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import * as given from "../../support/given.ts";
import { call, callSigned, field, problem } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

const unnamed = { givenName: undefined, familyName: undefined };

test("an emoji in a name is refused at activation with the symbol that cannot be printed, and the code is not spent", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);

  const refused = await given.registering(code, certificationId, ana, { who: { familyName: "Sá 🙂" } });

  expect(refused.status).toBe(422);
  expect(problem(refused).errors).toEqual([
    { pointer: "/candidate/familyName", detail: "has what a certificate cannot print: 🙂 (U+1F642)" },
  ]);
  expect(field(await call(getAuthorizationCode, { params: { code }, as: ana }), "status")).toBe("issued");
  given.must([201], await given.registering(code, certificationId, ana));
});

test.each(["Ana http://evil.example", "www.evil.example"])(
  "a name with a web address, %s, is refused, because it would go into e-mails",
  async (familyName) => {
    const ana = given.someone();
    const certificationId = await given.certification("acp");
    const code = await given.authorizationCode(certificationId, ana);

    const refused = await given.registering(code, certificationId, ana, { who: { familyName } });

    expect(problem(refused).errors).toEqual([
      { pointer: "/candidate/familyName", detail: "has a web address in it, and no name" },
    ]);
    given.must([201], await given.registering(code, certificationId, ana, { who: { familyName: "St.John, Ph.D." } }));
  },
);

test("a registration without any name is refused, and the code is not spent", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);

  const refused = await given.registering(code, certificationId, ana, { who: unnamed });

  expect(problem(refused).errors?.map(({ pointer }) => pointer)).toEqual(["/candidate/givenName"]);
  expect(field(await call(getAuthorizationCode, { params: { code }, as: ana }), "status")).toBe("issued");
});

test.each([
  [{ givenName: "Suharto" }, "Suharto", "Suharto"],
  [{ familyName: "Suharto" }, "Suharto", "Suharto"],
  [{ givenName: "小明", familyName: "王" }, "王小明", "王小明"],
  [{ givenName: "János", familyName: "Nagy", nameOrder: "family-first" }, "Nagy János", "János"],
  [{ givenName: "فاطمه\u200cزهرا", familyName: "علی" }, "فاطمه\u200cزهرا علی", "فاطمه\u200cزهرا"],
])(
  "%j is told to the centre as a whole name, is greeted in e-mails, and stands on the certificate",
  async (who, full, called) => {
    const ana = given.someone();
    const { email } = ana;

    const { certificateId, eligibilityCode, registrationId } = await given.pass(ana, undefined, {
      ...unnamed,
      ...who,
      email,
    });
    const claimed = given.must([200], await given.claiming(certificateId, ana));

    const asked = { params: { provider: "prometric", code: eligibilityCode }, query: { exam: "written" } };
    const told = given.must([200], await callSigned(checkEligibility, "prometric", asked));
    const { nameOrder: _, ...parts } = { nameOrder: undefined, ...who };
    expect(field(told, "candidate")).toEqual({ ...parts, fullName: full, email, country: "PT" });
    expect(field(claimed, "holderName")).toBe(full);
    const mails = await causedMails("registration", registrationId);
    expect(mails.length).toBeGreaterThan(2);
    for (const { to, text } of mails) expect([to, text.split("\n")[0]]).toEqual([email, `Dear ${called},`]);
  },
);

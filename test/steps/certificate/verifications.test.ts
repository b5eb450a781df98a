import { describe, expect, test } from "vitest";
import { revokeCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import {
  showVerification,
  showVerifyForm,
  verifyCertificate,
} from "../../../shared/contract/certificate/verification-operations.ts";
import { putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import { drawCode } from "../../../shared/domain/code.ts";
import * as given from "../../support/given.ts";
import { call, field, mistyped, refusal } from "../calls.ts";

const verify = (certificateNumber: string, at = "2026-11-22T09:30:00.000Z") =>
  call(verifyCertificate, { params: { certificateNumber }, at });

const revoke = (certificateId: string, at = "2026-11-22T09:30:00.000Z") =>
  call(revokeCertificate, { params: { certificateId }, body: { reason: "Impersonation" }, as: given.staff, at });

test("anyone learns exactly the public fields of a claimed certificate, by its number as it is typed", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber, certificationId } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  const answer = await verify(certificateNumber.toLowerCase().replaceAll("-", " "));

  expect(answer.body).toEqual({
    certificateNumber,
    holderName: "Ana Sá",
    certification: { certificationId, title: "A title", level: "acp" },
    status: "valid",
    claimedAt: "2026-11-22T09:30:00.000Z",
    validUntil: "2028-11-22T09:30:00.000Z",
  });
});

test("a certificate that was not claimed cannot be verified, revoked or not", async () => {
  const { certificateId, certificateNumber } = await given.pass(given.someone());

  const unclaimed = await verify(certificateNumber);
  await revoke(certificateId);
  const revoked = await verify(certificateNumber);

  expect([refusal(unclaimed), refusal(revoked)]).toEqual([
    [404, "certificate-not-found"],
    [404, "certificate-not-found"],
  ]);
});

test("a certificate is valid one millisecond before its end and expired at its end", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  const before = await verify(certificateNumber, "2028-11-22T09:29:59.999Z");
  const at = await verify(certificateNumber, "2028-11-22T09:30:00.000Z");

  expect([field(before, "status"), field(at, "status")]).toEqual(["valid", "expired"]);
});

test("a revoked certificate says so and when, and not why", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  await given.claiming(certificateId, ana);
  await revoke(certificateId, "2027-01-01T00:00:00.000Z");

  const answer = await verify(certificateNumber, "2029-01-01T00:00:00.000Z");

  expect(answer.body).toMatchObject({ status: "revoked", revokedAt: "2027-01-01T00:00:00.000Z" });
  expect(JSON.stringify(answer.body)).not.toContain("Impersonation");
});

test("a certificate's id is not its number and verifies nothing", async () => {
  const ana = given.someone();
  const { certificateId } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  expect(refusal(await verify(certificateId))).toEqual([422, "invalid-request"]);
});

const show = (certificateNumber: string, at = "2026-11-22T09:30:00.000Z") =>
  call(showVerification, { params: { certificateNumber }, at });

test("the page says plainly that a certificate is valid, expired or revoked, and since or until when", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  const valid = await show(certificateNumber.toLowerCase().replaceAll("-", " "));
  const expired = await show(certificateNumber, "2028-11-22T09:30:00.000Z");
  await revoke(certificateId, "2027-01-01T00:00:00.000Z");
  const revoked = await show(certificateNumber, "2029-01-01T00:00:00.000Z");

  expect([valid.status, expired.status, revoked.status]).toEqual([200, 200, 200]);
  expect(words(valid.body)).toContain("Valid This certificate is genuine and valid until 22 November 2028.");
  expect(words(valid.body)).toContain(
    "Ana Sá is certified as A title Issued by Cloud Practice Institute on 22 November",
  );
  expect(words(valid.body)).toContain("Level: ACP");
  expect(words(valid.body)).toContain(`Certificate number ${certificateNumber}`);
  expect(valid.body).toContain('<time datetime="2028-11-22T09:30:00.000Z">22 November 2028</time>');
  expect(words(expired.body)).toContain("Expired This certificate is genuine. It was valid until 22 November 2028,");
  expect(words(revoked.body)).toContain(
    "Revoked Cloud Practice Institute revoked this certificate on 1 January 2027. It is not valid.",
  );
  expect(words(revoked.body)).not.toContain("Impersonation");
});

test("the page says what the catalogue says that the certification means, also after its end", async () => {
  const ana = given.someone();
  const skills = ["Cloud architecture", "<b>Design</b>"];
  const { certificateId, certificateNumber, certificationId } = await given.pass(ana);
  await given.claiming(certificateId, ana);
  const entry = { level: "acp", title: "Another title", price: { amount: 1, currency: "USD" }, skills };
  const put = async (status: string) => {
    const body = { ...entry, criteria: "Pass an exam of 120 minutes.", status };
    given.must([200], await call(putCertification, { params: { certificationId }, body, as: given.staff }));
    return show(certificateNumber);
  };

  const shown = await put("published");
  const ended = await put("end-of-life");

  for (const { body } of [shown, ended]) {
    expect(words(body)).toContain("Skills Cloud architecture &lt;b&gt;Design&lt;/b&gt;");
    expect(words(body)).toContain("Pass an exam of 120 minutes.");
    expect(words(body)).toContain("A title, written exam");
  }
});

test("a number that verifies nothing gets a page that says what may be wrong, the same for unknown and unclaimed", async () => {
  const { certificateId, certificateNumber } = await given.pass(given.someone());
  const unknown = drawCode("CRT", (bytes) => new Uint8Array(bytes).fill(5));
  const said = {
    [certificateNumber]: "Its holder may not have claimed it yet",
    [unknown]: "Its holder may not have claimed it yet",
    [mistyped(certificateNumber)]: "the last one does not fit the others",
    [certificateNumber.slice(0, 9)]: "it has 4 of 17 symbols",
    [`${certificateNumber}7`]: "it has 18 symbols, and not 17",
    [certificateId]: "There is no number in it",
    "<b>": "There is no number in it",
  };

  const pages = await Promise.all(Object.keys(said).map((typed) => show(typed)));

  for (const [at, [typed, reason]] of Object.entries(said).entries()) {
    const { status, headers, body } = pages[at] ?? {};
    expect([status, headers?.["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(words(body)).toContain("No such certificate");
    expect(words(body)).toContain(reason);
    expect(body).toContain(`value="${typed.replace("<b>", "&lt;b&gt;")}"`);
  }
  expect(String(pages[0]?.body).replace(certificateNumber, unknown)).toBe(pages[1]?.body);
});

describe("the form", () => {
  const ask = (query: Record<string, string>) => call(showVerifyForm, { query });

  test("leads to the page of a number as it was typed, or of a link or a whole e-mail that was pasted", async () => {
    const number = drawCode("CRT", (bytes) => new Uint8Array(bytes).fill(5));
    const mail = `${"Dear Ana, this is your certificate. ".repeat(30)}Certificate number: ${number}`;
    for (const typed of [
      number.toLowerCase().replaceAll("-", " "),
      `https://certs.example.org/verify/${number}?x=1`,
      mail,
    ]) {
      const { status, headers } = await ask({ number: typed });
      expect([status, headers.location]).toEqual([303, `/verify/${number}`]);
    }
  });

  test("is shown without a number, and again with what may be wrong with one", async () => {
    const [first, empty, wrong] = [
      await ask({ utm_source: "x" }),
      await ask({ number: " " }),
      await ask({ number: "CRT-7F3K" }),
    ];

    expect([first.status, empty.status, wrong.status]).toEqual([200, 200, 404]);
    expect(empty.body).toBe(first.body);
    expect(words(first.body)).toContain("Verify a certificate");
    expect(words(wrong.body)).toContain("it has 4 of 17 symbols");
  });
});

test("a link with what a social network adds to it shows the page, which no search engine lists", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  const { status, headers, body } = await call(showVerification, {
    params: { certificateNumber },
    query: { fbclid: "x" },
  });

  expect([status, headers["x-robots-tag"]]).toEqual([200, "noindex"]);
  expect(body).toContain(`<meta property="og:image" content="https://localhost/verify/${certificateNumber}/card.png">`);
});

test("the form shows what was typed as it was typed, with whole symbols", async () => {
  const typed = `x${"😀".repeat(200)}`;

  expect((await show(typed)).body).toContain(`value="${typed}"`);
});

test("what a holder is called cannot become a part of the page", async () => {
  const ana = given.someone();
  const name = "<script>alert(1)</script>";
  const { certificateId, certificateNumber } = await given.pass(ana, undefined, { givenName: name });
  await given.claiming(certificateId, ana);

  const { body } = await show(certificateNumber);

  expect(body).toContain("&lt;script&gt;alert(1)&lt;/script&gt; Sá");
  expect(body).not.toContain("<script");
});

/** The words of a page, in reading order. */
function words(body: unknown): string {
  return String(body)
    .replace(/<style>.*<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ (?=[.,])/g, "");
}

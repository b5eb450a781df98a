import { expect, test } from "vitest";
import { getCertificatePdf, getCredential } from "../../shared/contract/credentials.ts";
import * as given from "../support/given.ts";
import { call, refusal } from "./calls.ts";

test("a name with a symbol that no font has is refused as a print, not printed with a box, and is in the credential", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana, undefined, { familyName: "Sá 😀" });
  given.must([200], await given.claiming(certificateId, ana));
  const token = await given.linkToken(certificateId, ana);
  const asked = { params: { certificateNumber }, query: { token } };

  const printed = await call(getCertificatePdf, asked);
  const credential = await call(getCredential, asked);

  expect(refusal(printed)).toEqual([409, "name-not-printable"]);
  expect(credential.status).toBe(200);
});

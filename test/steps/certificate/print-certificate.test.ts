import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { getCertificatePdf, getCredential } from "../../../shared/contract/certificate/credentials.ts";
import { certificates } from "../../../shared/store/certificate/certificates.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import { call, refusal } from "../calls.ts";

/** Earlier versions took any name. */
async function nameAsTakenBefore(certificateId: string, holderName: string): Promise<void> {
  const { key: Key } = certificates.at(certificateId);
  const UpdateExpression = "SET #data.holderName = :name";
  const ExpressionAttributeNames = { "#data": "data" };
  const ExpressionAttributeValues = { ":name": holderName };
  const update = { Key, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues };
  await client.send(new UpdateCommand({ TableName: tableName(), ...update }));
}

test("a name with a symbol that no font has is refused as a print, not printed with a box, and is in the credential", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  given.must([200], await given.claiming(certificateId, ana));
  await nameAsTakenBefore(certificateId, "Ana Sá 😀");
  const token = await given.linkToken(certificateId, ana);
  const asked = { params: { certificateNumber }, query: { token } };

  const printed = await call(getCertificatePdf, asked);
  const credential = await call(getCredential, asked);

  expect(refusal(printed)).toEqual([409, "name-not-printable"]);
  expect(credential.status).toBe(200);
});

import * as documents from "../../shared/contract/certificate/credential-documents.ts";
import * as credentialKeys from "../../shared/contract/certificate/credential-keys.ts";
import * as contract from "../../shared/contract/certificate/credentials.ts";
import * as issuerDocument from "../../shared/contract/certificate/issuer-document.ts";
import { handingOut } from "../../shared/credential/issued.ts";
import { keyInUse, publishedKeys } from "../../shared/credential/keys.ts";
import { signCredential } from "../../shared/credential/signing.ts";
import { encodedStatusList } from "../../shared/credential/status-list.ts";
import { isStatusList } from "../../shared/domain/certificate/status-list.ts";
import { mustHaveLink } from "../../shared/http/certificate-link.ts";
import { namedFile } from "../../shared/http/named-file.ts";
import { Problem } from "../../shared/http/problem.ts";
import { credentialReply, jsonReply } from "../../shared/http/reply.ts";
import { run } from "../../shared/http/run.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint } from "../../shared/http/step.ts";
import { revokedIn } from "../../shared/store/certificate/status-lists.ts";

export const handler = serve(
  publicEndpoint(contract.getCredential, async (call) => {
    const { params, query, now } = call;
    await mustHaveLink(params.certificateNumber, query.token, now);
    const key = await keyInUse(now);
    const parts = handingOut(params.certificateNumber, key, call, ({ certificate, jwt }) => ({
      reply: credentialReply(jwt, namedFile("attachment", certificate, "jwt")),
    }));
    return run(parts, call, { kind: "system", id: "link" }, undefined);
  }),
  publicEndpoint(contract.getStatusList, async ({ params: { listId }, now, origin, cost }) => {
    if (!isStatusList(listId, now)) throw new Problem("status-list-not-found");

    const key = await keyInUse(now);
    const encoded = encodedStatusList(await revokedIn(listId, cost));
    return credentialReply(signCredential(documents.statusListCredential(listId, encoded, origin, now), key, origin));
  }),
  publicEndpoint(credentialKeys.getIssuer, async ({ now, origin }) => {
    return jsonReply(200, issuerDocument.issuerView(origin, await publishedKeys(now, origin)));
  }),
  publicEndpoint(credentialKeys.getCredentialKeys, async ({ now, origin }) => {
    return jsonReply(200, { keys: await publishedKeys(now, origin) });
  }),
  publicEndpoint(credentialKeys.getCredentialKey, async ({ params, now, origin }) => {
    const kid = issuerDocument.credentialKeyUrl(origin, params.keyId);
    const found = (await publishedKeys(now, origin)).find((each) => each.kid === kid);
    if (found === undefined) throw new Problem("credential-key-not-found");
    return jsonReply(200, found);
  }),
);

import { getCredentialKey } from "../../../shared/contract/certificate/credential-keys.ts";
import { getStatusList } from "../../../shared/contract/certificate/credentials.ts";
import * as given from "../../support/given.ts";
import { call } from "../calls.ts";

/** The API as a stranger's verifier asks it at this instant. */
export function askedAt(at: string): (url: string) => Promise<string> {
  return async (url) => {
    const [, kind = "", id = ""] = /\/v1\/(status-lists|issuer\/keys)\/(.+)$/.exec(url) ?? [];
    const answer =
      kind === "status-lists"
        ? await call(getStatusList, { params: { listId: id }, at })
        : await call(getCredentialKey, { params: { keyId: id }, at });
    const { body } = given.must([200], answer);
    return typeof body === "string" ? body : JSON.stringify(body);
  };
}

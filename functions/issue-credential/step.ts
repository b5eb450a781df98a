import { getCredentialKey, getCredentialKeys, getIssuer } from "../../shared/contract/certificate/credential-keys.ts";
import { getCredential, getStatusList } from "../../shared/contract/certificate/credentials.ts";
import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: {
    http: [getCredential, getStatusList, getIssuer, getCredentialKeys, getCredentialKey],
  },
  secrets: ["internal"],
  // An instance derives the keys first, which takes a whole processor some tenths of a second.
  memoryMegabytes: 1769,
  timeoutSeconds: 15,
  failure: "Credentials cannot be fetched, and verifiers cannot tell whether one was revoked.",
});

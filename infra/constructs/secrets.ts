import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { describedProgramme } from "../../shared/contract/programme/described-programme.ts";
import type { SecretName } from "../../shared/contract/step.ts";

/** Our own secrets. A provider cannot use these names (`reservedNames`). */
export const ownPurposes: { readonly [name: SecretName]: string } = {
  payments: "Signs what the payment provider sends",
  cursor: "Signs the cursors of lists",
  "certificate-links": "Makes the links to a certificate's PDF and credential unguessable",
  "credential-keys": "The keys that sign credentials follow from it",
};

/** E.g. `SECRET_PEARSON_VUE`, with the secret's ARN. */
export function secretVariable(name: SecretName): string {
  return `SECRET_${name.toUpperCase().replaceAll("-", "_")}`;
}

function purposeOf(name: SecretName): string {
  const provider = describedProgramme.providers.find((each) => each.provider === name);
  const purpose = provider === undefined ? ownPurposes[name] : `Signs what ${provider.name} sends and asks`;
  if (purpose === undefined) throw new Error(`There is no secret ${name}`);
  return purpose;
}

export class Secrets {
  readonly #scope: Construct;
  readonly #made = new Map<SecretName, Secret>();

  constructor(scope: Construct) {
    this.#scope = scope;
  }

  /** `{"current": "<44 letters and digits>"}`. An operator may add `previous`. */
  get(name: SecretName): Secret {
    const known = this.#made.get(name);
    if (known !== undefined) return known;

    const secret = new Secret(this.#scope, `Secret-${name}`, {
      description: purposeOf(name),
      removalPolicy: RemovalPolicy.RETAIN,
      generateSecretString: {
        secretStringTemplate: "{}",
        generateStringKey: "current",
        passwordLength: 44,
        excludePunctuation: true,
      },
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "A signing secret is shared with another party, so it changes when both agree: the new value becomes `current`, the old one stays as `previous` until they have switched.",
    });
    this.#made.set(name, secret);
    return secret;
  }
}

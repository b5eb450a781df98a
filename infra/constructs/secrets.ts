import { type RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { describedProgramme } from "../../shared/contract/programme/described-programme.ts";
import type { SecretName } from "../../shared/contract/step.ts";

/** Our own secrets. A provider cannot use these names (`reservedNames`). */
export const ownPurposes: { readonly [name: SecretName]: string } = {
  payments: "Signs what the payment provider sends",
  internal: "Cursors, the links to certificates and the keys that sign credentials follow from it",
};

/** E.g. `SECRET_PEARSON_VUE`, with the secret's ARN. */
export function secretVariable(name: SecretName): string {
  return `SECRET_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** Our own secrets, and one for each provider of the programme. */
export class Secrets {
  readonly #arns: ReadonlyMap<SecretName, string>;

  /** `existing` are ARNs by name. Throws for the name of no secret. */
  constructor(scope: Construct, existing: { readonly [name: SecretName]: string }, removalPolicy: RemovalPolicy) {
    const providers = describedProgramme.providers.map(
      ({ provider, name }) => [provider, `Signs what ${name} sends and asks`] as const,
    );
    const purposes = new Map([...Object.entries(ownPurposes), ...providers]);
    const unknown = Object.keys(existing).find((name) => !purposes.has(name));
    if (unknown !== undefined) throw new Error(`There is no secret ${unknown}`);
    this.#arns = new Map(
      [...purposes].map(([name, purpose]) => [
        name,
        existing[name] ?? made(scope, name, purpose, removalPolicy).secretArn,
      ]),
    );
  }

  get names(): readonly SecretName[] {
    return [...this.#arns.keys()];
  }

  arn(name: SecretName): string {
    const found = this.#arns.get(name);
    if (found === undefined) throw new Error(`There is no secret ${name}`);
    return found;
  }
}

/** `{"current": "<44 letters and digits>"}`. An operator may add `previous`. */
function made(scope: Construct, name: SecretName, description: string, removalPolicy: RemovalPolicy): Secret {
  const secret = new Secret(scope, `Secret-${name}`, {
    description,
    removalPolicy,
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
  return secret;
}

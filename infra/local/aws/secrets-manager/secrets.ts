import { randomInt } from "node:crypto";
import * as z from "zod";
import type { FunctionDefinition, SecretDefinition } from "../../assembly/template.ts";
import type { DataDirectory } from "../../host/data-directory.ts";

/** A secret: the current value, and the previous one while senders still use it. */
const rotating = z.object({ current: z.string(), previous: z.string().optional() });

const stateSchema = z.record(z.string(), z.string().refine(isSecret, "no secret"));

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Of no use to a sender of webhooks. */
const internal = new Set(["internal"]);

/**
 * The deployment's secrets. The first start generates them by the template's rules, and the data directory keeps them.
 */
export class SecretStore {
  readonly #values: Map<string, string>;
  readonly #directory: DataDirectory;
  readonly #definitions: readonly SecretDefinition[];
  readonly #functions: readonly FunctionDefinition[];

  constructor(
    directory: DataDirectory,
    definitions: readonly SecretDefinition[],
    functions: readonly FunctionDefinition[],
  ) {
    const kept = directory.read("secrets.json", stateSchema) ?? {};
    const values = definitions.map(({ arn, shape }) => [arn, kept[arn] ?? generate(shape)] as const);
    this.#values = new Map(values);
    this.#functions = functions;
    this.#directory = directory;
    this.#definitions = definitions;
    directory.write("secrets.json", { ...kept, ...Object.fromEntries(values) });
  }

  /** Finds a secret by ARN or name. */
  find(id: string): { readonly arn: string; readonly text: string } | undefined {
    for (const [arn, text] of this.#values) {
      if (arn === id || arn.endsWith(`:secret:${id}`)) return { arn, text };
    }
    return undefined;
  }

  /** Webhook secrets in the form of Standard Webhooks, newest first, by the name in the function's variable. */
  webhookSecrets(): { readonly [name: string]: readonly string[] } {
    const named = [...this.#webhookArns()].map(([name, arn]) => {
      const { current, previous } = this.#active(arn);
      const values = previous === undefined ? [current] : [current, previous];
      return [name, values.map((each) => `whsec_${each}`)] as const;
    });
    return Object.fromEntries(named);
  }

  /**
   * Rotates a webhook secret: the current value becomes the previous one, and the older one is dropped. False if there
   * is no such secret. A function sees the new value when it next reads the secret.
   */
  rotate(name: string): boolean {
    const arn = this.#webhookArns().get(name);
    const definition = this.#definitions.find((each) => each.arn === arn);
    if (arn === undefined || definition === undefined) return false;

    const { current: previous } = this.#active(arn);
    const { current } = rotating.parse(JSON.parse(generate(definition.shape)));
    this.#values.set(arn, JSON.stringify({ current, previous }));
    const kept = this.#directory.read("secrets.json", stateSchema) ?? {};
    this.#directory.write("secrets.json", { ...kept, ...Object.fromEntries(this.#values) });
    return true;
  }

  #webhookArns(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const [variable, value] of this.#functions.flatMap(({ environment }) => Object.entries(environment))) {
      if (!variable.startsWith("SECRET_") || !this.#values.has(value)) continue;
      const name = variable.slice("SECRET_".length).toLowerCase().replaceAll("_", "-");
      if (!internal.has(name)) found.set(name, value);
    }
    return found;
  }

  #active(arn: string): z.infer<typeof rotating> {
    return rotating.parse(JSON.parse(this.#values.get(arn) ?? "{}"));
  }
}

function isSecret(text: string): boolean {
  try {
    return rotating.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function generate({ GenerateSecretString: rule }: SecretDefinition["shape"]): string {
  const template: unknown = JSON.parse(rule.SecretStringTemplate);
  const value = Array.from({ length: rule.PasswordLength }, () => alphabet[randomInt(alphabet.length)]).join("");
  return JSON.stringify(Object.assign({}, template, { [rule.GenerateStringKey]: value }));
}

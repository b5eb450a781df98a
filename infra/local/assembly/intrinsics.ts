import * as z from "zod";

/** Names of the deployed resources on this machine. */
export const region = "local";
export const account = "000000000000";

export const resourceSchema = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });

export type Resource = z.infer<typeof resourceSchema>;

/** The value of an export of another stack, by its name. */
export type Imported = (name: string) => unknown;

const reference = z.strictObject({ Ref: z.string() });
const attribute = z.strictObject({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) });
const imported = z.strictObject({ "Fn::ImportValue": z.string() });
const joined = z.strictObject({ "Fn::Join": z.tuple([z.string(), z.array(z.unknown())]) });

const pseudoParameters: { readonly [name: string]: string } = {
  "AWS::AccountId": account,
  "AWS::Partition": "aws",
  "AWS::Region": region,
  "AWS::URLSuffix": "localhost",
};

export function tableArn(name: string): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}

/** Replaces a template's intrinsic functions with names on this machine. */
export class Intrinsics {
  readonly #stack: string;
  readonly #resources: { readonly [logicalId: string]: Resource };
  readonly #imported: Imported;

  constructor(stack: string, resources: { readonly [logicalId: string]: Resource }, imported: Imported) {
    this.#stack = stack;
    this.#resources = resources;
    this.#imported = imported;
  }

  /** Replaces every Ref, Fn::GetAtt, Fn::Join and Fn::ImportValue. Throws at other functions and at unknown names. */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (typeof value !== "object" || value === null) return value;

    const called = Object.keys(value).filter((key) => key === "Ref" || key.startsWith("Fn::"));
    // Most objects call nothing. Four schemas that tell so of each took half of the time that reading a template takes.
    if (called.length === 0) return this.#members(value);
    const ref = reference.safeParse(value);
    if (ref.success) return this.reference(ref.data.Ref);
    const got = attribute.safeParse(value);
    if (got.success) return this.#attribute(...got.data["Fn::GetAtt"]);
    const parts = joined.safeParse(value);
    if (parts.success) return this.#join(...parts.data["Fn::Join"]);
    const other = imported.safeParse(value);
    if (other.success) return this.#imported(other.data["Fn::ImportValue"]);
    const unknown = called.find((key) => key !== "Ref");
    if (unknown !== undefined) throw new Error(`The template uses ${unknown}, which the local host does not know`);
    return this.#members(value);
  }

  #members(value: object): object {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolve(item)]));
  }

  /** The value of `Ref`: a table's or function's name, a secret's ARN, otherwise the logical id. */
  reference(logicalId: string): string {
    const pseudo = logicalId === "AWS::StackName" ? this.#stack : pseudoParameters[logicalId];
    if (pseudo !== undefined) return pseudo;
    const { Type: type } = this.#resource(logicalId);
    if (type === "AWS::SecretsManager::Secret") return this.arn(logicalId);
    if (type === "AWS::DynamoDB::Table" || type === "AWS::Lambda::Function") return this.name(logicalId);
    return logicalId;
  }

  /** Without the stack's part, because a data directory of an earlier version has such names. */
  name(logicalId: string): string {
    return `${this.#stack.replace(/(?:State|Service)$/, "")}-${logicalId}`;
  }

  arn(logicalId: string): string {
    const { Type: type } = this.#resource(logicalId);
    const service = type.split("::")[1]?.toLowerCase() ?? "";
    const kinds: { readonly [type: string]: string } = {
      "AWS::DynamoDB::Table": "table/",
      "AWS::Events::Rule": "rule/",
      "AWS::Lambda::Function": "function:",
      "AWS::SecretsManager::Secret": "secret:",
    };
    return `arn:aws:${service}:${region}:${account}:${kinds[type] ?? ""}${this.name(logicalId)}`;
  }

  #attribute(logicalId: string, name: string): string {
    const arn = this.arn(logicalId);
    if (name === "Arn") return arn;
    return name === "StreamArn" ? `${arn}/stream/local` : `${logicalId}.${name}`;
  }

  #join(separator: string, parts: readonly unknown[]): string {
    return parts.map((part) => z.string().parse(this.resolve(part))).join(separator);
  }

  #resource(logicalId: string): Resource {
    const resource = this.#resources[logicalId];
    if (resource === undefined) throw new Error(`The template refers to ${logicalId}, which it does not have`);
    return resource;
  }
}

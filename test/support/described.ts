import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import * as z from "zod";
import { openApiDocument } from "../../shared/contract/openapi/openapi.ts";

/** An answer as it went over the wire; header names in lower case. */
export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

const schema = z.union([z.boolean(), z.record(z.string(), z.unknown())]);
const media = z.object({
  schema,
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.unknown()).optional(),
});
const parameter = z.object({
  in: z.enum(["path", "query", "header"]),
  name: z.string(),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema,
});
const header = z.object({ required: z.boolean().default(false), schema });
const response = z.object({
  description: z.string(),
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), media).default({}),
});
const operation = z.object({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.unknown())),
  parameters: z.array(z.unknown()).default([]),
  requestBody: z.object({ required: z.boolean(), content: z.object({ "application/json": media }) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const item = z.partialRecord(z.enum(["get", "post", "put", "delete"]), operation);
const shape = z.object({ paths: z.record(z.string(), item), webhooks: z.record(z.string(), item) });

export type Schema = z.infer<typeof schema>;
export type Parameter = z.infer<typeof parameter>;
export type Media = z.infer<typeof media>;

/** An operation as the document describes it. */
export type DescribedOperation = {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly security: "public" | "token" | "signature";
  readonly parameters: readonly Parameter[];
  readonly body: (Media & { readonly required: boolean }) | undefined;
  readonly responses: ReadonlyMap<number, DescribedResponse>;
};

export type DescribedResponse = {
  readonly headers: ReadonlyMap<string, z.infer<typeof header>>;
  readonly content: Readonly<Record<string, Media>>;
};

const root = "https://certrail.test/openapi.json";

/** Headers that the connection and the gateway add. */
const ofTheConnection = new Set([
  "connection",
  "content-length",
  "content-type",
  "date",
  "keep-alive",
  "access-control-allow-origin",
  "access-control-expose-headers",
]);

/** This version's own description, once for a process: each answer's validator is compiled when it is first needed. */
let own: Described | undefined;

export function ownDescription(): Described {
  own ??= new Described();
  return own;
}

/** The API's description, and the check of answers against it. */
export class Described {
  readonly document: unknown;
  readonly operations: readonly DescribedOperation[];
  readonly webhooks: readonly DescribedOperation[];
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  readonly #validators = new Map<string, ValidateFunction>();

  /** The contract's description, or one from a host. */
  constructor(document: unknown = JSON.parse(JSON.stringify(openApiDocument()))) {
    this.document = document;
    formats.default(this.#ajv);
    this.#ajv.addSchema(z.record(z.string(), z.unknown()).parse(this.document), root);
    const { paths, webhooks } = shape.parse(this.document);
    this.operations = this.#read(paths);
    this.webhooks = this.#read(webhooks);
  }

  /** The operation of a request. A literal segment goes before a parameter. */
  find(method: string, path: string): DescribedOperation | undefined {
    const segments = path.split("/");
    const fitting = this.operations.filter((each) => {
      const wanted = each.path.split("/");
      return (
        each.method === method &&
        wanted.length === segments.length &&
        wanted.every((part, at) => fits(part, segments[at] ?? ""))
      );
    });
    const writtenOnly = (path: string) => path.replaceAll(/\{\w+\}(\.?)/g, (_, dot) => (dot ? "\ufffe" : "\uffff"));
    return fitting.toSorted((one, other) => (writtenOnly(one.path) < writtenOnly(other.path) ? -1 : 1))[0];
  }

  /** Differences between an answer and its description. */
  faultsOf(
    operation: DescribedOperation,
    { status, headers, text }: Omit<Answered, "text"> & Partial<Pick<Answered, "text">>,
  ): string[] {
    const described = operation.responses.get(status);
    if (described === undefined) return [`status ${status} is not described`];
    const inContent = text === undefined ? [] : this.#contentFaults(described, headers, text);
    return [...this.#headerFaults(described, headers), ...inContent];
  }

  /** Errors of a value by a schema of the document. */
  faultsAgainst(schema: Schema, value: unknown): string[] {
    const validate = this.#validator(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath || "/"} ${error.message}`);
  }

  /** A part of the document, by its reference. */
  resolved(part: unknown): unknown {
    const reference = z.object({ $ref: z.string() }).safeParse(part);
    if (!reference.success) return part;
    const steps = reference.data.$ref.slice(2).split("/");
    const found = steps.reduce((at: unknown, step) => z.record(z.string(), z.unknown()).parse(at)[step], this.document);
    return this.resolved(found);
  }

  #headerFaults({ headers: described }: DescribedResponse, headers: Answered["headers"]): string[] {
    const missing = [...described].filter(([name, { required }]) => required && headers[name] === undefined);
    const sent = Object.entries(headers).filter(([name]) => !ofTheConnection.has(name));
    return [
      ...missing.map(([name]) => `header ${name} is missing`),
      ...sent.flatMap(([name, value]) => {
        const known = described.get(name);
        if (known === undefined) return [`header ${name} is not described`];
        return this.faultsAgainst(known.schema, value).map((fault) => `header ${name}: ${fault}`);
      }),
    ];
  }

  #contentFaults({ content }: DescribedResponse, headers: Answered["headers"], text: string): string[] {
    const type = (headers["content-type"] ?? "").split(";")[0] ?? "";
    if (Object.keys(content).length === 0) return text === "" ? [] : ["a body is not described"];
    const described = content[type];
    if (described === undefined) return [`content type ${type} is not described`];
    return this.faultsAgainst(described.schema, type.endsWith("json") ? parsed(text) : text);
  }

  #validator(schema: Schema): ValidateFunction {
    const text = JSON.stringify(schema);
    const known = this.#validators.get(text);
    if (known !== undefined) return known;
    const anchored = JSON.parse(text.replaceAll('"$ref":"#/', `"$ref":"${root}#/`));
    const made = this.#ajv.compile(anchored);
    this.#validators.set(text, made);
    return made;
  }

  #read(paths: z.infer<typeof shape>["paths"]): DescribedOperation[] {
    return Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, each]) => {
        if (each === undefined) return [];
        const { operationId: id, tags, security, parameters, requestBody, responses } = each;
        const described = Object.entries(responses).map(
          ([status, answer]) => [Number(status), this.#response(answer)] as const,
        );
        return {
          id,
          tag: tags[0],
          method: method.toUpperCase(),
          path,
          security: securityOf(security),
          parameters: parameters.map((one) => parameter.parse(this.resolved(one))),
          body: requestBody && { ...requestBody.content["application/json"], required: requestBody.required },
          responses: new Map(described),
        };
      }),
    );
  }

  #response(part: unknown): DescribedResponse {
    const { headers, content } = response.parse(this.resolved(part));
    const described = Object.entries(headers).map(([name, each]) => [name, header.parse(this.resolved(each))] as const);
    return { headers: new Map(described), content };
  }
}

/** A parameter takes any segment. A file's parameter takes any segment with its ending. */
function fits(part: string, segment: string): boolean {
  return part.startsWith("{") ? segment.endsWith(part.slice(part.indexOf("}") + 1)) : part === segment;
}

/** The text if it is not JSON. No answer's schema accepts that. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function securityOf(security: readonly Readonly<Record<string, unknown>>[]): DescribedOperation["security"] {
  const names = security.flatMap((each) => Object.keys(each));
  if (names.includes("token")) return "token";
  return names.includes("signature") ? "signature" : "public";
}

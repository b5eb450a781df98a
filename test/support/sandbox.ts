import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { type HttpRequest, headersOf } from "../../infra/local/aws/gateway/gateway-event.ts";
import { Issuer } from "../../infra/local/aws/gateway/issuer.ts";
import { SecretStore } from "../../infra/local/aws/secrets-manager/secrets.ts";
import type { KeptMail } from "../../infra/local/aws/ses/mail-store.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { type Answer, jsonAnswer } from "../../infra/local/host/problem.ts";
import { TestCenters } from "../../infra/sandbox/test-centers/test-centers.ts";
import { webhookSigner } from "../../shared/client/signature.ts";
import { openApiDocument } from "../../shared/contract/openapi/openapi.ts";

const GenerateSecretString = {
  SecretStringTemplate: "{}",
  GenerateStringKey: "current",
  PasswordLength: 44,
  ExcludePunctuation: true,
} as const;

const providers = ["prometric", "pearson-vue", "academy"];
const arnOf = (name: string) => `arn:aws:secretsmanager:local:000000000000:secret:${name}`;
const variables = providers.map((name) => [`SECRET_${name.toUpperCase().replaceAll("-", "_")}`, arnOf(name)]);

const description = openApiDocument();

/** Made once for all: it takes a while. */
let issuerKey: unknown;

/** A request to the programme, and whether its signature fits the named sender and the local time. */
export type Got = {
  readonly method: string;
  readonly path: string;
  readonly id: string | undefined;
  readonly signed: boolean;
  readonly at: string;
  readonly body: z.infer<typeof reportSchema> | undefined;
};

const reportSchema = z.object({ type: z.string(), occurredAt: z.string(), data: z.record(z.string(), z.unknown()) });
const messageSchema = z.object({
  messageId: z.string(),
  type: z.string(),
  held: z.boolean(),
  dueAt: z.string().optional(),
  deliveries: z.array(z.object({ at: z.string(), status: z.number(), said: z.string() })),
});

/** The sandbox's answer: a booking or a refusal. */
export const answerSchema = z.looseObject({
  bookingId: z.string().default(""),
  status: z.union([z.string(), z.number()]),
  name: z.string().optional(),
  startsAt: z.string().default(""),
  eligibilityCode: z.string().optional(),
  confirmationNumbers: z.array(z.string()).default([]),
  candidateId: z.string().optional(),
  registrationId: z.string().optional(),
  results: z.array(z.looseObject({ resultId: z.string(), outcome: z.string() })).default([]),
  messages: z.array(messageSchema).default([]),
  code: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

export type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly text?: string };

/** The sandbox's test centres in a folder of their own, with a stub of the programme. */
export class Sandbox {
  readonly #folder = mkdtempSync(join(tmpdir(), "certrail-sandbox-"));
  readonly got: Got[] = [];
  readonly mails: KeptMail[] = [];
  /** The programme stub's answer. Tests may replace it. */
  reply: (request: HttpRequest) => Answer | Promise<Answer> = () => said(200, { status: "applied" });
  secrets!: SecretStore;
  clock!: Clock;
  #directory!: DataDirectory;
  #centers!: TestCenters;

  async open(): Promise<void> {
    this.#directory = DataDirectory.open(this.#folder);
    const definitions = providers.map((name) => ({ arn: arnOf(name), shape: { GenerateSecretString } }));
    const reader = {
      name: "reader",
      arn: "reader",
      directory: "",
      handler: "",
      memoryMegabytes: 128,
      timeoutSeconds: 1,
      allowed: [],
    };
    const environment = Object.fromEntries(variables);
    const clock = new Clock(this.#directory);
    const tokens = { issuer: "https://id.example.org", audience: ["certrail"] };
    if (issuerKey !== undefined) this.#directory.write("issuer-key.json", issuerKey);
    this.clock = clock;
    this.secrets = new SecretStore(this.#directory, definitions, [{ ...reader, environment }]);
    this.#centers = new TestCenters({
      directory: this.#directory,
      clock,
      issuer: await Issuer.open(this.#directory, { tokens, staffGroup: "certrail-staff" }, clock),
      secrets: this.secrets,
      baseUrl: () => "http://localhost:3000",
      call: async (request) => {
        if (request.path === "/openapi.json") return said(200, description);
        this.got.push(await this.#noted(request));
        return await this.reply(request);
      },
      mails: async (to) => this.mails.filter((mail) => to === undefined || mail.to === to),
      moveClock: async (instant) => clock.moveTo(instant),
    });
    issuerKey = this.#directory.read("issuer-key.json", z.unknown());
  }

  /** From here on, due reports are sent by themselves. */
  start(): void {
    this.#centers.start();
  }

  async close(): Promise<void> {
    await this.#centers.stop();
    this.#directory.close();
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async advance(milliseconds: number): Promise<void> {
    await this.#centers.advanceTo(this.clock.now() + milliseconds);
  }

  /** An answer below `/__local/test-centers`. */
  async ask(method: string, path: string, { headers = {}, text = "" }: Sent = {}): Promise<Answer> {
    const [plain = "", query = ""] = path.split("?");
    return await this.#centers.handle({
      id: "request",
      method,
      path: `/__local/test-centers${plain}`,
      query,
      sourceIp: "127.0.0.1",
      rawHeaders: Object.entries(headers).flat(),
      body: Buffer.from(text),
      time: this.clock.now(),
    });
  }

  /** Sends JSON. Answers the booking or the refusal. */
  async post(path: string, body: object, headers: Readonly<Record<string, string>> = {}) {
    const sent = { headers: { "content-type": "application/json", ...headers }, text: JSON.stringify(body) };
    const answer = await this.ask("POST", path, sent);
    return { http: answer.status, ...answerSchema.parse(JSON.parse(answer.body.toString())) };
  }

  /** Sends a form as a browser does, and answers with the page. */
  async form(path: string, fields: Readonly<Record<string, string>>) {
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html,*/*;q=0.8" };
    const answer = await this.ask("POST", path, { headers, text: String(new URLSearchParams(fields)) });
    return { ...answer, page: answer.body.toString() };
  }

  async page(path: string): Promise<string> {
    return (await this.ask("GET", path, { headers: { accept: "text/html" } })).body.toString();
  }

  /** The reports that the programme got, by type. */
  types(): string[] {
    return this.got.flatMap(({ body }) => (body === undefined ? [] : [body.type]));
  }

  async #noted({ method, path, query, rawHeaders, body }: HttpRequest): Promise<Got> {
    const headers = headersOf(rawHeaders);
    const { "webhook-id": id, "webhook-timestamp": timestamp } = headers;
    const sender = providers.find((each) => path.includes(each)) ?? "";
    const text = body.toString();
    const content = method === "GET" ? `GET ${path}${query === "" ? "" : `?${query}`}` : text;
    const secrets = this.secrets.webhookSecrets()[sender] ?? [];
    const expected = await webhookSigner(secrets, () => Number(timestamp) * 1000)(content, id ?? "");
    const now = this.clock.now();
    const isTimely = Math.abs(Number(timestamp) * 1000 - now) < 2_000;
    const isSigned = headers["webhook-signature"] === expected["webhook-signature"];
    const signed = isTimely && secrets.length > 0 && isSigned;
    const report = method === "POST" ? reportSchema.parse(JSON.parse(text)) : undefined;
    return { method, path, id, signed, at: new Date(now).toISOString(), body: report };
  }
}

/** An answer of the programme. A refusal is a problem document. */
export function said(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer {
  const kind = status < 400 ? {} : { type: "/problems/refused", title: "Refused", status, code: "refused", detail: "" };
  const answer = jsonAnswer(status, { ...kind, ...body }, "answer");
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

const known = { exam: "written", seriesCode: "ACP-CC-1", certificationId: "acp-cloud-computing" };

/** A programme where every code is valid, with its holder and end. */
export function knowing({
  givenName = "Ana",
  familyName = "Sá",
  bookBefore = "9000-01-01T00:00:00.000Z",
  exam = "written",
} = {}) {
  const candidate = { givenName, familyName, email: "ana@example.org", country: "PT" };
  return ({ path }: HttpRequest): Answer =>
    path.includes("/eligibility/")
      ? said(200, { ...known, exam, eligible: true, candidate, bookBefore })
      : said(200, { status: "applied" });
}

/** The programme's answer to a look-up of something that cannot be booked. */
export function barring(reason: string): object {
  return { ...known, eligible: false, reason, bookBefore: "9000-01-01T00:00:00.000Z" };
}

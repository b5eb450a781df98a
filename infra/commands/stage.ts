import * as z from "zod";
import { isProblem } from "../../shared/client/problem-error.ts";
import { type Signer, webhookSigner } from "../../shared/client/signature.ts";
import { messageOf, StartFailure } from "../local/host/failure.ts";
import { Misuse } from "./command.ts";

/** A place where a story is told: a local run, or a deployed stage. */
export type Stage = {
  readonly url: string;
  now(): Promise<string>;
  token(claims: { sub: string; email?: string; name?: string; groups?: string[] }): Promise<string>;
  /** Signs as the payment provider or as a test centre. */
  signer(sender: string): Signer;
  send(method: string, path: string): Promise<{ readonly body: unknown }>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** A deployed stage with its own issuer. Tokens and secrets come from the environment. */
export class DeployedStage implements Stage {
  readonly url: string;
  readonly #environment: Environment;

  constructor(url: string, environment: Environment) {
    this.url = url;
    this.#environment = environment;
  }

  now(): Promise<string> {
    return Promise.resolve(new Date().toISOString());
  }

  token(): Promise<string> {
    return Promise.resolve(this.#wanted("CERTRAIL_TOKEN", "the token of a candidate"));
  }

  staffToken(): string {
    return this.#wanted("CERTRAIL_STAFF_TOKEN", "the token of a member of staff");
  }

  signer(sender: string): Signer {
    const name = `CERTRAIL_SECRET_${sender.toUpperCase().replaceAll("-", "_")}`;
    return webhookSigner([this.#wanted(name, `the webhook secret of ${sender}`)], () => Date.now());
  }

  async send(method: string, path: string): Promise<{ readonly body: unknown }> {
    const answer = await fetch(`${this.url}${path}`, { method });
    return { body: await answer.json() };
  }

  #wanted(name: string, meaning: string): string {
    const value = this.#environment[name];
    if (value) return value;
    throw new StartFailure(`${name} is missing: ${meaning}.`);
  }
}

/** The one address on a command line. Throws Misuse for none or several, StartFailure for a text that is no address. */
export function addressIn([text, ...more]: readonly string[]): string {
  if (text === undefined || more.length > 0) throw new Misuse("Name the address of one API.");
  const url = z.url({ protocol: /^https?$/ }).safeParse(text);
  if (!url.success) throw new StartFailure(`${text} is no address such as https://api.example.org.`);
  return url.data.replace(/\/$/, "");
}

/** Throws StartFailure if the API is unreachable or refuses. */
export async function toldInOneLine<T>(baseUrl: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (isProblem(thrown)) throw new StartFailure(`${baseUrl} refused: ${thrown.message}`);
    if (messageOf(thrown) !== "fetch failed") throw thrown;
    throw new StartFailure(`Nobody answers at ${baseUrl}: start a local run there, or name another address.`);
  }
}

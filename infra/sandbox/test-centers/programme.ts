import * as z from "zod";
import type { RequestOf } from "../../../shared/client/client.ts";
import type { Api } from "../api.ts";
import { type AboutProgramme, describedProgramme } from "./about-programme.ts";
import { refused } from "./refused.ts";

/** A report as it was written when it was kept. */
const keptReport = z.custom<RequestOf<"receiveReport">["body"]>();

/** The certification programme as a test centre sees it: its API, asked and told with the centre's signature. */
export class Programme {
  readonly #api: Api;
  #about: AboutProgramme | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Its levels and providers, as its API describes them; they stay as they are as long as the host runs. */
  async about(): Promise<AboutProgramme> {
    if (this.#about !== undefined) return this.#about;
    const described = await this.#api.anyone().attempt.getOpenApi();
    if (!described.ok) throw refused(502, "programme-not-available", "The programme could not be asked. Try again.");
    this.#about = describedProgramme.parse(described.body)["x-programme"];
    return this.#about;
  }

  /** The signed look-up: may this eligibility code, exam code or registration book this exam, or its only one? (R12) */
  eligibility(provider: string, code: string, exam?: string) {
    const asked = { params: { provider, code }, query: { exam } };
    return this.#api.sender(provider).attempt.checkEligibility(asked);
  }

  /** Sends a report as Standard Webhooks has it. */
  report(provider: string, messageId: string, content: string) {
    const body = keptReport.parse(JSON.parse(content));
    return this.#api.sender(provider).attempt.receiveReport({ params: { provider }, body, messageId });
  }
}

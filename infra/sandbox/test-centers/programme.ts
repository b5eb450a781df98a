import * as z from "zod";
import type { RequestOf } from "../../../shared/client/client.ts";
import type { Api } from "../api.ts";
import { type AboutProgramme, describedProgramme } from "./about-programme.ts";
import { refused } from "./refused.ts";

/** A stored report. */
const keptReport = z.custom<RequestOf<"receiveReport">["body"]>();

/** The programme's API for a test centre. Requests carry the centre's signature. */
export class Programme {
  readonly #api: Api;
  #about: AboutProgramme | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Levels and providers, from the API's description. They do not change while the host runs. */
  async about(): Promise<AboutProgramme> {
    if (this.#about !== undefined) return this.#about;
    const described = await this.#api.anyone().attempt.getOpenApi();
    if (!described.ok) throw refused(502, "programme-not-available", "The programme could not be asked. Try again.");
    this.#about = describedProgramme.parse(described.body)["x-programme"];
    return this.#about;
  }

  /** The signed look-up: may this eligibility code, exam code or registration book this exam? (R12) */
  eligibility(provider: string, code: string, exam?: string) {
    const asked = { params: { provider, code }, query: { exam } };
    return this.#api.sender(provider).attempt.checkEligibility(asked);
  }

  /** Sends a report by Standard Webhooks. */
  report(provider: string, messageId: string, content: string) {
    const body = keptReport.parse(JSON.parse(content));
    return this.#api.sender(provider).attempt.receiveReport({ params: { provider }, body, messageId });
  }
}

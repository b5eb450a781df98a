import { handler as bindSitting } from "../../functions/bind-sitting/handler.ts";
import * as bindings from "../../shared/contract/certificate/binding-operations.ts";
import { operations } from "../../shared/contract/operations/operations.ts";
import { type CodePrefix, drawCode } from "../../shared/domain/code.ts";
import { attemptsAnHour } from "../../shared/domain/history/attempt.ts";
import * as bindingGiven from "../support/binding-given.ts";
import { functionOf } from "../support/functions.ts";
import * as given from "../support/given.ts";
import { type Claims, invoke } from "../support/invoke.ts";

const guessed = operations.filter((each) => each.guessed !== undefined);

/** Wrong guesses of everything that can be guessed: with and without a key, then by a throttled account (R7). */
export async function guessesTour(): Promise<void> {
  const { ana, certificationId, named, result } = await bindingGiven.sat();
  const taken = { certificationId, ...named };
  given.must([200], await result());
  given.must([201], await invoke(bindSitting, bindings.bindSitting, { body: taken, as: ana }));

  const guesser = given.someone();
  for (const each of guessed) await guess(each, taken, guesser);
  const lookUps = guessed.filter(({ id }) => id === "getAuthorizationCode");
  for (let tried = 0; tried < attemptsAnHour; tried += 1) for (const each of lookUps) await guess(each, taken, guesser);
  for (const each of guessed) await guess(each, taken, guesser);
}

async function guess(operation: (typeof guessed)[number], taken: object, as: Claims): Promise<void> {
  const names = { code: codeOf(operation.path), certificateNumber: someCode("CRT"), token: "A".repeat(22) };
  const params = Object.fromEntries(Object.entries(names).filter(([name]) => operation.path.includes(`{${name}}`)));
  const bodies: Readonly<Record<string, object>> = {
    register: { authorizationCode: someCode("EDU"), certificationId: "acp-none", candidate: given.candidate },
    giveAuthorizationCode: { recipientEmail: "bo@example.org" },
    applyToOrganization: { fullName: "Ana Sá", email: "ana@example.org" },
    previewBinding: taken,
    bindSitting: taken,
  };
  const body = bodies[operation.id];
  const handler = await functionOf(operation);
  for (const headers of [{ "idempotency-key": crypto.randomUUID() }, {}]) {
    const { status, body: told } = await invoke(handler, operation, { params, ...(body && { body }), as, headers });
    if (status < 400 || status === 422) throw new Error(`${operation.id}: ${status} ${JSON.stringify(told)}`);
  }
}

function codeOf(path: string): string {
  if (path.includes("/exam-codes/")) return someCode("EXC");
  return someCode(path.includes("/eligibility-codes/") ? "ACTC" : "EDU");
}

function someCode(prefix: CodePrefix): string {
  return drawCode(prefix, () => crypto.getRandomValues(new Uint8Array(10)));
}

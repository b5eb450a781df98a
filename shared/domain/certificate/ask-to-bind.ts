import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { BindableSitting, CandidatePair } from "../exam/bindable-sitting.ts";
import { mayTakeExam } from "../exam/enrolment.ts";
import { type Instant, plusDays } from "../instant.ts";
import { cleanName } from "../name.ts";
import { unprintableIn } from "../printable.ts";
import type { Certification } from "../programme/certification.ts";
import type { Programme } from "../programme/programme.ts";
import { type BindingFacts, bindable } from "./bindable.ts";
import { type Binding, bindingStatus, type PendingBinding } from "./binding.ts";

/** The most bindings that wait for one result. */
const maximumWaiting = 100;

export type Request = CandidatePair & {
  readonly bindingId: string;
  readonly certificationId: string;
  readonly provider: string;
  readonly fullName?: string | undefined;
};

type Requested = {
  readonly binding: PendingBinding;
  readonly sitting?: BindableSitting | undefined;
  /** When an earlier request failed without a result, if no job has recorded it. */
  readonly lapsedAt: Instant | undefined;
};

/** Asks for a binding (R26). It waits for the result, or for earlier requests. A failed one may be asked for again. */
export function askToBind(
  facts: BindingFacts & {
    readonly binding: Binding | undefined;
    readonly certification: Certification | undefined;
    /** The member as the organization approved it. */
    readonly approved: { readonly name?: string | undefined; readonly email?: string | undefined };
    readonly waiting: readonly string[];
  },
  { fullName, ...request }: Request,
  by: Account,
  under: Programme,
  now: Instant,
): Decision<Requested> {
  const { certification, binding, approved, enrolment } = facts;
  if (certification?.published !== true) return refuse("certification-not-found");
  const wanted = { accountId: by.accountId, certificationId: request.certificationId };
  const found = bindable(facts, wanted, now);
  if (found !== undefined && !found.accepted) return found;
  const others = facts.waiting.filter((each) => each !== request.bindingId);
  const isFirst = found !== undefined && others.length === 0;
  if (!isFirst) {
    if (binding !== undefined && bindingStatus(binding, now) === "pending") return refuse("binding-already-pending");
    const free = mayTakeExam(enrolment, under, now);
    if (!free.accepted) return free;
    if (others.length >= maximumWaiting) return refuse("too-many-bindings");
  }
  const named = [approved.name, by.name, fullName].map((name = "") => cleanName(name));
  const names = named.filter((name) => name !== "");
  const holderName = names.find((name) => unprintableIn(name).length === 0);
  if (holderName === undefined) return refuse(names.length === 0 ? "holder-name-missing" : "name-not-printable");

  const holderEmail = by.email ?? approved.email;
  const asked = { ...request, ...wanted, holderName, holderEmail, askedAt: now };
  const pending = { ...asked, retryUntil: plusDays(now, under.bindingDays), state: "pending" } as const;
  const lapsedAt = binding?.state === "pending" && now >= binding.retryUntil ? binding.retryUntil : undefined;
  return accept({ binding: pending, sitting: isFirst ? found.value : undefined, lapsedAt });
}

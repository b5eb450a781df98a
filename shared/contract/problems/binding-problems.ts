import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";

/** The refusals about bindings. See `problems.ts`. */
export const ofBindings = {
  "ids-look-swapped": {
    status: 409,
    title: "The two identifiers look swapped",
    help: "Swap them: at the test centre, the registration id names one sitting, and the candidate id names the person.",
  },
  "sitting-already-bound": {
    status: 409,
    title: "You have bound this sitting already",
    help: "See GET /v1/bindings. A binding cannot be changed.",
  },
  "sitting-not-available": {
    status: 409,
    title: "Your account cannot bind this sitting",
    help: "Another account has bound it, has bound another sitting of this candidate id, or was given the exam code that paid for it. Check both identifiers and your account.",
  },
  "certification-differs-from-sitting": {
    status: 409,
    title: "The sitting was for another certification",
    help: "Choose the certification of the exam that you took.",
  },
  "sitting-not-passed": {
    status: 409,
    title: "The exam of this sitting was not passed",
    help: "Only a passed exam can be bound.",
  },
  "binding-already-pending": {
    status: 409,
    title: "This binding waits for its result already",
    help: `It waits for ${inDays(programme.bindingDays)} from when you asked for it. You are told by e-mail when it is bound.`,
  },
  "binding-not-bound": {
    status: 409,
    title: "The binding is not bound",
    help: "It waits for its result, or it has failed. Decide on the name when it is bound.",
  },
  "candidate-link-not-found": {
    status: 404,
    title: "No account has this candidate id",
    help: "Check the provider and the candidate id. The first binding ties a candidate id to an account.",
  },
  "too-many-bindings": {
    status: 409,
    title: "Too many bindings wait for this result",
    help: "Wait until some of them are bound or have failed, then ask again.",
  },
  "holder-name-missing": {
    status: 409,
    title: "The certificate would have no name on it",
    help: "Send a name as on the identity document: `fullName` with a binding, because neither your token nor your organization has one, and `givenName`, `familyName` or both with a correction.",
  },
} as const;

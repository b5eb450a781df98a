import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { inWords } from "./programme-words.ts";

/** The refusals about orders, authorization codes and batches. See `problems.ts`. */
export const ofPurchases = {
  "order-not-found": {
    status: 404,
    title: "There is no such order",
    help: "Check the order's id. An order of another account is not visible to yours.",
  },
  "authorization-code-not-found": {
    status: 404,
    title: "There is no such authorization code",
    help: "Check the code. A code of another account is not visible to yours; a gift needs the recipient's verified e-mail address.",
  },
  "batch-not-found": { status: 404, title: "There is no such batch", help: "Check the batch's id." },
  "order-already-paid": {
    status: 409,
    title: "The order is paid",
    help: "A paid order has issued its codes and cannot be cancelled.",
  },
  "order-already-cancelled": { status: 409, title: "The order is cancelled", help: "Place a new order." },
  "authorization-code-cancelled": {
    status: 409,
    title: "The authorization code was cancelled",
    help: "Ask whoever gave you the code.",
  },
  "authorization-code-already-redeemed": {
    status: 409,
    title: "The authorization code was redeemed",
    help: "A code is redeemed once and can then not be used, given away, cancelled or refunded. See your registrations.",
  },
  "authorization-code-expired": {
    status: 409,
    title: "The authorization code has expired",
    help: `A code is good for ${inWords.authorizationCodeLife} from its purchase and cannot be extended. Buy a new one.`,
  },
  "authorization-code-already-given": {
    status: 409,
    title: "The authorization code was given away",
    help: "A code is given away once. The recipient redeems it with the e-mail address that you named.",
  },
  "order-expired": {
    status: 409,
    title: "The order has ended",
    help: `An order waits ${inDays(programme.orderDays)} for its payment. Place a new one.`,
  },
  "training-not-bought": {
    status: 409,
    title: "The order has no such training",
    help: "Only offline training that was paid for, and not paid back, is arranged. See the order's `training`.",
  },
  "nothing-to-refund": {
    status: 409,
    title: "There is nothing to pay back",
    help: "Nothing was paid, or all that can be paid back was asked back. Redeemed codes are not paid back.",
  },
  "refund-too-large": {
    status: 409,
    title: "So much cannot be paid back",
    help: "What was redeemed, held or paid back already is not paid back. See the order's `money` and `payments`.",
  },
  "nothing-to-review": {
    status: 409,
    title: "The order's money does not wait for staff",
    help: "Nothing is disputed, owed, or was paid back for redeemed codes since it was reviewed. See GET /v1/work.",
  },
  "authorization-code-not-given": {
    status: 409,
    title: "The authorization code is not a gift",
    help: "Only a code that was given away is taken back.",
  },
  "batch-already-cancelled": {
    status: 409,
    title: "The batch is cancelled",
    help: "See how far that is with GET /v1/authorization-codes/batches/{batchId}.",
  },
} as const;

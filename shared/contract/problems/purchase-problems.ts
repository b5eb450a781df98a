import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { inWords } from "./programme-words.ts";

/** The refusals about orders, authorization codes and batches. See `problems.ts`. */
export const ofPurchases = {
  "order-not-found": {
    status: 404,
    title: "There is no such order",
    help: "Check the order's id. An account only sees its own orders.",
  },
  "authorization-code-not-found": {
    status: 404,
    title: "There is no such authorization code",
    help: "Check the code. An account only sees its own codes, and gifts to its verified e-mail address.",
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
    help: "Ask the person who gave you the code.",
  },
  "authorization-code-already-redeemed": {
    status: 409,
    title: "The authorization code was redeemed",
    help: "A redeemed code cannot be used, given away, cancelled or refunded. See GET /v1/registrations.",
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
    help: "Nothing was paid, or everything that can be paid back was asked back already. Redeemed codes are not paid back.",
  },
  "refund-too-large": {
    status: 409,
    title: "The amount is more than can be paid back",
    help: "You cannot refund redeemed codes. You cannot refund training that was held, nor money that was paid back already. See the order's `money` and `payments`.",
  },
  "nothing-to-review": {
    status: 409,
    title: "The order's money does not wait for staff",
    help: "Since the last review nothing was disputed, owed, or paid back for redeemed codes. See GET /v1/work.",
  },
  "authorization-code-not-given": {
    status: 409,
    title: "The authorization code is not a gift",
    help: "Only a code that was given away can be taken back.",
  },
  "batch-already-cancelled": {
    status: 409,
    title: "The batch is cancelled already",
    help: "GET /v1/authorization-codes/batches/{batchId} shows how many codes are cancelled.",
  },
} as const;

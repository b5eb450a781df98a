import * as z from "zod";
import { type Order, trainingStatuses } from "../../domain/purchase/order.ts";
import { orderDue } from "../../domain/purchase/order-status.ts";
import { workOfOrder } from "../../domain/purchase/order-work.ts";
import { paymentFaults } from "../../domain/purchase/payment-facts.ts";
import { entity, lists } from "../core/entity.ts";
import { coverage, money, onlyShown } from "../core/stored.ts";

const sold = () => ({ quantity: z.number(), unitPrice: money });

const line = () =>
  z.discriminatedUnion("product", [
    z.object({ product: z.literal("certification"), certificationId: z.string(), ...sold() }),
    z.object({ product: z.literal("redemption-code"), level: z.string(), ...sold() }),
    z.object({ product: z.literal("offline-training"), certificationId: z.string(), ...sold() }),
  ]);

const reported = () => ({
  reportId: z.string().optional(),
  occurredAt: z.string(),
  parked: onlyShown(paymentFaults).optional(),
});
const sum = () => ({ paymentId: z.string(), amount: z.number(), currency: z.string() });

const fact = () =>
  z.discriminatedUnion("type", [
    z.object({
      type: z.literal("payment"),
      ...reported(),
      ...sum(),
      isRetired: z.literal(true).optional(),
      paysOrder: z.string().optional(),
    }),
    z.object({
      type: z.literal("refund"),
      ...reported(),
      ...sum(),
      refundId: z.string(),
      codes: z.array(z.string()).optional(),
    }),
    z.object({ type: z.literal("dispute"), ...reported(), ...sum(), disputeId: z.string() }),
    z.object({ type: z.literal("dispute-closed"), ...reported(), disputeId: z.string(), won: z.boolean() }),
  ]);

const placed = () => ({
  orderId: z.string(),
  accountId: z.string(),
  email: z.string().optional(),
  lines: z.array(line()),
  total: money,
  placedAt: z.string(),
});

const code = () =>
  z.object({
    code: z.string(),
    unit: z.number(),
    coverage,
    expiresAt: z.string(),
    cancelledAt: z.string().optional(),
    isRedeemed: z.literal(true).optional(),
  });

const order = () =>
  z.object({
    ...placed(),
    endsAt: z.string().optional(),
    cancelledAt: z.string().optional(),
    isEndAnnounced: z.literal(true).optional(),
    facts: z.array(fact()),
    codes: z.array(code()),
    returns: z
      .array(
        z.object({
          at: z.string(),
          by: z.string(),
          reason: z.string().optional(),
          units: z.array(z.number()),
          amount: z.number(),
          extra: z.number(),
          seen: z.number().optional(),
        }),
      )
      .optional(),
    unissuable: z.array(z.number()).optional(),
    training: z
      .array(
        z.object({
          certificationId: z.string(),
          status: z.enum(trainingStatuses),
          changedAt: z.string(),
          units: z.array(z.number()).optional(),
        }),
      )
      .optional(),
    reviewed: z.object({ at: z.string(), by: z.string(), reason: z.string(), seen: z.number() }).optional(),
    unsettledSince: z.string().optional(),
  });

/** Until orders kept the facts of their payments, they kept their state: paid once, or cancelled. */
const earlier = () =>
  z
    .object({
      ...placed(),
      state: z.enum(["awaiting-payment", "paid", "cancelled"]),
      cancelledAt: z.string().optional(),
      paidAt: z.string().optional(),
      paymentId: z.string().optional(),
      codes: z.array(code().omit({ unit: true })).default([]),
    })
    .transform(({ state: _, paidAt: occurredAt, paymentId, codes, ...kept }) => {
      const paid =
        occurredAt === undefined || paymentId === undefined ? [] : [{ occurredAt, paymentId, ...kept.total }];
      const order: Order = {
        ...kept,
        facts: paid.map((each) => ({ type: "payment", ...each })),
        codes: codes.map((each, unit) => ({ ...each, unit })),
      };
      // Known, so that they are not kept as members of a later version.
      return { ...order, state: undefined, paidAt: undefined, paymentId: undefined };
    });

const schema = () => z.union([order(), earlier()]);

/** An unpaid order is due at its end. An order with codes to settle is due at once. */
export const orders = entity<Order>()({
  kind: "order",
  schema,
  owner: ({ accountId, placedAt }) => ({ list: lists.account(accountId), sort: placedAt }),
  email: ({ email }) => email,
  due: orderDue,
  listedSince: ({ placedAt }) => placedAt,
  work: workOfOrder,
});

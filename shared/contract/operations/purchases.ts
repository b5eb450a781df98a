import { getCertification, listCertifications, putCertification } from "../programme/catalogue-operations.ts";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
  giveAuthorizationCode,
  listAuthorizationCodes,
  takeBackGift,
} from "../purchase/authorization-code-operations.ts";
import { cancelBatch, getBatch, getBatchCodes, listBatches, orderBatch } from "../purchase/batch-operations.ts";
import { cancelOrder, getOrder, listOrders, placeOrder } from "../purchase/order-operations.ts";
import { confirmPayment } from "../purchase/payments.ts";
import { listProducts } from "../purchase/products.ts";
import { moveTraining, refundOrder, reviewOrder } from "../purchase/refunds.ts";

/** Purchases: what is on sale, orders, authorization codes. */
export const ofPurchases = [
  listCertifications,
  getCertification,
  putCertification,
  listProducts,
  placeOrder,
  listOrders,
  getOrder,
  cancelOrder,
  refundOrder,
  reviewOrder,
  moveTraining,
  confirmPayment,
  listAuthorizationCodes,
  getAuthorizationCode,
  giveAuthorizationCode,
  takeBackGift,
  cancelAuthorizationCode,
  orderBatch,
  listBatches,
  getBatch,
  getBatchCodes,
  cancelBatch,
] as const;

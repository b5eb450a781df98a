/** The meaning of each field about purchases; see `field-words.ts`. */
export const purchaseWords = {
  amount: "The amount, in the currency's minor unit",
  currency: "The currency, ISO 4217",
  items: "The products that were ordered",
  "placeOrder.items": "The products to order",
  quantity: "How many",
  unitPrice: "The price of one when the order was placed",
  total: "The price of the whole order",
  paid: "What was paid, in the currency's minor unit",
  payments: "The payments that the payment provider has reported",
  label: "What the batch is for, for staff",
  issued: "How many were issued",
  gift: "There if the code was given away",
  message: "A message from the giver",
  "GatewayAnswer.message": "What happened, in a few words",
};

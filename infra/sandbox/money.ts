/** Formats an amount, given in the currency's smallest unit: `120 USD`. */
export function moneyInWords({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  return `${amount / 10 ** maximumFractionDigits} ${currency}`;
}

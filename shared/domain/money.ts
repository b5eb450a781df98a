/** In the currency's minor unit (cents), never a fraction. ISO 4217. */
export type Money = { readonly amount: number; readonly currency: string };

/** An amount in the currency's minor unit (cents), never a fraction; the currency as in ISO 4217. */
export type Money = { readonly amount: number; readonly currency: string };

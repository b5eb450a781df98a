/** Who calls, as the token's issuer states it. The e-mail address is in lower case, and verified only if there is one. */
export type Account = {
  readonly accountId: string;
  readonly email?: string | undefined;
  readonly emailVerified: boolean;
  readonly name?: string | undefined;
  readonly staff: boolean;
};

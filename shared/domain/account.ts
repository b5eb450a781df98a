/** The caller, as the token states it. The e-mail address is in lower case. */
export type Account = {
  readonly accountId: string;
  readonly email?: string | undefined;
  readonly emailVerified: boolean;
  readonly name?: string | undefined;
  readonly staff: boolean;
};

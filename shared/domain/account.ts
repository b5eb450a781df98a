/** The caller, as the token states it. The e-mail address is in lower case. */
export type Account = {
  readonly accountId: string;
  readonly email?: string | undefined;
  readonly emailVerified: boolean;
  readonly name?: string | undefined;
  readonly staff: boolean;
};

/** The address that the issuer has verified. Another one may be somebody else's. */
export function verifiedAddress({ email, emailVerified }: Account): string | undefined {
  return emailVerified ? email : undefined;
}

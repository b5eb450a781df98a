/** Its own declarations cannot be resolved from a module of ECMAScript. */
declare module "@learncard/types" {
  type Checked = {
    readonly credentialSubject: Readonly<Record<string, unknown>>;
    readonly credentialStatus?: unknown;
  };
  /** Open Badges 3.0, before it is signed. */
  export const UnsignedAchievementCredentialValidator: { parse(value: unknown): Checked };
  export const ProfileValidator: { parse(value: unknown): unknown };
}

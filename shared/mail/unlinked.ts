const hairSpace = "\u200a";

/**
 * A text of another person in which mail programs find no address to link: a hair space stands around `//`, and behind each
 * point between a sign and a letter. A symbol without a width would not do, because browsers drop it from an
 * address. A name reads as before.
 */
export function unlinked(theirs: string): string {
  return theirs.replaceAll(/:(?=[/\\]{2})|(?<=[/\\])[/\\]|(?<=\S)[.．｡](?=[\p{L}\p{M}\p{Cf}])/gu, `$&${hairSpace}`);
}

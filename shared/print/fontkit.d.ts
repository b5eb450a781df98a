import "fontkit";

declare module "fontkit" {
  interface Subset {
    /** The glyphs that were included, in the order of their codes; the types of fontkit do not know of it. */
    readonly glyphs: number[];
  }
}

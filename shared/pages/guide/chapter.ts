import type { Html } from "../page.ts";

/** One page of the guide, at `/docs/{name}`. */
export type Chapter = {
  readonly name: string;
  readonly title: string;
  /** What one learns from it, in a line. */
  readonly about: string;
  readonly body: Html;
};

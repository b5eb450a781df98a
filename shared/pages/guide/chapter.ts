import type { Html } from "../page.ts";

/** One page of the guide, at `/docs/{name}`. */
export type Chapter = {
  readonly name: string;
  readonly title: string;
  /** A line about its content. */
  readonly about: string;
  readonly body: Html;
};

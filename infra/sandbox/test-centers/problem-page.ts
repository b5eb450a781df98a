import { html } from "hono/html";
import type { Problem } from "../../local/host/problem.ts";
import { layout } from "./layout.ts";

const titles: Readonly<Record<number, string>> = {
  403: "Not from here",
  404: "There is nothing here",
  405: "This cannot be done here",
  409: "This cannot be done now",
  413: "This is too large",
  415: "This cannot be read",
  422: "Something is missing or wrong",
  500: "The sandbox failed",
};

/** A page for refusals that belong to no form. */
export function problemPage({ status, code, detail, errors = [] }: Problem): string {
  const main = html`<p role="alert">${detail}</p>
${errors.length === 0 ? "" : html`<ul>${errors.map((error) => html`<li>${error.detail}</li>`)}</ul>`}
<p>Code: <code>${code}</code></p>
<p><a href="/__local/test-centers">Go to the test centres</a></p>`;
  return layout(titles[status] ?? "This did not work", main, { hasErrors: true });
}

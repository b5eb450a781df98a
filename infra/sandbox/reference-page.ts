import { html } from "hono/html";
import { layout } from "./test-centers/layout.ts";

type Listed = { readonly method: string; readonly path: string; readonly does: string };

/** The reference page: all operations of the local run. */
export function referencePage(operations: readonly Listed[]): string {
  const rows = operations.map(
    ({ method, path, does }) => html`<tr><td>${method}</td><td><code>${path}</code></td><td>${does}</td></tr>`,
  );
  const main = html`<p>What a local run has beside the API, for callers on this machine. None of it is deployed. Callers that
want no page send and get JSON.</p>
<div class="scroll" role="region" aria-label="Operations" tabindex="0"><table>
<thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">What it does</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return layout("The local run", main);
}

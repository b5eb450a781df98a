import { html } from "hono/html";
import type { Operation } from "../../contract/operation.ts";
import { type ProblemCode, problems } from "../../contract/problems/problems.ts";
import type { Html } from "../page.ts";
import { prose, sample } from "../prose.ts";

/** One call of a reader's way. */
export type Call = {
  readonly of: Operation;
  /** The reason for the call, and the use of its answer. */
  readonly text: string;
  /** The name of the contract's example that is its body. */
  readonly shows?: string;
};

/** The calls in their order, each with its link into the reference. Throws for an example that the contract lacks. */
export function calls(list: readonly Call[]): Html {
  return html`<ol>${list.map(
    ({
      of,
      text,
      shows,
    }) => html`<li><p><strong>${of.summary}</strong><br><a href="/docs#operation/${of.id}"><code>${of.id}</code></a>:
<code>${of.method} ${of.path}</code></p>
<p>${prose(text)}</p>${shows === undefined ? "" : exampleBody(of, shows)}</li>`,
  )}</ol>`;
}

/** A body as the contract shows it. */
export function exampleBody({ id, examples = {} }: Operation, shows: string): Html {
  const body = examples[shows];
  if (body === undefined) throw new Error(`the contract has no example "${shows}" of ${id}`);
  return sample(`The body of ${id}: ${shows}`, JSON.stringify(body, undefined, 2));
}

/** The refusals, in the words of the problem pages. */
export function refusalTable(codes: readonly ProblemCode[]): Html {
  return html`<table><thead><tr><th scope="col">Code</th><th scope="col">What happened</th><th scope="col">What to do</th></tr></thead>
<tbody>${codes.map(
    (code) =>
      html`<tr><td><a href="/problems/${code}"><code>${code}</code></a></td><td>${problems[code].title}</td><td>${prose(problems[code].help)}</td></tr>`,
  )}</tbody></table>`;
}

/** A meaning and a next step. */
export type Advice = readonly [means: string, next: string];

/** The meanings of a closed list of words: the compiler holds that none is missing. */
export function adviceTable<W extends string>(heading: string, words: Readonly<Record<W, Advice>>): Html {
  return html`<table><thead><tr><th scope="col">${heading}</th><th scope="col">It means</th><th scope="col">What to do</th></tr></thead>
<tbody>${Object.entries<Advice>(words).map(
    ([word, [means, next]]) =>
      html`<tr><td><code>${word}</code></td><td>${prose(means)}</td><td>${prose(next)}</td></tr>`,
  )}</tbody></table>`;
}

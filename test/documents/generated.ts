import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Step, steps } from "../../infra/steps.ts";
import { methodsOf } from "../../shared/contract/routes.ts";
import type { Machine } from "../../shared/pages/guide/diagram.ts";
import { machines } from "../../shared/pages/guide/machines.ts";

const root = join(import.meta.dirname, "..", "..");

/** A generated part of a README, between two comments with its name. */
export type Block = { readonly file: string; readonly name: string; readonly text: string };

/** All generated parts except the costs, which `npm run bench:cost` measures. */
export const blocks: readonly Block[] = [
  { file: "functions/README.md", name: "steps", text: stepsTable() },
  ...Object.entries(machines).map(([area, drawn]) => ({
    file: "shared/domain/README.md",
    name: `states ${area}`,
    text: drawn.map(mermaid).join("\n\n"),
  })),
];

/** Replaces the text between the two comments of that name. Throws if they are missing. */
export function withBlock(document: string, name: string, text: string): string {
  const [begins, ends] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [document.indexOf(begins), document.indexOf(ends)];
  if (from === -1 || to < from) throw new Error(`the document has no ${begins} with ${ends} behind it`);
  return `${document.slice(0, from)}${begins}\n${text}\n${document.slice(to)}`;
}

export function readDocument(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

export function writeBlock({ file, name, text }: Block): void {
  writeFileSync(join(root, file), withBlock(readDocument(file), name, text));
}

function stepsTable(): string {
  const rows = steps.map((step) => `| ${step.name} | ${triggerOf(step)} | ${callersOf(step)} | ${step.failure} |`);
  return ["| function | runs for | who calls | what its failure costs |", "|---|---|---|---|", ...rows].join("\n");
}

function triggerOf({ trigger }: Step): string {
  if ("schedule" in trigger) return trigger.schedule;
  if ("mail" in trigger) return `a ${trigger.mail.join(" or a ")} of an e-mail (SES)`;
  if ("stream" in trigger) {
    const { stream } = trigger;
    return `a new item with ${"kind" in stream ? `the kind ${stream.kind}` : `\`${stream.has}\``} (table stream)`;
  }
  const fallback = trigger.fallback === true ? ["every path without a route"] : [];
  const routes = trigger.http.map((operation) => `\`${methodsOf(operation)[0]} ${operation.path}\``);
  return [...routes, ...fallback].join("<br>");
}

function callersOf({ trigger }: Step): string {
  return "http" in trigger ? [...new Set(trigger.http.map(({ auth }) => auth))].join(", ") : "";
}

/** A Mermaid diagram of a state machine. State names of Mermaid hold no hyphen. */
function mermaid({ name, states, moves }: Machine<string>): string {
  const idOf = (state: string) => (state === "start" ? "[*]" : state.replaceAll("-", "_"));
  const named = Object.keys(states).filter((state) => state.includes("-"));
  return [
    `**${name.charAt(0).toUpperCase()}${name.slice(1)}**`,
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...named.map((state) => `  ${idOf(state)}: ${state}`),
    ...moves.map(([from, to, when]) => `  ${idOf(from)} --> ${idOf(to)}: ${when.replaceAll("\n", " ")}`),
    "```",
  ].join("\n");
}

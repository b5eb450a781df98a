import type { Programme } from "../domain/programme/programme.ts";
import type { Letter, Link, Part } from "./letter.ts";
import { plainly, type Words } from "./words.ts";

/** The text part of an e-mail. It says all that the HTML says. */
export function textOf(letter: Letter, words: Words, { name, branding }: Programme): string {
  const { name: called, parts, step } = letter;
  const blocks = [
    ...(called === undefined ? [] : [words.plain("greeting", { name: called })]),
    ...parts.map((part) => blockOf(part, words)),
    ...(step === undefined ? [] : [linked(step, words)]),
    `-- \n${branding.legalName}\n${branding.url}`,
    words.plain("footerSupport", { address: branding.supportAddress }),
    words.plain("footerWhy", { programme: name }),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function blockOf(part: Part, words: Words): string {
  if ("says" in part) return plainly(part.says);
  if ("reason" in part) return plainly(part.reason);
  if ("link" in part) return linked(part.link, words);
  return part.facts.map(({ label, value }) => words.plain("labelled", { label, value })).join("\n");
}

function linked({ label, url }: Link, words: Words): string {
  return words.plain("labelled", { label, value: url });
}

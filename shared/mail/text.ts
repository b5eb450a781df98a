import type { Programme } from "../domain/programme/programme.ts";
import type { Letter, Link, Part } from "./letter.ts";
import { plainly, type Words } from "./words.ts";

/** The text part of an e-mail. It says all that the HTML says. */
export function textOf(letter: Letter, words: Words, { name, branding }: Programme): string {
  const { name: called, parts, step } = letter;
  const blocks = [
    ...(called === undefined ? [] : [words.plain("greeting", { name: called })]),
    ...parts.map(blockOf),
    ...(step === undefined ? [] : [linked(step)]),
    `-- \n${branding.legalName}\n${branding.url}`,
    words.plain("footerSupport", { address: branding.supportAddress }),
    words.plain("footerWhy", { programme: name }),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function blockOf(part: Part): string {
  if ("says" in part) return plainly(part.says);
  if ("reason" in part) return plainly(part.reason);
  if ("link" in part) return linked(part.link);
  return part.facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
}

function linked({ label, url }: Link): string {
  return `${label}: ${url}`;
}

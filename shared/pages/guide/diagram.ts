import { html } from "hono/html";
import type { Html } from "../page.ts";

type Place = readonly [column: number, row: number];

/** The possible states, their places, and the moves between them. */
export type Machine<S extends string> = {
  readonly name: string;
  readonly states: Readonly<Record<S, Place>>;
  /** A new thing begins at `start`. A label may have several lines. */
  readonly moves: readonly (readonly [from: NoInfer<S> | "start", to: NoInfer<S>, when: string])[];
};

type Point = { readonly x: number; readonly y: number };

const column = 250;
const row = 105;
const box = { width: 130, height: 36 };
const margin = { x: 170, y: 60 };
/** The distance of two lines between the same boxes: labels are wider than high. */
const bend = { across: 26, down: 62 };

/** The diagram, and a table of the same for people who cannot see it. */
export function diagram<S extends string>(machine: Machine<S>): Html {
  const { name, states, moves } = machine;
  const places = new Map(Object.entries<Place>(states).map(([state, place]) => [state, pointAt(place)]));
  const width = Math.max(...[...places.values()].map(({ x }) => x)) + box.width / 2 + 40;
  const height = Math.max(...[...places.values()].map(({ y }) => y)) + box.height / 2 + 20;
  const arrow = `arrow-${name.replaceAll(" ", "-")}`;
  const edges = moves.map(([from, to, when]) => {
    const target = pointOf(places, to);
    if (from === "start") return edge(arrow, startOf(target), target, when, 0);
    const source = pointOf(places, from);
    const isReturned = moves.some(([back, forth]) => back === to && forth === from);
    const apart = source.x === target.x ? bend.down : bend.across;
    return from === to ? loop(arrow, target, when) : edge(arrow, source, target, when, isReturned ? apart : 0);
  });
  return html`<figure tabindex="0">
<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The states of: ${name}. The table that follows says the same.">
<defs><marker id="${arrow}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>
${edges.map(({ line }) => line)}
${[...places].map(([state, at]) => stateBox(state, at))}
${edges.map(({ label }) => label)}
</svg>
</figure>
<table><thead><tr><th scope="col">From</th><th scope="col">When</th><th scope="col">To</th></tr></thead>
<tbody>${moves.map(([from, to, when]) => html`<tr><td>${from === "start" ? "new" : html`<code>${from}</code>`}</td><td>${when.replaceAll("\n", " ")}</td><td><code>${to}</code></td></tr>`)}</tbody></table>`;
}

function pointAt([columns, rows]: Place): Point {
  return { x: margin.x + columns * column, y: margin.y + rows * row };
}

function pointOf(places: ReadonlyMap<string, Point>, state: string): Point {
  const found = places.get(state);
  if (found === undefined) throw new Error(`no place for ${state}`);
  return found;
}

function startOf({ x, y }: Point): Point {
  return { x: x - box.width / 2 - 50, y };
}

function stateBox(state: string, { x, y }: Point): Html {
  const corner = { x: x - box.width / 2, y: y - box.height / 2 };
  return html`<rect x="${corner.x}" y="${corner.y}" width="${box.width}" height="${box.height}" rx="8" fill="none" stroke="currentColor" stroke-width="1.5"/><text x="${x}" y="${y + 4}">${state}</text>`;
}

function edge(arrow: string, from: Point, to: Point, when: string, bent: number): { line: Html; label: Html } {
  const isNew = from.x === startOf(to).x;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const over = { x: middle.x + (2 * bent * dy) / length, y: middle.y - (2 * bent * dx) / length };
  const start = isNew ? from : onBorder(from, bent === 0 ? to : over);
  const end = onBorder(to, bent === 0 ? from : over);
  const way = bent === 0 ? "L" : `Q${Math.round(over.x)} ${Math.round(over.y)} `;
  const line = html`${isNew ? html`<circle cx="${from.x}" cy="${from.y}" r="5" fill="currentColor"/>` : ""}<path d="M${start.x} ${start.y} ${way}${end.x} ${end.y}" fill="none" stroke="currentColor" marker-end="url(#${arrow})"/>`;
  const above = 16 + (when.split("\n").length - 1) * 7;
  if (isNew) return { line, label: label({ x: from.x, y: from.y - above }, when) };
  const half = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const at = bent === 0 ? half : { x: (half.x + over.x) / 2, y: (half.y + over.y) / 2 };
  return { line, label: label(at, when) };
}

function loop(arrow: string, { x, y }: Point, when: string): { line: Html; label: Html } {
  const top = y - box.height / 2;
  const line = html`<path d="M${x - 22} ${top} C${x - 34} ${top - 34} ${x + 34} ${top - 34} ${x + 22} ${top}" fill="none" stroke="currentColor" marker-end="url(#${arrow})"/>`;
  return { line, label: label({ x, y: top - 27 }, when) };
}

/** The point at which the line from the middle leaves the box. */
function onBorder(middle: Point, towards: Point): Point {
  const [dx, dy] = [towards.x - middle.x, towards.y - middle.y];
  const part = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
  );
  return { x: Math.round(middle.x + dx * part), y: Math.round(middle.y + dy * part) };
}

function label({ x, y }: Point, text: string): Html {
  const lines = text.split("\n");
  const top = y + 4 - ((lines.length - 1) * 15) / 2;
  return html`${lines.map((each, place) => html`<text class="on" x="${Math.round(x)}" y="${Math.round(top + place * 15)}">${each}</text>`)}`;
}

/** A shape of a drawing with what its groups hand down to it. */
export type Shape = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

export type Drawing = { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] };

const paint = ["fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule", "opacity"];
const own: Readonly<Record<string, readonly string[]>> = {
  svg: ["xmlns", "viewBox", "width", "height"],
  g: [],
  path: ["d"],
  rect: ["x", "y", "width", "height", "rx"],
  circle: ["cx", "cy", "r"],
  ellipse: ["cx", "cy", "rx", "ry"],
  polygon: ["points"],
};

const tag = /\s*<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<>&]*")*)\s*(\/?)>\s*/y;
const colour = /^(#[0-9a-f]{3}|#[0-9a-f]{6}|none)$/i;

/**
 * A drawing of basic shapes, which page, PDF and bitmap show alike. It has no text, because fonts differ, and neither
 * script nor link. Answers a sentence on the first thing that is not so.
 */
export function drawingIn(svg: string): Drawing | string {
  const open: { readonly name: string; readonly handed: Readonly<Record<string, string>> }[] = [];
  const shapes: Shape[] = [];
  let box: readonly number[] = [];
  for (let at = 0; at < svg.length; at = tag.lastIndex) {
    tag.lastIndex = at;
    const [, closes, name = "", written = "", alone] = tag.exec(svg) ?? [];
    if (name === "") return `it cannot be read from “${svg.slice(at, at + 20)}” on`;
    if (closes === "/") {
      if (open.pop()?.name !== name) return `</${name}> closes nothing`;
      continue;
    }
    const attributes = Object.fromEntries(
      Array.from(written.matchAll(/([\w:-]+)="([^"]*)"/g), ([, key, value]) => [key, value ?? ""]),
    );
    const fault = attributeFault(name, attributes);
    if (fault !== undefined) return fault;
    if ((open.length === 0) !== (name === "svg")) return "it is not one <svg>";
    if (name === "svg")
      box = (attributes.viewBox ?? "")
        .trim()
        .split(/[\s,]+/)
        .map(Number);
    const handed = { ...open.at(-1)?.handed, ...paintOf(attributes) };
    if (name !== "g" && name !== "svg") shapes.push({ name, attributes: { ...handed, ...attributes } });
    if (alone !== "/") open.push({ name, handed });
  }
  const [left, top, width = 0, height = 0] = box;
  if (left !== 0 || top !== 0 || !(width > 0) || !(height > 0)) return "its viewBox is not 0 0, a width and a height";
  return open.length > 0 || shapes.length === 0 ? "it has no shape, or does not end" : { width, height, shapes };
}

function paintOf(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => paint.includes(key)));
}

function attributeFault(name: string, attributes: Readonly<Record<string, string>>): string | undefined {
  const known = own[name];
  if (known === undefined) return `it has <${name}>; only ${Object.keys(own).join(", ")} are drawn`;
  const strange = Object.keys(attributes).find((key) => !known.includes(key) && !paint.includes(key));
  if (strange !== undefined) return `${strange} of <${name}> is not drawn`;
  const mixed = ["fill", "stroke"].find((key) => !colour.test(attributes[key] ?? "none"));
  return mixed === undefined ? undefined : `${mixed} “${attributes[mixed]}” is not #rrggbb or none`;
}

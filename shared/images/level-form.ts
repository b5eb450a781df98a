import { short } from "./lettering.ts";

/** Around 0 0, and 100 wide on each side. */
const circle = "M-100 0A100 100 0 1 1 100 0 100 100 0 1 1-100 0Z";

/**
 * The outline of a badge by the rank of its level, 0 for the lowest: a circle, a hexagon, an octagon, a seal. Further
 * levels have a seal too, and tell themselves apart by their marks.
 */
export function outlineFor(rank: number): string {
  if (rank <= 0) return circle;
  if (rank === 1) return star(6, 1, Math.PI / 6);
  if (rank === 2) return star(8, 1, Math.PI / 8);
  return star(40, 0.93);
}

/** A mark for each level up to this one, filled; those of the higher ones are outlines. */
export function marks(rank: number, levels: number, x: number, y: number, colour: string): string {
  const step = Math.min(30, 170 / levels);
  const drawn = Array.from({ length: levels }, (_, at) => {
    const place = `translate(${short(x + (at - (levels - 1) / 2) * step)} ${y}) scale(${(step * 0.0044).toPrecision(3)})`;
    const look = at <= rank ? `fill="${colour}"` : `fill="none" stroke="${colour}" stroke-width="12"`;
    return `<use href="#mark" transform="${place}" ${look}/>`;
  });
  return `<defs><path id="mark" d="${star(10, 0.45)}"/></defs>${drawn.join("")}`;
}

/** Every second corner lies nearer to the middle. */
function star(corners: number, inner: number, turn = 0): string {
  const points = Array.from({ length: corners }, (_, at) => {
    const [angle, radius] = [(at * 2 * Math.PI) / corners + turn, at % 2 === 0 ? 100 : 100 * inner];
    return `${short(radius * Math.sin(angle))} ${short(-radius * Math.cos(angle))}`;
  });
  return `M${points.join("L").replaceAll(" -", "-")}Z`;
}

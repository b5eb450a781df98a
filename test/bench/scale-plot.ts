import type { Measured } from "./scale.ts";

const [width, height, margin] = [720, 420, 60];

/** Read units by size, both on logarithmic axes, as an SVG. */
export function drawn(rows: readonly Measured[]): string {
  const shown = rows.filter(({ units }) => units > 0);
  const x = scaleOf(
    shown.map(({ size }) => size),
    margin,
    width - 180,
  );
  const y = scaleOf([1, ...shown.map(({ units }) => units)], height - margin, margin);
  const lines = [...Map.groupBy(shown, ({ name }) => name)].map(([name, line], at) => {
    const colour = `hsl(${at * 67} 60% 40%)`;
    const points = line.map(({ size, units }) => `${x(size).toFixed(1)},${y(units).toFixed(1)}`).join(" ");
    const last = line.at(-1);
    const label =
      last && `<text x="${x(last.size) + 8}" y="${y(last.units) + 4}" fill="${colour}">${name}: ${last.units}</text>`;
    return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>${label ?? ""}`;
  });
  const sizes = [...new Set(shown.map(({ size }) => size))];
  const ticks = sizes.map(
    (size) => `<text x="${x(size)}" y="${height - margin + 20}" text-anchor="middle">${size}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="white"/>
<text x="${margin}" y="30">Read units of one answer, by entries of the ledger (both axes logarithmic)</text>
${[...lines, ...ticks].join("\n")}
</svg>
`;
}

function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - least) / Math.max(1e-9, most - least)) * (to - from);
}

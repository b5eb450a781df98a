/** The contrast of two `#rrggbb`, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour mixed with another, `share` of it. */
export function mixed(colour: string, other: string, share: number): string {
  const parts = parted(other);
  const channels = parted(colour).map((each, at) => Math.round(each + ((parts[at] ?? 0) - each) * share));
  return `#${channels.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

/** The nearest colour to one that can be read on the ground: it is mixed with white or black by tenths. */
export function readableOn(ground: string, colour: string, least = 4.5): string {
  const other = luminance(ground) < 0.2 ? "#ffffff" : "#000000";
  const tries = Array.from({ length: 11 }, (_, at) => mixed(colour, other, at / 10));
  return tries.find((each) => contrast(each, ground) >= least) ?? other;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = parted(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parted(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

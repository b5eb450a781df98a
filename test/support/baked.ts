import { crc32, inflateSync } from "node:zlib";

type Chunk = { readonly type: string; readonly data: Buffer };

/** The chunks of a PNG. Throws if it is none, or a checksum is wrong. */
export function chunksOf(png: Buffer): Chunk[] {
  if (png.subarray(0, 8).toString("latin1") !== "\x89PNG\r\n\x1a\n") throw new Error("this is no PNG");
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const whole = png.subarray(at + 4, at + 8 + length);
    if (crc32(whole) !== png.readUInt32BE(at + 8 + length)) throw new Error(`the checksum at ${at} is wrong`);
    chunks.push({ type: whole.subarray(0, 4).toString("latin1"), data: whole.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

/** The credential that is baked into a PNG, as Open Badges 3.0 has it: in the one chunk with its keyword, uncompressed. */
export function unbaked(png: Buffer): string {
  const texts = chunksOf(png)
    .filter(({ type }) => type === "iTXt")
    .map(({ data }) => data.toString("latin1").split("\0"));
  const found = texts.filter(([keyword]) => keyword === "openbadgecredential");
  if (found.length !== 1) throw new Error(`${found.length} chunks have the keyword`);
  const [, compressed, method, language, translated, text = ""] = found[0] ?? [];
  if (`${compressed}${method}${language}${translated}` !== "") throw new Error("it is compressed or translated");
  return text;
}

/** Width and height in pixels. */
export function sizeOf(png: Buffer): readonly [width: number, height: number] {
  const [header] = chunksOf(png);
  return [header?.data.readUInt32BE(0) ?? 0, header?.data.readUInt32BE(4) ?? 0];
}

/** The colours of a bitmap of 8 bits with alpha that fill at least a thousandth of it, as `#rrggbb`. */
export function coloursOf(png: Buffer): string[] {
  const [width, height] = sizeOf(png);
  const counted = new Map<string, number>();
  const pixels = pixelsOf(png, width, height);
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = `#${pixels.subarray(at, at + 3).toString("hex")}`;
    if (pixels[at + 3] === 255) counted.set(colour, (counted.get(colour) ?? 0) + 1);
  }
  return [...counted].filter(([, count]) => count > (width * height) / 1000).map(([colour]) => colour);
}

/** The rows without their filters (PNG, 9.2). */
function pixelsOf(png: Buffer, width: number, height: number): Buffer {
  const packed = chunksOf(png).filter(({ type }) => type === "IDAT");
  const raw = inflateSync(Buffer.concat(packed.map(({ data }) => data)));
  const row = width * 4;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x < 4 ? 0 : (pixels[at - 4] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - row] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (pixels[at - row - 4] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter] ?? 0;
      pixels[at] = (raw[y * (row + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return pixels;
}

function nearest(left: number, above: number, corner: number): number {
  const far = (value: number) => Math.abs(left + above - corner - value);
  if (far(left) <= far(above) && far(left) <= far(corner)) return left;
  return far(above) <= far(corner) ? above : corner;
}

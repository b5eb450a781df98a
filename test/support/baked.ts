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

/** Width and height in pixels. Throws if the pixels do not decompress to that size. */
export function sizeOf(png: Buffer): readonly [width: number, height: number] {
  const [header] = chunksOf(png);
  const [width = 0, height = 0] = [header?.data.readUInt32BE(0), header?.data.readUInt32BE(4)];
  const pixels = Buffer.concat(
    chunksOf(png)
      .filter(({ type }) => type === "IDAT")
      .map(({ data }) => data),
  );
  if (inflateSync(pixels).length % height !== 0) throw new Error("its pixels are not all there");
  return [width, height];
}

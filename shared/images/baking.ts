import { crc32 } from "node:zlib";

/** Open Badges 3.0, 5.3.2.1. */
const keyword = "openbadgecredential";
const signatureBytes = 8;
/** Length, type, the 13 bytes of IHDR, and the checksum. */
const headerBytes = 25;

/** A PNG with a signed credential in an uncompressed iTXt chunk, behind its header. */
export function baked(png: Buffer, credential: string): Buffer {
  const start = signatureBytes + headerBytes;
  // After the keyword: not compressed, no method, no language, no translated keyword.
  const chunk = Buffer.from(`iTXt${keyword}\0\0\0\0\0${credential}`, "latin1");
  const framed = Buffer.alloc(chunk.length + 8);
  framed.writeUInt32BE(chunk.length - 4, 0);
  chunk.copy(framed, 4);
  framed.writeUInt32BE(crc32(chunk), chunk.length + 4);
  return Buffer.concat([png.subarray(0, start), framed, png.subarray(start)]);
}

import { gzipSync } from "node:zlib";
import { placesInStatusList } from "../domain/certificate/status-list.ts";

/** As in Bitstring Status List: the first place leftmost, 1 for revoked. */
export function encodedStatusList(revoked: readonly number[]): string {
  const bits = Buffer.alloc(placesInStatusList / 8);
  for (const index of revoked) {
    const byte = Math.floor(index / 8);
    bits.writeUInt8(bits.readUInt8(byte) | (0x80 >> (index % 8)), byte);
  }
  return `u${gzipSync(bits, { level: 9 }).toString("base64url")}`;
}

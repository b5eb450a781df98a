import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StartFailure } from "../../infra/local/host/failure.ts";

/**
 * The npm package that carries Amazon's jar. It is no dependency, because its own dependencies are hundreds of packages
 * that the jar does not need.
 */
const carrier = {
  name: "amplify-dynamodb-simulator",
  version: "2.9.30",
  sha512: "xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==",
} as const;

/** The folder of DynamoDB Local below another, fetched with npm if it is not there yet. Throws StartFailure for another content. */
export function fetched(under: string): string {
  const home = join(under, carrier.version);
  const emulator = join(home, "package", "emulator");
  if (existsSync(emulator)) return emulator;
  const packed = join(under, "packed");
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed, { recursive: true });
  console.log(`Fetching ${carrier.name} ${carrier.version}`);
  const archive = join(packed, pack(packed));
  const sha512 = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (sha512 !== carrier.sha512)
    throw new StartFailure(`${carrier.name} ${carrier.version} is not the package known here`);
  execFileSync("tar", ["-xzf", archive, "-C", packed]);
  rmSync(archive);
  renameSync(packed, home);
  return emulator;
}

function pack(into: string): string {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new StartFailure("Run this with npm: npm run test:dynamodb-local");
  const words = ["pack", `${carrier.name}@${carrier.version}`, "--pack-destination", into, "--silent"];
  return execFileSync(process.execPath, [npm, ...words], { encoding: "utf8" }).trim();
}

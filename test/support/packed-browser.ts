import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";

const root = join(import.meta.dirname, "..", "..");
const modules = join(root, "node_modules");

/** A browser's start options. */
export type Start = { readonly executablePath: string; readonly env: Readonly<Record<string, string>> };

/** True if the locked package has a browser for this machine. */
export const isPacked = process.platform === "linux" && process.arch === "x64";

/** The browser of the locked package, with the libraries that it needs: the machine needs none. Unpacked once, into `build`. */
export async function packedBrowser(): Promise<Start> {
  const folder = join(root, "build", "browsers", version());
  if (!existsSync(folder)) await unpackInto(folder);
  const fonts = join(folder, "fonts.conf");
  writeFileSync(fonts, fontsOf(folder));
  return {
    executablePath: join(folder, "chromium"),
    env: { HOME: folder, LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_FILE: fonts },
  };
}

function version(): string {
  const place = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const text = readFileSync(join(dirname(place), "..", "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

async function unpackInto(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = mkdtempSync(join(dirname(folder), "."));
  // The package unpacks to the folder for temporary files, and its libraries only where it takes itself to be in Lambda.
  const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };
  const script = 'await (await import("@sparticuz/chromium")).default.executablePath();';
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], { cwd: root, env });
  try {
    renameSync(fresh, folder);
  } catch (thrown) {
    rmSync(fresh, { recursive: true, force: true });
    // Another process may have been faster, with the same result.
    if (!existsSync(folder)) throw thrown;
  }
}

/** The package's own font, and those with which we print names in any script. */
function fontsOf(folder: string): string {
  const places = [join(folder, "fonts"), join(modules, "@expo-google-fonts"), join(modules, "@embedpdf")];
  const listed = places.map((place) => `<dir>${place}</dir>`).join("");
  return `<?xml version="1.0"?><fontconfig>${listed}<cachedir>${join(folder, "cache")}</cachedir></fontconfig>\n`;
}

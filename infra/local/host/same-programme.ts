import * as z from "zod";
import type { AboutProgramme } from "../../sandbox/test-centers/about-programme.ts";
import type { DataDirectory } from "./data-directory.ts";
import { StartFailure } from "./failure.ts";

const file = "programme.json";
const keptSchema = z.object({ levels: z.array(z.string()), providers: z.array(z.string()) });

/**
 * Keeps the levels and providers of a data directory. Throws StartFailure if the programme lacks one, because it cannot
 * read the stored things of that level or provider.
 */
export function keepProgramme(directory: DataDirectory, named: string, about: AboutProgramme): void {
  const levels = about.levels.map(({ level }) => level);
  const providers = about.providers.map(({ provider }) => provider);
  const kept = directory.read(file, keptSchema);
  const lacking = [
    ...(kept?.levels ?? []).filter((each) => !levels.includes(each)).map((each) => `level ${each}`),
    ...(kept?.providers ?? []).filter((each) => !providers.includes(each)).map((each) => `provider ${each}`),
  ];
  if (lacking.length > 0) {
    const what = lacking.join(", ");
    throw new StartFailure(
      `DATA_DIR ${named} belongs to another programme (${what}). Name another folder, or delete it.`,
    );
  }
  directory.write(file, { levels, providers });
}

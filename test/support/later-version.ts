import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { temporaryFolder } from "../../infra/local/host/at-exit.ts";

const root = join(import.meta.dirname, "..", "..");

/** The member that the later version has added. Each of its writes gives it another value. */
export const laterMember = "laterMember";

/** The later version's type of event and value of a closed list. */
export const [laterEvent, laterReason] = ["registration.opened-by-code", "bound-by-code"];

const known = (member: string) => [member, `${laterMember}: z.string().optional(),\n  ${member}`] as const;

/**
 * The next release, as a few changes of this one's sources: an optional member of several kinds, which each write sets, a
 * value of a list that is only shown, and a type of event. A change that finds nothing to change fails.
 */
const changes: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "shared/store/exam/registrations.ts": [known("registrationId: z.string(),")],
  "shared/store/exam/enrolments.ts": [known("standings: z.array("), ['mark: "', 'mark: "later-']],
  "shared/store/exam/appointments.ts": [['mark: "', 'mark: "later-']],
  "shared/store/core/slot.ts": [known("waiting: z.array(z.string()),")],
  "shared/store/certificate/certificates.ts": [known("certificateNumber: z.string(),")],
  "shared/store/purchase/orders.ts": [known("orderId: z.string(),")],
  "shared/store/core/change.ts": [
    ["data: asStored(value),", `data: { ...Object(asStored(value)), ${laterMember}: crypto.randomUUID() },`],
  ],
  "shared/domain/history/event.ts": [['"registration.opened",', `"registration.opened",\n  "${laterEvent}",`]],
  "functions/register/handler.ts": [['type: "registration.opened"', `type: "${laterEvent}"`]],
  "shared/domain/partner/tally.ts": [["      why,\n", `      why: "${laterReason}",\n`]],
};

const patching: Plugin = {
  name: "later-version",
  setup: ({ onLoad }) => {
    for (const [file, replaced] of Object.entries(changes)) {
      const path = join(root, file);
      const filter = new RegExp(`^${path.replaceAll(/[/.\\]/g, "\\$&")}$`);
      onLoad({ filter }, () => ({ contents: replaced.reduce(changed, readFileSync(path, "utf8")), loader: "ts" }));
    }
  },
};

function changed(source: string, [before, after]: readonly [string, string]): string {
  if (!source.includes(before)) throw new Error(`the later version cannot be made: nothing has ${before}`);
  return source.replaceAll(before, after);
}

/** Builds the later version's functions, each loaded into this process by its name. */
export async function laterVersion(): Promise<ReadonlyMap<string, unknown>> {
  const { path } = temporaryFolder("later-version-", join(root, "build"));
  const entries = globSync("functions/*/handler.ts", { cwd: root });
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: path,
    outbase: "functions",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    plugins: [patching],
  });
  const loaded = entries.map(async (entry): Promise<[string, unknown]> => {
    const [, name = ""] = entry.split("/");
    const { handler }: { handler: unknown } = await import(pathToFileURL(join(path, name, "handler.mjs")).href);
    return [name, handler];
  });
  return new Map(await Promise.all(loaded));
}

import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { bundleDirectory, bundles } from "./bundles.ts";
import { CertificationStack } from "./certification-stack.ts";
import { defaultContext, SettingsError, settingsFrom } from "./settings.ts";
import { type Step, steps } from "./steps.ts";

export type AppOptions = {
  readonly steps: readonly Step[];
  readonly bundleOf: (name: string) => string;
  /** The CLI sets `CDK_OUTDIR`. */
  readonly outdir?: string;
  /** By default the context of the CLI, or of `cdk.json`. */
  readonly context?: { readonly [key: string]: unknown };
  /** The local host leaves cdk-nag out, because it takes longer than everything else. */
  readonly unchecked?: boolean;
};

/** The CDK app. An unacknowledged finding of cdk-nag fails the synthesis. */
export function certificationApp(options: AppOptions): App {
  const fromCommandLine = process.env.CDK_CONTEXT_JSON !== undefined;
  const context = options.context ?? (fromCommandLine ? {} : defaultContext());
  const app = new App({ context, ...(options.outdir === undefined ? {} : { outdir: options.outdir }) });
  const settings = settingsFrom({ ...app.node.getAllContext() });

  new CertificationStack(app, settings.stackName, { settings, steps: options.steps, bundleOf: options.bundleOf });
  if (options.unchecked !== true)
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}

async function main(): Promise<void> {
  const built = new Set((await bundles()).map((bundle) => bundle.name));
  const missing = steps.filter((step) => !built.has(step.name)).map((step) => step.name);
  if (missing.length > 0) throw new Error(`There is no functions/<name>/handler.ts for ${missing.join(", ")}`);
  certificationApp({ steps, bundleOf: bundleDirectory, unchecked: process.argv.includes("--unchecked") }).synth();
}

if (import.meta.main) {
  main().catch((thrown: unknown) => {
    console.error(thrown instanceof SettingsError ? thrown.message : thrown);
    process.exitCode = 1;
  });
}

import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { bundleDirectory, bundles } from "./bundles.ts";
import { CertificationStack } from "./certification-stack.ts";
import { defaultContext, SettingsError, settingsFrom } from "./settings.ts";
import { type Step, steps } from "./steps.ts";

export type AppOptions = {
  readonly steps: readonly Step[];
  readonly bundleOf: (name: string) => string;
  /** Where the assembly is written; the CLI says it in `CDK_OUTDIR`. */
  readonly outdir?: string;
  /** CDK context; without it, what the CLI passes, or else that of `cdk.json`. */
  readonly context?: { readonly [key: string]: unknown };
  /** Leaves out cdk-nag, which takes longer than all the rest; for the local host. */
  readonly unchecked?: boolean;
};

/** The CDK app. A finding of cdk-nag that nobody acknowledged makes its synthesis fail. */
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
    // A stack says nothing to somebody who mistyped a setting; anything else is a fault of ours.
    console.error(thrown instanceof SettingsError ? thrown.message : thrown);
    process.exitCode = 1;
  });
}

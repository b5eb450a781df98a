import { App, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { bundleDirectory, bundles } from "./bundles.ts";
import { cdkContext } from "./context.ts";
import { environmentName, settingsOf } from "./settings/environment.ts";
import { type Settings, SettingsError } from "./settings/settings.ts";
import { ServiceStack } from "./stacks/service-stack.ts";
import { StateStack } from "./stacks/state-stack.ts";
import { type Step, steps } from "./steps.ts";

export type AppOptions = {
  readonly environment: string;
  readonly settings: Settings;
  readonly steps: readonly Step[];
  readonly bundleOf: (name: string) => string;
  /** The CLI sets `CDK_OUTDIR`. */
  readonly outdir?: string;
  /** The local host leaves cdk-nag out, because it takes longer than everything else. */
  readonly unchecked?: boolean;
};

/** The CDK app with both stacks. An unacknowledged finding of cdk-nag fails the synthesis. */
export function certificationApp({ environment, settings, steps, bundleOf, outdir, unchecked }: AppOptions): App {
  const app = new App({ context: cdkContext(), ...(outdir === undefined ? {} : { outdir }) });
  const { stackName, account, region } = settings;
  const env = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  const labels = { application: "certrail", environment };
  const state = new StateStack(app, `${stackName}State`, { settings, env });
  new ServiceStack(app, `${stackName}Service`, { settings, env, state, steps, bundleOf, labels });
  // An import of the definition removes other tags, so the API has its tags there. Not every region tags dashboards.
  const excludeResourceTypes = ["AWS::ApiGatewayV2::Api", "AWS::CloudWatch::Dashboard"];
  for (const [name, value] of Object.entries(labels)) Tags.of(app).add(name, value, { excludeResourceTypes });
  if (unchecked !== true) Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}

async function main(): Promise<void> {
  const built = new Set((await bundles()).map((bundle) => bundle.name));
  const missing = steps.filter((step) => !built.has(step.name)).map((step) => step.name);
  if (missing.length > 0) throw new Error(`There is no functions/<name>/handler.ts for ${missing.join(", ")}`);
  const environment = environmentName();
  const settings = await settingsOf(environment);
  const unchecked = process.argv.includes("--unchecked");
  certificationApp({ environment, settings, steps, bundleOf: bundleDirectory, unchecked }).synth();
}

if (import.meta.main) {
  main().catch((thrown: unknown) => {
    console.error(thrown instanceof SettingsError ? thrown.message : thrown);
    process.exitCode = 1;
  });
}

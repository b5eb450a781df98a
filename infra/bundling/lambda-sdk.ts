import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

const environment = join(import.meta.dirname, "lambda-environment.ts");

/** In place of a client's `runtimeConfig`, which asks each place where settings may stand. */
const runtimeConfig = `
import { calculateBodyLength } from "@smithy/core/serde";
import { NodeHttpHandler, streamCollector } from "@smithy/node-http-handler";
import { lambdaEnvironment } from ${JSON.stringify(environment)};
import { getRuntimeConfig as getSharedRuntimeConfig } from "./runtimeConfig.shared";
export const getRuntimeConfig = (config) => {
  const shared = getSharedRuntimeConfig(config);
  const requestHandler = NodeHttpHandler.create(config.requestHandler);
  return {
    ...shared, bodyLengthChecker: calculateBodyLength, streamCollector, ...lambdaEnvironment(shared.serviceId), ...config, requestHandler
  };
};`;

const endpointFromConfig = `export { configuredEndpoint as getEndpointFromConfig } from ${JSON.stringify(environment)};`;

/** By itself the SDK looks for this setting in ini files, in the first request. */
const clockSkew = `export const DEFAULT_DISABLE_CLOCK_SKEW_CORRECTION = async () => process.env.AWS_DISABLE_CLOCK_SKEW_CORRECTION === "true";`;

/** Endpoint discovery is for Timestream; no function asks for it. */
const endpointCache = `export class EndpointCache {}`;

const eventStreams = `export class EventStreamSerde {
  constructor() {
    throw new Error("A bundle has no event streams");
  }
}`;

const replaced = [
  { filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]runtimeConfig\.js$/, contents: runtimeConfig },
  { filter: /middleware-endpoint[\\/]adaptors[\\/]getEndpointFromConfig\.js$/, contents: endpointFromConfig },
  { filter: /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]event-streams[\\/]index\.js$/, contents: eventStreams },
  { filter: /httpAuthSchemes[\\/]aws_sdk[\\/]clock-skew-defaults\.js$/, contents: clockSkew },
  { filter: /@aws-sdk[\\/]endpoint-cache[\\/].*\.js$/, contents: endpointCache },
];

/** Leaves out of a bundle what the SDK's clients carry for other places than Lambda. */
export const lambdaSdk: Plugin = {
  name: "lambda-sdk",
  setup: ({ onLoad }) => {
    for (const { filter, contents } of replaced) {
      onLoad({ filter }, ({ path }) => ({ contents, loader: "js", resolveDir: dirname(path) }));
    }
  },
};

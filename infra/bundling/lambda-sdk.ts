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

/** By itself the SDK looks for an endpoint in ini files, too. */
const endpointFromConfig = "export const getEndpointFromConfig = async () => undefined;";

/** By itself the SDK looks for this setting in ini files, in the first request. */
const clockSkew = `export const DEFAULT_DISABLE_CLOCK_SKEW_CORRECTION = async () => process.env.AWS_DISABLE_CLOCK_SKEW_CORRECTION === "true";`;

/** Endpoint discovery is for Timestream; no function asks for it. */
const endpointCache = `export class EndpointCache {}`;

/** Bodies are Node's streams. By itself the SDK asks for the web's streams and blobs, too, which Node then loads. */
const streamCollector = `export { bytesOf as streamCollector } from ${JSON.stringify(environment)};`;
const streamingPayload = `export { isNodeStream as isStreamingPayload } from ${JSON.stringify(environment)};`;

/** The template names each endpoint, so that neither the rules nor the list of all regions are needed. */
const endpointResolver = `export { endpointOf as defaultEndpointResolver } from ${JSON.stringify(environment)};`;
const partitions = `export const partitionsInfo = { partitions: [] };`;

const eventStreams = `export class EventStreamSerde {
  constructor() {
    throw new Error("A bundle has no event streams");
  }
}`;

const replaced = [
  { filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]runtimeConfig\.js$/, contents: runtimeConfig },
  { filter: /middleware-endpoint[\\/]adaptors[\\/]getEndpointFromConfig\.js$/, contents: endpointFromConfig },
  {
    filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/,
    contents: endpointResolver,
  },
  { filter: /util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/, contents: partitions },
  { filter: /util-stream[\\/]stream-collector\.js$/, contents: streamCollector },
  { filter: /middleware-retry[\\/]isStreamingPayload[\\/]isStreamingPayload\.js$/, contents: streamingPayload },
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

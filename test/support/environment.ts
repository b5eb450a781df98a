import { inject } from "vitest";
import * as z from "zod";
import { dynamodbLocal } from "./dynamodb-local.ts";

type Patient = { updateHttpClientConfig(name: "requestTimeout", milliseconds: number): void };
const patient = z.custom<Patient>((handler) => typeof Object(handler).updateHttpClientConfig === "function");

// Functions log here as they do when they are deployed, because each of their lines is looked at.
const logging = { POWERTOOLS_LOG_LEVEL: "INFO", POWERTOOLS_METRICS_DISABLED: "false" };

Object.assign(process.env, inject("environments")[Number(process.env.VITEST_POOL_ID) - 1], logging);

if (dynamodbLocal !== undefined) {
  // Its transactions of a hundred items take longer than a function would wait.
  const { client } = await import("../../shared/store/core/client.ts");
  patient.parse(client.config.requestHandler).updateHttpClientConfig("requestTimeout", 60_000);
}

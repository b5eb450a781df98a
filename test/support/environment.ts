import { inject } from "vitest";

// Functions log here as they do when they are deployed, because each of their lines is looked at.
const logging = { POWERTOOLS_LOG_LEVEL: "INFO", POWERTOOLS_METRICS_DISABLED: "false" };

Object.assign(process.env, inject("environments")[Number(process.env.VITEST_POOL_ID) - 1], logging);

/** For what runs in a test's own process: its metrics would be printed between the test's own lines. */
process.env.POWERTOOLS_METRICS_DISABLED = "true";

import { defineConfig } from "vitest/config";

const seconds = 1_000;

export default defineConfig({
  test: {
    // A test's process waits for its engine half of the time.
    maxWorkers: 2,
    testTimeout: 60 * seconds,
    hookTimeout: 120 * seconds,
    projects: [
      { extends: true, test: { name: "domain", include: ["test/domain/**/*.test.ts", "test/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "steps",
          include: ["test/steps/**/*.test.ts"],
          globalSetup: "test/support/engine.ts",
          setupFiles: "test/support/environment.ts",
        },
      },
      { extends: true, test: { name: "simulation", include: ["test/simulation/**/*.test.ts"] } },
      { extends: true, test: { name: "client", include: ["test/client/**/*.test.ts"] } },
      { extends: true, test: { name: "infra", include: ["test/infra/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "workflow",
          include: ["test/workflow/**/*.test.ts"],
          setupFiles: "test/support/conformity.ts",
        },
      },
      { extends: true, test: { name: "pages", include: ["test/pages/**/*.test.ts"] } },
    ],
  },
});

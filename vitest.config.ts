import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const seconds = 1_000;

/**
 * Loading modules takes a third of the time. So the files of a project share them in each process.
 * They hold nothing of their own there, and give back what they change: environment, spies, clocks.
 */
const together = { isolate: false };

/**
 * In a fresh clone no file's time is known. The longest of a project start first, so that they do not run alone at the end,
 * and one that waits for twelve seconds does not wait beside the other that does (`bundles`).
 */
const longest = ["crash", "signals", "docs", "other-programme", "patience"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    const place = ({ project, moduleId }: TestSpecification) =>
      2 * projects.indexOf(project) + (longest.some((name) => moduleId.endsWith(`/${name}.test.ts`)) ? 0 : 1);
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // For two cores: a test's process waits for its engine or its host a third of the time and more.
    maxWorkers: 3,
    // Commands and hosts that tests start find their code compiled.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "build", "compiled") },
    testTimeout: 60 * seconds,
    hookTimeout: 120 * seconds,
    projects: [
      {
        extends: true,
        test: { name: "domain", include: ["test/{domain,store}/**/*.test.ts", "test/*.test.ts"], ...together },
      },
      { extends: true, test: { name: "contract", include: ["test/infra/description.test.ts"] } },
      {
        extends: true,
        test: {
          name: "steps",
          include: ["test/steps/**/*.test.ts"],
          ...together,
          globalSetup: "test/support/engine.ts",
          setupFiles: ["test/support/environment.ts", "test/support/logs.ts"],
        },
      },
      { extends: true, test: { name: "simulation", include: ["test/simulation/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "client",
          include: ["test/client/**/*.test.ts"],
          setupFiles: "test/support/logs.ts",
          ...together,
        },
      },
      {
        extends: true,
        test: {
          name: "infra",
          include: ["test/infra/**/*.test.ts"],
          exclude: ["test/infra/description.test.ts"],
          setupFiles: "test/support/logs.ts",
          ...together,
        },
      },
      {
        extends: true,
        test: {
          name: "workflow",
          include: ["test/workflow/**/*.test.ts"],
          setupFiles: ["test/support/conformity.ts", "test/support/logs.ts"],
          ...together,
        },
      },
      {
        extends: true,
        test: {
          name: "pages",
          include: ["test/pages/**/*.test.ts"],
          setupFiles: ["test/support/logs.ts", "test/support/pages.ts"],
          ...together,
        },
      },
    ],
  },
});

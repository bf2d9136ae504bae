import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const PURE = ["server/core/**/*.test.ts", "web/**/*.test.{ts,tsx}"];
/** What starts servers, but ends them, and leaves nothing behind in its process. */
const TIDY = [
  "server/**/*.test.ts",
  "tests/cases/**/*.test.ts",
  "tests/definitions/**/*.test.ts",
  "tests/journeys/**/*.test.ts",
  "tests/rules/**/*.test.ts",
];
const BROWSER = ["tests/browser/**/*.test.ts"];
const BAD = "tests/rules/bad";

export default defineConfig({
  // Whoever tests properties gets them with a fixed seed.
  resolve: { alias: [{ find: /^fast-check$/, replacement: resolve("tests/fixed-seed.ts") }] },
  test: {
    projects: [
      {
        extends: true,
        // Nothing here starts a server or keeps anything between two tests: a process for each file would be most of the work.
        test: { name: "pure", include: PURE, isolate: false },
      },
      {
        extends: true,
        // Reading the product anew for each file would be a third of the work.
        test: { name: "tidy", include: TIDY, exclude: [BAD, ...PURE], isolate: false },
      },
      {
        extends: true,
        // The same, in processes of their own: each of the two grows with every file.
        test: { name: "browser", include: BROWSER, isolate: false },
      },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["tests/**/*.test.ts"],
          exclude: [BAD, ...PURE, ...TIDY, ...BROWSER],
        },
      },
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The JSON file is what `.ci/run` counts.
    reporters: ["default", "json"],
    outputFile: { json: "node_modules/.vitest-results.json" },
    pool: "forks",
    maxWorkers: 2,
  },
});

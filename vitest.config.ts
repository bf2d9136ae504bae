import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Whoever tests properties gets them with a fixed seed.
  resolve: { alias: [{ find: /^fast-check$/, replacement: resolve("tests/fixed-seed.ts") }] },
  test: {
    include: ["server/**/*.test.ts", "web/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
    exclude: ["node_modules", "dist", "tests/rules/bad"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The JSON file is what `.ci/run` counts.
    reporters: ["default", "json"],
    outputFile: { json: "node_modules/.vitest-results.json" },
    pool: "forks",
    maxWorkers: 2,
  },
});

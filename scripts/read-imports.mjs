/**
 * Runs dependency-cruiser over a tree.
 *
 * Its swc parser knows neither TSX nor `import type` (17.4), so swc is told about TSX here, and type-only imports are
 * noted on the way, to leave them out of the rules whose name ends in "-values".
 */
import { createRequire } from "node:module";
import { extname, relative, resolve } from "node:path";
import swc from "@swc/core";
import { cruise } from "dependency-cruiser";

const rules = createRequire(import.meta.url)("../.dependency-cruiser.cjs");

/** file → specifiers that the file imports for their types only */
const typesOnly = new Map();

const parseFile = swc.Compiler.prototype.parseFileSync;
swc.Compiler.prototype.parseFileSync = function parseFileSync(path, options) {
  const parsed = parseFile.call(this, path, { ...options, tsx: extname(path) === ".tsx" });
  const values = new Set();
  const types = new Set();
  for (const node of parsed.body) {
    if (node.type === "ImportDeclaration" || node.type.startsWith("Export")) {
      if (node.source) (node.typeOnly ? types : values).add(node.source.value);
    }
  }
  typesOnly.set(resolve(path), new Set([...types].filter((specifier) => !values.has(specifier))));
  return parsed;
};

/**
 * @param {string} baseDir
 * @param {readonly string[]} folders that exist in it
 * @returns modules read, and violations as `{ rule, from, to }`
 */
export async function readImports(baseDir, folders) {
  const found = await cruise(
    [...folders],
    {
      baseDir,
      ruleSet: rules,
      validate: true,
      parser: "swc",
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: "^tests/rules/bad/" },
    },
    {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".d.ts"],
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  );
  const modules = new Map(found.output.modules.map((module) => [module.source, module]));
  const isTypeOnly = ({ from, to }) => {
    const specifiers = modules.get(from)?.dependencies.filter((one) => one.resolved === to) ?? [];
    const noted = typesOnly.get(resolve(baseDir, from));
    return specifiers.every((one) => noted?.has(one.module));
  };
  const violations = found.output.summary.violations
    .map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
    .filter((one) => !one.rule.endsWith("-values") || !isTypeOnly(one));
  const read = [...typesOnly.keys()].map((path) => relative(baseDir, path).replaceAll("\\", "/"));
  const imports = found.output.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
  return { read, imports, violations };
}

/**
 * Who may import what; the table of docs/architecture.md as rules. Each has a bad example of its own name under
 * tests/rules/bad that must be caught. A rule whose name ends in "-values" leaves `import type` alone.
 */
const TESTS = String.raw`\.(test|case)\.tsx?$`;
const packages = (...names) => `(^|/)node_modules/(${names.join("|")})/`;
const NODE = { dependencyTypesNot: ["core"] };

/** Whoever lives in `folder` imports nothing but what is named. */
const only = (name, folder, allowed, more = {}) => ({
  name,
  severity: "error",
  from: { path: `^${folder}`, pathNot: TESTS },
  to: { pathNot: [`^${folder}`, ...allowed], ...more },
});

/** Nobody outside `homes` imports `path`. */
const home = (name, path, homes) => ({
  name,
  severity: "error",
  from: { path: "^(server|web)/", pathNot: [...homes, TESTS] },
  to: { path },
});

module.exports = {
  forbidden: [
    only("core-is-pure", "server/core/", [
      packages("zod", "@noble/[^/]+", "otpauth", "re2js", "safe-regex2"),
    ]),
    home("ciphers-only-in-ticket", packages("@noble/curves", "@noble/ciphers"), [
      "^server/core/ticket/",
      "^web/phone/keep/",
    ]),
    home("codes-only-in-access", packages("otpauth"), ["^server/core/access/one-time-code.ts$"]),
    home("office-only-in-present", "^server/core/scoring/office-only.ts$", [
      "^server/core/scoring/firmness/",
      "^server/http/office/results/present-firmness.ts$",
    ]),
    home("signals-only-in-results", "^(server/core/results|web/text)/signals.ts$", [
      "^server/http/office/results/present-signals.ts$",
      "^web/office/results/signals-panel.tsx$",
    ]),
    home("expressions-only-in-definition", packages("re2js", "safe-regex2"), ["^server/core/definition/"]),
    only(
      "store-knows-core",
      "server/store/",
      ["^server/core/", packages("kysely", "better-sqlite3", "pg")],
      NODE,
    ),
    only(
      "keys-know-core-and-roll",
      "server/keys/",
      ["^server/core/", "^server/store/roll.ts$", packages("@node-rs/argon2")],
      NODE,
    ),
    only(
      "installation-knows-store",
      "server/installation/",
      [
        "^server/(core|thread|exports)/",
        "^server/services/(installation|volume/volume-folders).ts$",
        "^server/store/sqlite/(backup|read-versions).ts$",
        "^server/store/postgres/backup-database.ts$",
        "^package.json$",
      ],
      NODE,
    ),
    only("services-know-interfaces", "server/services/", [
      "^server/core/",
      "^server/keys/",
      "^server/store/(office|roll|box|closed|audit-chain|poll-doors).ts$",
    ]),
    only(
      "http-knows-services",
      "server/http/",
      [
        "^server/(core|services|exports|imports)/",
        "^server/keys/(open-transport|seal-reply).ts$",
        "^server/store/(office|roll|box|closed).ts$",
        packages("hono", "@hono/[^/]+", "hono-openapi", "zod"),
      ],
      NODE,
    ),
    { ...only("http-store-types-values", "server/http/", []), to: { path: "^server/store/" } },
    only("imports-know-core", "server/imports/", ["^server/core/", packages("hucre", "csv-parse")], NODE),
    only(
      "exports-know-core",
      "server/exports/",
      [
        "^server/core/",
        "^server/thread/",
        "^web/(text|charts)/",
        packages("hucre", "pdfkit", "docx", "chart.js", "@napi-rs/canvas", "uqr", "@expo-google-fonts/[^/]+"),
      ],
      NODE,
    ),
    only(
      "definitions-know-core",
      "server/definitions/",
      ["^server/(core|thread)/", packages("zod", "survey-core")],
      NODE,
    ),
    only("thread-knows-nothing", "server/thread/", [packages("tsx")], NODE),
    home("survey-core-in-one-file", packages("survey-core"), [
      "^server/definitions/survey-core-faults.ts$",
      "^web/",
    ]),
    home("drivers-only-in-store", packages("kysely", "better-sqlite3"), ["^server/store/"]),
    home("pg-only-in-postgres", packages("pg", "pg-[^/]+"), ["^server/store/postgres/"]),
    home("hono-only-in-http", packages("hono", "@hono/[^/]+", "hono-openapi"), [
      "^server/http/",
      "^server/(compose|start-server).ts$",
      "^web/",
    ]),
    home(
      "root-is-not-imported",
      "^server/(compose|compose-offices|main|portable|start-server|config|places|shipped-library).ts$|^server/cli/",
      [
        "^server/(compose|compose-offices|main|portable|start-server|shipped-library|accept-shipped-forms).ts$",
        "^server/cli/",
      ],
    ),
    {
      name: "web-knows-core",
      severity: "error",
      from: { path: "^web/", pathNot: TESTS },
      to: {
        path: "^server/|^scripts/|^tests/",
        pathNot: ["^server/core/", "^server/http/(app|office/answers[a-z-]*|phone/present-poll).ts$"],
      },
    },
    {
      name: "web-server-types-values",
      severity: "error",
      from: { path: "^web/", pathNot: TESTS },
      to: { path: "^server/", pathNot: "^server/core/" },
    },
    {
      name: "web-has-no-node",
      severity: "error",
      from: { path: "^web/", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    only("text-is-a-leaf", "web/text/", ["^server/core/", "^server/http/office/answers[a-z-]*.ts$"]),
    {
      name: "product-does-not-know-tests",
      severity: "error",
      from: { path: "^(server|web)/", pathNot: TESTS },
      to: { path: `^tests/|${TESTS}` },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
};

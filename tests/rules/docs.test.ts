/** Documentation that cannot rot: what the code has stands in `docs/`, and what stands there the code has. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../../server/cli/program.ts";
import { composeApp, openServices, type Services } from "../../server/compose.ts";
import { STATUS } from "../../server/http/status.ts";
import { CLOSED_TABLES } from "../../server/store/sqlite/closed-schema.ts";
import { temporaryStores } from "../../server/store/sqlite/temporary-stores.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** Rows of the tables of a page: the cells of each, without the heads. */
const rowsOf = (page: string): string[][] =>
  page
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[-|]+\|$/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

describe("settings", () => {
  const settings = [...read("server/config.ts").matchAll(/env\["(\w+)"\]/g)].map(([, name]) => name!);

  it("are read in config.ts", () =>
    expect(settings).toEqual(expect.arrayContaining(["PORT", "PLUMBLINE_DATA"])));

  it("all stand in docs/operating.md, and no others", () => {
    const documented = rowsOf(read("docs/operating.md"))
      .map(([name]) => codesIn(name!)[0])
      .filter((name) => /^[A-Z_]+$/.test(name ?? ""));
    expect(documented.toSorted()).toEqual([...new Set(settings)].toSorted());
  });
});

describe("refusals", () => {
  const rows = rowsOf(read("docs/problems.md")).slice(1);
  /** `code: { fact: …; fact: … }` of the catalogue. */
  const facts = new Map(
    [
      ...read("server/core/problem.ts").matchAll(/^ {2}"?([a-z.-]+)"?: (Record<never, never>|\{ .* \});$/gm),
    ].map(([, code, shape]) => [code!, [...shape!.matchAll(/(\w+)\??: /g)].map(([, fact]) => fact!)]),
  );

  it("all stand in docs/problems.md with their status and facts, in the order of the catalogue", () => {
    const documented = rows.map(([code, status, , named]) => [
      codesIn(code!)[0],
      Number(status),
      codesIn(named!),
    ]);
    const known = Object.entries(STATUS).map(([code, status]) => [code, status, facts.get(code)]);
    expect(documented).toEqual(known);
  });

  it("say when", () => {
    for (const [code, , when] of rows) expect([code, (when ?? "").length > 5]).toEqual([code, true]);
  });
});

describe("commands", () => {
  const namesOf = (command: Command, above = ""): string[] =>
    command.commands.flatMap((one) => {
      const name = `${above}${one.name()}`;
      return one.commands.length > 0 ? namesOf(one, `${name} `) : [name];
    });
  const commands = namesOf(createProgram());

  it("all stand in docs/operating.md, and no others", () => {
    const page = read("docs/operating.md");
    const named = rowsOf(page.slice(page.indexOf("## Commands")))
      .slice(1)
      .flatMap(([cell]) => codesIn(cell!))
      .map((call) => call.replace(/ (--|[A-Z]).*$/, ""));
    expect([...new Set(named)].toSorted()).toEqual(commands.toSorted());
  });

  it("that the keeper of a county needs stand in the Chinese manual, and exist", () => {
    const manual = read("docs/operating.zh-CN.md");
    const needed =
      "round import,round seal,tickets,poll open,poll close,poll void,results,export,accounts add,backup,verify,sheet";
    for (const command of needed.split(",")) {
      expect(commands).toContain(command);
      expect(manual).toMatch(new RegExp(`(\`|plumbline -- )${command}`));
    }
  });
});

describe("every command that the Chinese manual prints", () => {
  const program = createProgram();
  const find = (words: readonly string[]) => {
    let [found, at]: [Command, number] = [program, 0];
    for (; ; at += 1) {
      const next = found.commands.find((one) => one.name() === words[at]);
      if (!next) return { found, at };
      found = next;
    }
  };
  const printed = codesIn(read("docs/operating.zh-CN.md"))
    .map((code) => /^(npm run plumbline -- |plumbline )?(.+)$/s.exec(code)!)
    .map(([, isCalled, rest]) => ({ isCalled: isCalled !== undefined, words: rest!.split(/[ =]/) }))
    .filter(({ isCalled, words }) => isCalled || find(words).at > 0);

  it.each(printed.map(({ words }) => [words.join(" "), words] as const))("%s", (_, words) => {
    if (words[0] === "--help") return;
    const { found, at } = find(words);
    expect(at).toBeGreaterThan(0);
    expect(found.commands.map((one) => one.name())).toEqual([]);
    const known = found.options.map(({ long }) => long);
    expect(known).toEqual(expect.arrayContaining(words.filter((word) => word.startsWith("--"))));
  });

  it("are many", () => {
    expect(printed.length).toBeGreaterThan(25);
  });
});

describe("the HTTP interface", () => {
  let stores: Awaited<ReturnType<typeof temporaryStores>>;
  let services: Services;
  let routes: string[];
  beforeAll(async () => {
    stores = await temporaryStores();
    await stores.close();
    services = await openServices({ dataFolder: stores.folder, address: null });
    const app = await composeApp(services, new Map());
    routes = app.routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/"))
      .map(({ method, path }) => `${method} ${path}`);
  });
  afterAll(async () => {
    await services.close();
    rmSync(stores.folder, { recursive: true });
  });

  /** Calls of a table's first cells; `POST /polls/:poll/open · /pause` names a sister of the path before it. */
  function callsIn(page: string, base: string): string[] {
    const calls: string[] = [];
    for (const code of rowsOf(page).flatMap(([cell]) => codesIn(cell!))) {
      const call = /^(GET|POST|PUT|DELETE) (\/\S+?)(\?\S*)?$/.exec(code);
      if (call) calls.push(`${call[1]} ${base}${call[2]}`);
      else if (/^\/[a-z]+$/.test(code)) calls.push(calls.at(-1)!.replace(/\/[^/]+$/, code));
    }
    return calls;
  }

  it("is the one of docs/http.md, route by route", () => {
    const page = read("docs/http.md");
    const office = page.indexOf("## Office");
    const documented = [...callsIn(page.slice(0, office), ""), ...callsIn(page.slice(office), "/api/office")];
    expect(documented.toSorted()).toEqual([...new Set(routes)].toSorted());
  });
});

describe("columns of the stores", () => {
  const page = read("docs/storage.md");

  /** Table → columns, as the page gives them in the section of a file. */
  function documentedIn(heading: string): Map<string, string[]> {
    const from = page.indexOf(`\n## ${heading}`);
    const section = page.slice(from, page.indexOf("\n## ", from + 4));
    return new Map(
      rowsOf(section)
        .filter(([name]) => /^`\w+`$/.test(name!))
        .map(([name, columns]) => [
          codesIn(name!)[0]!,
          codesIn(columns!.replace(/\([^)]*\)/g, "")).toSorted(),
        ]),
    );
  }

  function columnsOf(db: Database.Database): Map<string, string[]> {
    const tables = db
      .prepare<[], string>("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all();
    return new Map(
      tables.map((table) => [
        table,
        db.prepare<[string], string>("select name from pragma_table_info(?)").pluck().all(table).toSorted(),
      ]),
    );
  }

  it.each(["office.db", "roll.db", "box.db"])("%s is as docs/storage.md says", async (name) => {
    const stores = await temporaryStores();
    await stores.close();
    const db = new Database(join(stores.folder, name), { readonly: true });
    const found = columnsOf(db);
    db.close();
    rmSync(stores.folder, { recursive: true });
    expect(documentedIn(name)).toEqual(found);
  });

  it("closed files are as docs/storage.md says", () => {
    const db = new Database(":memory:");
    for (const table of CLOSED_TABLES) db.exec(table);
    expect(documentedIn("closed/&lt;poll&gt;.db")).toEqual(columnsOf(db));
    db.close();
  });
});

describe("pages", () => {
  const pages = ["README.md", "README.zh-CN.md", "CHANGELOG.md"].concat(
    readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join("docs", name)),
  );

  it.each(pages)("every link of %s resolves", (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!.replace(/#.*$/, ""));
    const broken = links.filter(
      (link) => link !== "" && !/^https?:/.test(link) && !existsSync(join(ROOT, dirname(page), link)),
    );
    expect(broken).toEqual([]);
  });

  it("every test that docs/anonymity.md names is there", () => {
    const tests = codesIn(read("docs/anonymity.md")).filter((code) => /\.(test\.ts|json)$/.test(code));
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("every test that docs/security.md names is there", () => {
    const tests = codesIn(read("docs/security.md")).filter((code) => code.endsWith(".test.ts"));
    expect(tests.length).toBeGreaterThan(40);
    expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("every file that docs/security-asvs.md names is there", () => {
    const named = codesIn(read("docs/security-asvs.md")).filter((code) => /^(server|web|tests)\//.test(code));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !path.includes("*") && !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("every item of levels 1 and 2 that has a counterpart stands once in docs/security-asvs.md", () => {
    // In release 5.0.0 these items come first in each section; numbers only, section:last item of level 2.
    const lastOf =
      "1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 " +
      "5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 7.1:2 7.2:4 7.3:2 7.4:5 7.5:2 8.1:2 8.2:3 8.3:1 8.4:1 " +
      "11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 " +
      "15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3";
    const asked = lastOf.split(" ").flatMap((one) => {
      const [section, last] = one.split(":");
      return Array.from({ length: Number(last) }, (_, at) => `${section}.${at + 1}`);
    });
    const named = rowsOf(read("docs/security-asvs.md")).flatMap(([item]) =>
      [...item!.matchAll(/(\d+\.\d+)\.(\d+)(?:–\d+\.\d+\.(\d+))?/g)].flatMap(([, section, from, to]) =>
        Array.from(
          { length: Number(to ?? from) - Number(from) + 1 },
          (_, at) => `${section}.${Number(from) + at}`,
        ),
      ),
    );
    // With the 59 that have none: the 70 of level 1 and 183 of level 2.
    expect(asked.length).toBe(70 + 183 - 59);
    expect(asked.filter((item) => named.filter((one) => one === item).length !== 1)).toEqual([]);
  });

  it("whatever docs/security-asvs.md calls met names code, a test or a page", () => {
    const met = rowsOf(read("docs/security-asvs.md")).filter(([, verdict]) => verdict?.startsWith("met"));
    expect(met.length).toBeGreaterThan(70);
    const bare = met.filter(
      ([, , where]) =>
        !codesIn(where!).some((code) => code.includes("/") || code.includes("*")) && !/\]\(/.test(where!),
    );
    expect(bare.map(([item]) => item)).toEqual([]);
  });

  it("every promise in docs/anonymity.md names a test", () => {
    const promises = rowsOf(read("docs/anonymity.md")).filter(([name]) => /^P\d+$/.test(name!));
    expect(promises.length).toBeGreaterThan(15);
    for (const [name, , proof] of promises)
      expect([name, proof]).toEqual([name, expect.stringContaining(".test.ts")]);
  });

  it("every rule of imports stands in docs/architecture.md, and no other", () => {
    const rules = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as {
      readonly forbidden: readonly { readonly name: string }[];
    };
    const page = read("docs/architecture.md");
    const table = rowsOf(page.slice(page.indexOf("## Who may import what"))).slice(1);
    const named = table.flatMap(([cell]) => codesIn(cell!));
    expect(named.toSorted()).toEqual(rules.forbidden.map(({ name }) => name).toSorted());
  });
});

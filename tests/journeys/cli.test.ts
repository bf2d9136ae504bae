/**
 * The `plumbline` command: exit codes, JSON, sentences. A few calls go the whole way through a process of their own;
 * the others run in this one, because a process costs seconds where a call costs a fraction.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILT_COMMAND } from "./built-server.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { type Ran, runCommand } from "./run-command.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SURVEYS = join(ROOT, "surveys");
const HAN = /\p{Script=Han}/u;
const HAS_MODES = process.platform !== "win32";

let folder: string;
let dataFolder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-cli-"));
  dataFolder = join(folder, "data");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = (): Record<string, string> => ({
  PLUMBLINE_DATA: dataFolder,
  PLUMBLINE_URL: "http://192.168.1.10:8080",
  DATABASE_URL: "",
});

function withoutStack(ran: Ran): Ran {
  expect(ran.out + ran.error).not.toMatch(/\n\s+at |fault /);
  return ran;
}

/** A process of its own. */
function spawned(...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...BUILT_COMMAND, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, ...settings() },
  });
  return withoutStack({ code: status, out: stdout, error: stderr });
}

/** The same call in this process. */
const run = async (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  withoutStack(await runCommand(args, { ...settings(), ...env }));

/** Runs with `--json` and parses what it prints. Tests read answers of many shapes; each asserts what it uses. */
// oxlint-disable-next-line typescript/no-explicit-any
async function json(...args: string[]): Promise<any> {
  const { code, out, error } = await run([...args, "--json"]);
  expect({ code, error: error.replace("内部核对，不得公布\n", "") }).toEqual({ code: 0, error: "" });
  return JSON.parse(out);
}

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Refused: nothing on stdout, a Chinese sentence on stderr. */
function expectRefused({ code, out, error }: Ran, wanted: 1 | 2, sentence: string): void {
  expect({ code, out }).toEqual({ code: wanted, out: "" });
  expect(error).toMatch(HAN);
  expect(error).toContain(sentence);
}

const TEAM = join(SURVEYS, "leadership-team", "definition.json");

const PLAIN = JSON.stringify({
  title: "食堂满意度",
  elements: [
    { type: "radiogroup", name: "taste", title: "口味", choices: ["好", "一般", "差"], isRequired: true },
    { type: "checkbox", name: "wish", title: "希望", choices: ["早餐", "晚餐"] },
  ],
});

describe("the usage", () => {
  it("is Chinese, down to the single command", async () => {
    for (const args of [["--help"], ["poll", "--help"], ["ballots", "import", "--help"]]) {
      const { code, out } = await run(args);
      expect(code).toBe(0);
      expect(out).toMatch(/用法：[^]*选项：[^]*显示用法/);
      expect(out.replace(/\[(选项|命令)\]/g, "")).not.toMatch(
        /Usage|Options|Commands|display help|default:|\[options\]/,
      );
    }
  });

  it.each([
    [["frobnicate"], "没有“frobnicate”这个命令"],
    [["accounts", "list", "--quiet"], "没有“--quiet”这个选项"],
    [["tickets", "p1"], "还要写明 --batch <id>"],
    [["results"], "--round"],
    [["accounts", "add", "甲", "--role", "chief"], "--role 只能是"],
  ])("%j is a usage error", async (args, sentence) => {
    const { code, error } = await run(args);
    expect(code).toBe(2);
    expect(error).toContain(sentence);
  });

  it("as JSON too", () => {
    const { code, error } = spawned("results", "--json");
    expect(code).toBe(2);
    expect(JSON.parse(error)).toMatchObject({ code: "usage" });
  });
});

describe("check", () => {
  it("passes a shipped form", async () => {
    expect(await json("check", TEAM)).toEqual([
      { file: TEAM, id: "leadership-team", title: expect.stringMatching(HAN), warnings: [] },
    ]);
  });

  it("names every fault of a bad one, by path and in Chinese", async () => {
    const bad = write("bad.json", PLAIN.replace('"radiogroup"', '"file"'));
    expectRefused(await run(["check", bad]), 1, "$.elements[0].type");
    const { code, error } = await run(["check", TEAM, bad, "--json"]);
    expect(code).toBe(1);
    const { facts } = JSON.parse(error) as { facts: { faults: { path: string; sentence: string }[] } };
    expect(facts.faults[0]?.path).toContain("bad.json");
    expect(facts.faults[0]?.sentence).toMatch(HAN);
  });

  it("says which file is missing or is no JSON", async () => {
    expectRefused(await run(["check", join(folder, "none.json")]), 1, "none.json：没有这个文件");
    expectRefused(await run(["check", write("broken.json", "{")]), 1, "第 1 行第 2 列");
    expectRefused(await run(["check", folder]), 1, "给的是文件夹");
  });
});

describe("answers check", () => {
  const check = async (answers: string, ...more: string[]): Promise<Ran> => {
    const definition = write("plain.json", PLAIN);
    const file = write("answers.json", answers);
    return await run(["answers", "check", "--definition", definition, "--answers", file, ...more]);
  };

  it("takes good answers", async () => {
    const { code, out } = await check('[{"taste":"好"},{"data":{"taste":"差","wish":["早餐"]}}]', "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      { index: 0, valid: true, questions: [] },
      { index: 1, valid: true, questions: [] },
    ]);
  });

  it("names what is wrong with bad ones and exits 1", async () => {
    const lines = '{"taste":"好"}\n{"taste":"妙"}\n{"wish":["早餐"],"extra":1}';
    const { code, out } = await check(lines, "--json");
    expect(code).toBe(1);
    const verdicts = JSON.parse(out) as { questions: { question: string; reason: string }[] }[];
    expect(
      verdicts.map(({ questions }) => questions.map((one) => `${one.question} ${one.reason}`).toSorted()),
    ).toEqual([[], ["taste unknown-option"], ["extra unknown-question", "taste required"]]);
    const said = await check(lines);
    expect(said.code).toBe(1);
    expect(said.out).toContain("1 份可以接收，2 份不能接收");
    expect(said.out).toContain("口味：选的一项不在选项里");
  });

  it("says when the answers are no JSON", async () => {
    expectRefused(await check("taste=好"), 1, "answers.json：里面不是完整的 JSON");
  });
});

describe("a round on the command line", () => {
  let round: string;
  let polls: { poll: string; unit: string; state: string }[];

  const lines = (name: string, keep: (line: string, i: number) => boolean): string =>
    readFileSync(join(SURVEYS, "example-round", name), "utf8")
      .split("\n")
      .filter(keep)
      .join("\n");

  it("begins with init, which prints the first passwords once", async () => {
    const { accounts, folder: made } = await json("init");
    expect(made).toBe(dataFolder);
    expect(accounts.map(({ name }: { name: string }) => name)).toEqual(["承办人", "审核人"]);
    for (const { password } of accounts) expect(password).toHaveLength(14);
    // Listed by their random ids, so in either order.
    const listed: { name: string }[] = await json("accounts", "list");
    expect(listed.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: "审核人", role: "office", group: null },
      { name: "承办人", role: "office", group: null },
    ]);
    expect((await json("init")).accounts).toEqual([]);
  });

  it("imports settings and roster, or nothing", async () => {
    const settings = join(SURVEYS, "example-round", "round.json");
    const units = write(
      "units.csv",
      lines("units.csv", (_, i) => i < 3),
    );
    const leaders = write(
      "leaders.csv",
      lines("leaders.csv", (line, i) => i === 0 || /^县(水利|市场)/.test(line)),
    );
    const broken = write("broken-units.csv", readFileSync(units, "utf8").replace(",14,", ",十四,"));
    const refused = await run(["round", "import", "--settings", settings, "--roster", broken, leaders]);
    expectRefused(refused, 1, "第 2 行");
    expect(await json("round", "list")).toEqual([]);
    const imported = await json("round", "import", "--settings", settings, "--roster", units, leaders);
    expect(imported.units).toBe(2);
    round = imported.round;
    const listed = spawned("round", "list", "--json");
    expect(listed.code).toBe(0);
    expect(JSON.parse(listed.out)).toMatchObject([{ id: round, isFrozen: false }]);
  });

  it("says what is wrong with settings", async () => {
    const roster = join(SURVEYS, "example-round", "units.csv");
    const odd = write("odd.json", '{"title":"甲","colour":"red"}');
    expectRefused(await run(["round", "import", "--settings", odd, "--roster", roster]), 1, "odd.json");
    expectRefused(
      await run(["round", "import", "--settings", roster, "--roster", roster]),
      1,
      "units.csv：里面不是完整的 JSON",
    );
  });

  it("is sealed only with an address, by either name of the command", async () => {
    const unready = await run(["round", "ready", round], { PLUMBLINE_URL: "" });
    expect(unready.code).toBe(1);
    expect(unready.out).toContain("待办　收票方式　还没有设网址");
    expect(await json("round", "ready", round)).toMatchObject({ next: "seal", isSealable: true });
    expectRefused(await run(["round", "seal", round], { PLUMBLINE_URL: "" }), 1, "还没有设置网址");
    const { sealed, tooSmall } = await json("poll", "seal", "--round", round);
    expect([sealed.length, tooSmall]).toEqual([2, []]);
    expect(await json("round", "seal", round)).toEqual({ sealed: [], tooSmall: [] });
    expect((await run(["round", "ready", round])).out).toContain("下一步：领码纸");
    polls = sealed.map((poll: string) => ({ poll, unit: "", state: "sealed" }));
  });

  it("makes tickets: one PDF for its owner only, never over another file", async () => {
    const out = join(folder, "tickets.pdf");
    const args = ["tickets", polls[0]!.poll, "--batch", "A", "--spare", "2", "--out", out];
    expect(await json(...args)).toMatchObject({ file: out });
    const pdf = readFileSync(out);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    if (HAS_MODES) expect(statSync(out).mode & 0o777).toBe(0o600);
    expectRefused(await run(args), 1, "已经有这个文件");
    expect(readFileSync(out)).toEqual(pdf);
    const unknown = join(folder, "unknown.pdf");
    expect((await run(["tickets", polls[0]!.poll, "--batch", "X", "--out", unknown])).code).toBe(1);
    expect(existsSync(unknown)).toBe(false);
    expect(
      (await run(["tickets", polls[0]!.poll, "--batch", "A", "--spare", "-1", "--out", unknown])).code,
    ).toBe(2);
  });

  it("opens, pauses, goes on, closes, voids", async () => {
    const { poll } = polls[0]!;
    expect((await json("poll", "open", "--round", round)).map((row: { state: string }) => row.state)).toEqual(
      ["open", "open"],
    );
    expect((await json("poll", "pause", poll))[0].state).toBe("paused");
    expectRefused(await run(["poll", "open", poll]), 1, "暂停");
    expect((await json("poll", "resume", poll))[0].state).toBe("open");
    expectRefused(await run(["results", poll]), 1, "还没有封存");
    expectRefused(await run(["tally", poll]), 1, "还没有封存");
    expect((await json("poll", "close", poll))[0].state).toBe("closed");
    expect((await json("poll", "void", polls[1]!.poll, "--reason", "材料有误"))[0].state).toBe("void");
    expectRefused(await run(["poll", "open", "p0"]), 1, "没有找到这次测评");
    expectRefused(await run(["poll", "close", "--round", "r0"]), 1, "没有找到这个轮次");
  });

  it("does not run beside another process on the same folder", async () => {
    const stores = await openStores(dataFolder);
    try {
      expectRefused(spawned("round", "list"), 1, "另一个程序正在使用这里的数据");
    } finally {
      await stores.close();
    }
  });
});

describe("ballots import", () => {
  const rows = [
    ...Array.from({ length: 12 }, (_, i) => `甲,领导,${i < 7 ? "好" : "差"},${i % 2},0`),
    ...Array.from({ length: 11 }, (_, i) => `乙,职工,${i < 4 ? "好" : "一般"},1,${i % 2}`),
  ];
  let outcome: { round: string; units: number; ballots: number };

  const importing = (csv: string): string[] => [
    "ballots",
    "import",
    "--definition",
    write("plain.json", PLAIN),
    "--answers",
    write("rows.csv", csv),
    "--map",
    "unit=单位,category=类别",
  ];

  it("takes all rows or none", async () => {
    const head = "单位,类别,taste,早餐,晚餐";
    const bad = await run(importing([head, ...rows, "乙,职工,妙,0,0"].join("\n")));
    expectRefused(bad, 1, "第 25 行「taste」");
    const good = [head, ...rows].join("\n");
    expectRefused(await run([...importing(good), "--scheme", "no-such"]), 1, "no-such");
    expect((await run([...importing(head), "--map", "unit"])).code).toBe(2);
  });

  it("becomes a round that closes at once", async () => {
    const head = "单位,类别,taste,早餐,晚餐";
    outcome = await json(...importing([head, ...rows].join("\n")), "--title", "食堂");
    expect(outcome).toMatchObject({ units: 2, ballots: 23 });
    const closed = await json("poll", "close", "--round", outcome.round);
    expect(closed.map((row: { state: string }) => row.state)).toEqual(["closed", "closed"]);
  });

  it("tally counts every ballot, unit by unit and in all, and says that it is not to be published", async () => {
    const { polls, total } = await json("tally", "--round", outcome.round);
    const counts = polls.map(
      (poll: { unit: string; forms: { blocks: { ballots: number; leaves: unknown }[] }[] }) => [
        poll.unit,
        poll.forms[0]!.blocks.map(({ ballots, leaves }) => ({ ballots, leaves })),
      ],
    );
    const choice = (...n: number[]) => ({ kind: "choice", counts: n, blank: 0 });
    expect(Object.fromEntries(counts)).toMatchObject({
      甲: [{ ballots: 12, leaves: [choice(7, 0, 5), { counts: [6, 0], blank: 6 }] }],
      乙: [{ ballots: 11, leaves: [choice(4, 7, 0), { counts: [11, 5], blank: 0 }] }],
    });
    const summed = total[0].blocks.map(({ ballots }: { ballots: number }) => ballots).toSorted();
    expect(summed).toEqual([11, 12]);
    const said = await run(["tally", polls[0].poll]);
    expect(said.out).toContain("内部核对，不得公布");
    for (const more of [[], ["--json"]]) {
      const { out, error } = await run(["statistics", polls[0].poll, ...more]);
      expect([out.includes("内部核对，不得公布"), error]).toEqual(
        more.length === 0 ? [true, ""] : [false, "内部核对，不得公布\n"],
      );
    }
  });

  it("results prints what is released; export writes every document", async () => {
    const { polls } = await json("tally", "--round", outcome.round);
    const { poll } = polls.find(({ unit }: { unit: string }) => unit === "甲");
    const results = await json("results", poll);
    expect(results.forms[0]).toMatchObject({ level: "tables", ballots: 12 });
    expect((await json("results", "--round", outcome.round)).rows).toHaveLength(2);
    const out = join(folder, "documents");
    const { files } = await json("export", "--round", outcome.round, "--out", out, "--format", "xlsx,csv");
    const written = readdirSync(out, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(written.map((one) => join(one.parentPath, one.name)).toSorted()).toEqual([...files].toSorted());
    expect(files.some((file: string) => /_甲_测评结果报告单_[\d-]+\.xlsx$/.test(file))).toBe(true);
    expect(readFileSync(files[0]).subarray(0, 2).toString()).toBe("PK");
    const wrong = await run(["export", "--round", outcome.round, "--out", out, "--format", "doc"]);
    expectRefused(wrong, 2, "--format 只能是");
    expectRefused(
      await run(["export", "--round", "r0", "--out", join(folder, "none")]),
      1,
      "没有找到这个轮次",
    );
  });
});

describe("accounts", () => {
  it("are added with a first password and listed without", async () => {
    const added = await json("accounts", "add", "审核人", "--role", "group", "--group", "县委第一巡察组");
    expect(added).toMatchObject({ name: "审核人", role: "group" });
    const listed = await json("accounts", "list");
    expect(listed).toContainEqual({ name: "审核人", role: "group", group: "县委第一巡察组" });
    expect(JSON.stringify(listed)).not.toContain(added.password);
  });
});

describe("backup", () => {
  it("writes a data folder that opens, into a new folder only", async () => {
    const copy = join(folder, "copy");
    expect(await json("backup", copy)).toMatchObject({ folder: copy });
    const rounds = await run(["round", "list", "--json"], { PLUMBLINE_DATA: copy });
    expect(JSON.parse(rounds.out)).toEqual(await json("round", "list"));
    expectRefused(await run(["backup", copy]), 2, "新的或空的文件夹");
    expectRefused(
      await run(["backup", join(folder, "b2")], { PLUMBLINE_DATA: join(folder, "nothing") }),
      2,
      "没有准绳的数据",
    );
  });
});

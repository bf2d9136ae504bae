/** No document takes the place of another: in the folder that is written, in the archive that is packed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDocuments } from "../../server/cli/write-documents.ts";
import type { Cell, PrintedDocument } from "../../server/core/documents/document.ts";
import { roundPack } from "../../server/http/office/documents/after-pack.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { answerAndClose, startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { ROUND, startTestServer, testUnit, type TestServer } from "./start-server.ts";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-names-"));
  // File systems refuse the star, so both would be written under one name.
  const units = [
    testUnit("water", "县水利局党组", [4, 5, 11]),
    testUnit("star", "县水利局党组*", [4, 5, 11]),
  ];
  server = await startClosedRound({ units });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

it("keeps every recount's sheet: the second has a name of its own, and the first keeps its name", async () => {
  const office = await OfficeClient.signIn(server);
  const recount = `/rounds/${server.round}/units/water/recount`;
  for (const _ of [1, 2]) expect(await office.status("POST", recount, {})).toBe(200);
  const pack = await office.send("GET", `/polls/${server.polls.get("water")}/documents.zip`);
  const names = [...unpackWorkbook(new Uint8Array(await pack.arrayBuffer())).keys()];
  const sheets = names.filter((name) => name.includes("复核单") && name.endsWith(".pdf"));
  expect(sheets.map((name) => name.split("_").at(-2))).toEqual(["复核单", "复核单（第2次）"]);
});

it("refuses to write two documents of one name", async () => {
  const options = { formats: ["csv"], withTexts: false, progress: () => {} } as const;
  await expect(writeDocuments(server.deps, server.round, folder, options)).rejects.toThrow(
    /^two documents are named .+csv$/,
  );
});

describe("units with names of 80 characters, two of them with one beginning", () => {
  const name = (last: string): string =>
    "省属国有农场管理局直属机关服务中心党支部".repeat(4).slice(0, 79) + last;
  const CLOSED = ["one", "two"] as const;
  let long: TestServer;
  let office: OfficeClient;
  beforeAll(async () => {
    long = await startTestServer({
      units: [...CLOSED, "sealed"].map((id, at) => testUnit(id, name("甲乙丙"[at]!), [2, 2, 4])),
      opens: false,
    });
    for (const id of CLOSED) {
      await openPoll(long.deps, KEEPER, long.polls.get(id)!);
      await answerAndClose(long, long.polls.get(id)!, 0.8);
    }
    office = await OfficeClient.signIn(long);
  });
  afterAll(() => long.stop());

  it("have every file of a written folder, each unit in a folder of its own", async () => {
    const own = join(folder, "long");
    const options = { formats: ["csv", "pdf"], withTexts: true, progress: () => {} } as const;
    const files = await writeDocuments(long.deps, long.round, own, options);
    expect(new Set(files.map((file) => basename(file))).size).toBe(files.length);
    for (const file of files) expect(Buffer.byteLength(basename(file))).toBeLessThanOrEqual(255);
    expect(readdirSync(own, { withFileTypes: true }).filter((one) => one.isDirectory())).toHaveLength(2);
    const reports = files.filter((file) => basename(file).includes("测评结果报告单"));
    expect(new Set(reports.map(dirname)).size).toBe(2);
  });

  it("are packed with exactly what 归档目录 lists, document by document", async () => {
    const held = new Set<string>();
    const standing = await scoreRound(long.deps, long.round);
    for await (const { name } of roundPack(long.deps, standing, "2026-11-20", () => {}))
      if (name.endsWith(".pdf")) held.add(name);
    const own = join(folder, "archive");
    const options = { formats: ["json"], withTexts: false, progress: () => {} } as const;
    const written = (await writeDocuments(long.deps, long.round, own, options))
      .filter((file) => !file.endsWith("sheet.json"))
      .map((file) => JSON.parse(readFileSync(file, "utf8")) as PrintedDocument);
    const list = written.find(({ kind }) => kind === "archive-list")!;
    const [block] = list.body;
    const rows = block?.block === "table" ? block.table.body : [];
    const listed = rows.flatMap(([, unit, title, checksum]) =>
      checksum && printed(checksum) !== "—" ? [[printed(unit!), printed(title!), printed(checksum)]] : [],
    );
    const others = written.filter((one) => one !== list);
    expect(listed.map(([, , checksum]) => checksum).toSorted()).toEqual(
      others.map(({ checksum }) => checksum).toSorted(),
    );
    expect(listed.map(([, title]) => title).filter((title) => title!.includes("送审稿"))).toHaveLength(3);
    // Data and codebook have no pages; the list itself is in the archive too.
    const paged = others.filter(({ kind }) => kind !== "data" && kind !== "codebook");
    expect(held.size).toBe(paged.length + 1);
    expect(rows.slice(-2).map((cells) => printed(cells.at(-1)!))).toEqual(["随包", "只在归档包里"]);
  });

  it("have a pack before the meeting in which every name says round, unit, material and day", async () => {
    const poll = long.polls.get("sealed")!;
    const pack = await office.send("POST", `/polls/${poll}/meeting/pack`, { spare: 0 });
    expect(named(pack)).toMatch(/^十五届县委第三轮巡察_省属.+_会前材料_\d{4}-\d\d-\d\d\.zip$/u);
    const names = [...unpackWorkbook(new Uint8Array(await pack.arrayBuffer())).keys()];
    expect(names.length).toBeGreaterThan(7);
    for (const one of names) {
      expect(one).toMatch(
        new RegExp(`^${ROUND.title}_省属.+~[0-9a-f]{8}_.+_\\d{4}-\\d\\d-\\d\\d\\.\\w+$`, "u"),
      );
      expect(Buffer.byteLength(one)).toBeLessThanOrEqual(255);
    }
  });

  it.each([
    ["poster", (poll: string) => ["GET", `/polls/${poll}/meeting/poster/A4`] as const, "会场海报_A4"],
    [
      "paper forms",
      (poll: string) => ["GET", `/polls/${poll}/batches/leaders/forms.pdf`] as const,
      "纸质表_",
    ],
    ["tickets", (poll: string) => ["POST", `/polls/${poll}/tickets`] as const, "领码纸_"],
  ])("name the %s as everything else", async (_, ask, title) => {
    const poll = long.polls.get("sealed")!;
    const batch = (await long.deps.live.get(poll)).plan.batches[0]!.id;
    const [method, path] = ask(poll);
    const body = method === "POST" ? [{ batch, spare: 0 }] : [];
    const answer = await office.send(method, path.replace("/leaders/", `/${batch}/`), ...body);
    expect(named(answer)).toMatch(
      new RegExp(`^${ROUND.title}_省属.+~[0-9a-f]{8}_${title}.*_\\d{4}-\\d\\d-\\d\\d\\.pdf$`, "u"),
    );
  });
});

const printed = (cell: Cell): string => ("text" in cell ? cell.text : "");

const named = ({ headers }: Response): string =>
  decodeURIComponent(/UTF-8''(.+)$/.exec(headers.get("content-disposition") ?? "")?.[1] ?? "");

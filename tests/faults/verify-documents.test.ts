/** P13: documents are made anew from the closed files and compared; one changed cell is found and named. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareDocuments } from "../../server/cli/verify/compare-documents.ts";
import { writeDocuments } from "../../server/cli/write-documents.ts";
import { openServices } from "../../server/compose.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { zipped } from "../../server/exports/zip.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { differenceSentence } from "../../web/text/verify.ts";
import { runCommand } from "../journeys/run-command.ts";
import { testUnit } from "../journeys/start-server.ts";
import { closedRound, type ClosedRound } from "./verify-kit.ts";

let round: ClosedRound;
let written: string;
let spoiled: string;
beforeAll(async () => {
  round = await closedRound();
  written = mkdtempSync(join(tmpdir(), "plumbline-documents-"));
  spoiled = join(written, "spoiled");
  const { deps, close } = await openServices({
    dataFolder: round.dataFolder,
    address: "http://127.0.0.1",
  });
  try {
    const [row] = await deps.office.inTransaction((office) => office.rounds());
    const { id: _, thresholds: __, ...settings } = row!.round;
    // Another round of the same title: its documents have the names of the first one's.
    const twin = await createRound(deps, KEEPER, settings);
    await saveUnits(deps, KEEPER, twin.id, [testUnit("water", "县水利局党组", [5, 10, 30])]);
    await sealRound(deps, KEEPER, twin.id);
    for (const [id, folder] of [
      [row!.round.id, "whole"],
      [twin.id, "twin"],
    ] as const)
      await writeDocuments(deps, id, join(written, folder), {
        formats: ["xlsx", "docx", "pdf", "csv", "json"],
        withTexts: true,
        progress: () => {},
      });
  } finally {
    await close();
  }
}, 120_000);
afterAll(() => {
  round.dispose();
  rmSync(written, { recursive: true, force: true });
});

const REPORT = "县水利局党组_政治生态评估报告_";

type Change = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** A folder with one document of the round, changed. */
async function folderOf(part: string, ending: string, change: Change, from = "whole"): Promise<string> {
  rmSync(spoiled, { recursive: true, force: true });
  mkdirSync(spoiled);
  const files = readdirSync(join(written, from), { recursive: true, encoding: "utf8" });
  const file = files.find((name) => name.includes(part) && name.endsWith(ending))!;
  const bytes = await change(readFileSync(join(written, from, file)));
  writeFileSync(join(spoiled, basename(file)), bytes);
  return spoiled;
}

/** Changes the text of one part of a package, and packs it again. */
const inPackage =
  (part: string, change: (xml: string) => string): Change =>
  (bytes) => {
    const parts = [...unpackWorkbook(bytes)].map(([name, content]) => {
      if (name !== part) return { name, bytes: content };
      const xml = new TextDecoder().decode(content);
      expect(change(xml)).not.toBe(xml);
      return { name, bytes: new TextEncoder().encode(change(xml)) };
    });
    return zipped(parts);
  };
const inText =
  (from: RegExp, to: string): Change =>
  (bytes) =>
    new TextEncoder().encode(new TextDecoder().decode(bytes).replace(from, to));

async function wordBytes(part: string): Promise<Uint8Array> {
  const files = readdirSync(join(written, "whole"), { recursive: true, encoding: "utf8" });
  return readFileSync(
    join(
      written,
      "whole",
      files.find((name) => name.includes(part) && name.endsWith(".docx"))!,
    ),
  );
}

const sentenceOf = async (folder: string): Promise<string | null> => {
  const { differences } = await compareDocuments(round.dataFolder, folder);
  return differences[0] ? differenceSentence(differences[0]) : null;
};

describe("documents of a closed round", () => {
  it("are the same when nobody touched them: every one, in every format", async () => {
    const { files, differences } = await compareDocuments(round.dataFolder, join(written, "whole"));
    expect(differences).toEqual([]);
    expect(files).toBeGreaterThan(25);
    const names = readdirSync(join(written, "whole"), { recursive: true, encoding: "utf8" });
    expect(names.filter((name) => name.endsWith(".pdf")).length).toBeGreaterThan(5);
  });

  it("do not hide each other where two rounds have one title", async () => {
    const names = (folder: string) =>
      readdirSync(join(written, folder)).filter((name) => name.endsWith(".csv"));
    expect(names("whole").filter((name) => names("twin").includes(name)).length).toBeGreaterThan(0);
    const { files, differences } = await compareDocuments(round.dataFolder, join(written, "twin"));
    expect([files > 3, differences]).toEqual([true, []]);
    // The data carry no checksum in CSV: a changed file is compared with the round it is least far from, whichever was made first.
    const digit = inText(/\d(?=\D*$)/, "别的");
    for (const folder of ["whole", "twin"]) {
      const spoilt = await folderOf("发布数据", ".csv", digit, folder);
      expect(await sentenceOf(spoilt), folder).toMatch(/发布数据_.*\.csv 的第 \d+ 行与.*别的/);
    }
  });

  it("have one changed byte of a PDF found", async () => {
    const change: Change = (bytes) => {
      const changed = Uint8Array.from(bytes);
      const at = changed.length >> 1;
      changed[at] = changed[at]! ^ 1;
      return changed;
    };
    expect(await sentenceOf(await folderOf("等次汇总表", ".pdf", change))).toMatch(/\.pdf .*不是同一份。$/);
  });

  it("have one changed cell found and named, in the grade table and in a unit's table", async () => {
    const cell = (xml: string) =>
      xml.replace(/(<c r="[A-Z]+[1-9]\d*"[^>/]*>(?:(?!<\/c>).)*?<(?:v|t)[^>]*>)[^<]*/s, "$1别的");
    const change = inPackage("xl/worksheets/sheet1.xml", cell);
    expect(await sentenceOf(await folderOf("等次汇总表", ".xlsx", change))).toMatch(
      /^材料 .*\.xlsx 的工作表“.+”单元格 [A-Z]+\d+ 与封存文件算出来的不一致：材料上是“别的”，应是“.+”。$/,
    );
    expect(await sentenceOf(await folderOf("县水利局党组_领导班子", ".xlsx", change))).toMatch(
      /^县水利局党组：材料 .*单元格 [A-Z]+\d+ 与/,
    );
  });

  it("have a changed paragraph and line found, and a file that cannot be taken apart", async () => {
    const paragraph = inPackage("word/document.xml", (xml) => xml.replace(/(<w:t[^>]*>)[^<]+/, "$1别的"));
    expect(await sentenceOf(await folderOf("等次汇总表", ".docx", paragraph))).toMatch(
      /第 1 段与.*材料上是“别的/,
    );
    expect(await sentenceOf(await folderOf("等次汇总表", ".csv", inText(/,/, "，")))).toMatch(/第 2 行与/);
    const broken: Change = () => Buffer.from("no workbook at all");
    expect(await sentenceOf(await folderOf("等次汇总表", ".xlsx", broken))).toMatch(/不是同一份。$/);
  });

  it("have a changed number of the data and of the codebook found by its line, in CSV and JSON", async () => {
    const digit = inText(/\d(?=\D*$)/, "别的");
    for (const part of ["发布数据", "数据说明"]) {
      for (const ending of [".csv", ".json"]) {
        const said = await sentenceOf(await folderOf(part, ending, digit));
        expect(said).toMatch(new RegExp(`${part}_.*\\${ending} 的第 \\d+ 行与.*别的`));
      }
    }
  });

  it("have another checksum line found, wherever it stands", async () => {
    const checksum = inText(/本材料校验码( |",")[0-9a-f]{4}/, "本材料校验码$1别的");
    for (const part of ["数据说明", "测评结果报告单"])
      expect(await sentenceOf(await folderOf(part, ".csv", checksum))).toMatch(/第 \d+ 行与/);
  });

  it("have a changed chart of a word file found, whose words are all the same", async () => {
    const parts = [...unpackWorkbook(await wordBytes(REPORT))];
    const picture = parts.find(([name]) => name.startsWith("word/media/"))!;
    const change: Change = () =>
      zipped(
        parts.map(([name, bytes]) => ({
          name,
          bytes: name === picture[0] ? Uint8Array.from([...bytes, 0]) : bytes,
        })),
      );
    expect(await sentenceOf(await folderOf(REPORT, ".docx", change))).toMatch(/不是同一份。$/);
    const same: Change = () => zipped(parts.map(([name, bytes]) => ({ name, bytes })));
    expect(await sentenceOf(await folderOf(REPORT, ".docx", same))).toBeNull();
  });

  it("have only the place of a change told where people's words are in them", async () => {
    const paragraph = inPackage("word/document.xml", (xml) => xml.replace(/(<w:t[^>]*>)[^<]+/, "$1别的"));
    const folder = await folderOf("附文字意见", ".docx", paragraph);
    const { differences } = await compareDocuments(round.dataFolder, folder);
    expect(differences).toMatchObject([{ facts: { found: "", expected: "" } }]);
    expect(differenceSentence(differences[0]!)).toMatch(
      /的第 \d+ 段与封存文件算出来的不一致，内有文字意见，这里不写内容。$/,
    );
  });

  it("are named when the round cannot have made them", async () => {
    const folder = await folderOf("等次汇总表", ".pdf", (bytes) => bytes);
    writeFileSync(join(folder, "别的轮次_等次汇总表_2026-11-20.pdf"), "x");
    expect(await sentenceOf(folder)).toBe(
      "材料 别的轮次_等次汇总表_2026-11-20.pdf 不是这些轮次现在能出的材料。",
    );
  });

  it("are compared by the command, which ends with 1 and says the first difference", async () => {
    const cell = (xml: string) =>
      xml.replace(/(<c r="[A-Z]+[1-9]\d*"[^>/]*>(?:(?!<\/c>).)*?<(?:v|t)[^>]*>)[^<]*/s, "$1别的");
    const folder = await folderOf("等次汇总表", ".xlsx", inPackage("xl/worksheets/sheet1.xml", cell));
    const { code, out } = await runCommand(["verify", round.dataFolder, "--documents", folder]);
    expect([code, out.split("\n")[0]]).toEqual([
      1,
      expect.stringMatching(/^不一致。材料 .*单元格 [A-Z]+\d+ /),
    ]);
    expect(out).toContain("材料：重新生成并逐格核对 1 个文件");
    const elsewhere = await runCommand(["verify", round.exported, "--documents", folder]);
    expect(elsewhere.code).toBe(2);
  });
});

/** A name of rare characters, from the roster to what is printed: told before and at the import, and whole where a font has it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamDocument } from "../../server/exports/document-files.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import type { RosterAnswer } from "../../server/http/office/answers.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { makeDocument } from "../../server/services/documents/document-list.ts";
import { meetingOf } from "../../server/services/documents/meeting-documents.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { OfficeClient } from "./office-client.ts";
import { ROUND, startTestServer, type TestServer } from "./start-server.ts";
import { orSkipped } from "../or-skipped.ts";

const canRead = spawnSync("pdftotext", ["-v"]).status === 0;
if (!canRead) process.stderr.write("SKIPPED, NOT PASSED: pdftotext is not installed, no PDF is read.\n");

/** The embedded font has 㛃 and the middle dot, and has not 𠮷. */
const NAME = "县档案馆𠮷㛃·党支部";
const ROSTER = [
  "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加",
  `${NAME},县直,县委第一巡察组,5,10,30`,
].join("\n");

let server: TestServer;
let office: OfficeClient;
let round: string;
let folder: string;

const upload = async (path: string): Promise<RosterAnswer> => {
  const response = await fetch(`${server.address}/api/office/rounds/${round}/${path}`, {
    method: "POST",
    headers: {
      cookie: office.cookie,
      origin: server.address,
      "content-type": "text/csv",
      "x-file-name": "units.csv",
    },
    body: ROSTER,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as RosterAnswer;
};

function textOf(pdf: Uint8Array): string {
  writeFileSync(join(folder, "t.pdf"), pdf);
  return execFileSync("pdftotext", ["-raw", join(folder, "t.pdf"), "-"], { encoding: "utf8" }).replace(
    /\s/g,
    "",
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-rare-"));
  server = await startTestServer();
  office = await OfficeClient.signIn(server, "承办人");
  const forms = [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }];
  const response = await office.send("POST", "/rounds", { ...ROUND, title: "十五届县委第六轮巡察", forms });
  expect(response.status).toBe(200);
  round = ((await response.json()) as { id: string }).id;
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe("a unit whose name the font has not whole", () => {
  it("is told of before the import and at the import, by row, column and character", async () => {
    for (const path of ["roster/preview", "roster"]) {
      const { warnings } = await upload(path);
      const told = warnings.filter(({ found }) => found === NAME);
      expect([path, told]).toEqual([
        path,
        [expect.objectContaining({ row: 2, column: expect.stringContaining("单位") })],
      ]);
      expect(JSON.stringify(told)).toContain("打印用的字库里没有“𠮷”，纸面上会缺字");
    }
  });

  it.skipIf(!canRead)(
    orSkipped(
      canRead,
      "has all other characters on tickets and documents, and all of them in Word and Excel",
      "pdftotext is not installed",
    ),
    async () => {
      await sealRound(server.deps, KEEPER, round);
      const [poll] = await server.deps.office.inTransaction((o) => o.polls(round));
      const sheet = await office.send("POST", `/polls/${poll!.id}/tickets`, {
        batch: poll!.plan!.batches[0]!.id,
        spare: 0,
      });
      expect(sheet.status).toBe(200);
      const slips = textOf(new Uint8Array(await sheet.arrayBuffer()));
      expect(slips).toContain("㛃·党支部");
      expect(slips).not.toContain("𠮷");
      const { documents } = await meetingOf(server.deps, poll!.id);
      for (const listed of documents) {
        const document = await makeDocument(listed, "2026-11-28");
        const bytes: Uint8Array[] = [];
        for await (const chunk of streamDocument(document, "pdf")) bytes.push(chunk);
        expect([listed.key, textOf(Buffer.concat(bytes))]).toEqual([
          listed.key,
          expect.stringContaining("㛃·党支部"),
        ]);
        const word: Uint8Array[] = [];
        for await (const chunk of streamDocument(document, "docx")) word.push(chunk);
        const xml = new TextDecoder().decode(unpackWorkbook(Buffer.concat(word)).get("word/document.xml"));
        expect([listed.key, xml.includes(NAME)]).toEqual([listed.key, true]);
      }
    },
  );
});

/** No document takes the place of another: in the folder that is written, in the archive that is packed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeDocuments } from "../../server/cli/write-documents.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testUnit, type TestServer } from "./start-server.ts";

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

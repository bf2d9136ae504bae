import { Hono } from "hono";
import { z } from "zod";
import { Problem } from "../../../core/problem.ts";
import { fileTitles } from "../../../core/documents/file-name.ts";
import { sealDocument } from "../../../core/documents/seal-document.ts";
import { matchKey } from "../../../core/roster/table.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import { registerTemplate } from "../../../exports/register-template.ts";
import { rosterTemplate } from "../../../exports/roster-template.ts";
import type { Deps } from "../../../services/deps.ts";
import { localDay } from "../../../services/documents/local-day.ts";
import {
  importedLines,
  importRegister,
  previewRegister,
} from "../../../services/register/import-register.ts";
import { coverageOfUnits, readRegister } from "../../../services/register/read-register.ts";
import { registerContent } from "../../../services/register/register-documents.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { RegisterPreviewAnswer } from "../answers-register.ts";
import { describe } from "../describe.ts";
import { presentChanges } from "../present-changes.ts";
import { noteFile } from "../documents/note-file.ts";
import { fileOf, sendDocument } from "../documents/send-document.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { uploadedTables } from "../uploaded-tables.ts";
import { presentRegister, presentRoundCoverage } from "./present-register.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const rosterShape = z.strictObject({ units: z.array(z.string().max(80)).min(1).max(500) });

/** 全覆盖台账: how far a term has come, its history, and its use when a round is planned. */
export function registerRoutes(deps: Deps) {
  const types = deps.library.categoryNames.unitTypes.map(({ name }) => name);
  return new Hono<OfficeEnv>()
    .use("/register/*", async (c, next) => {
      requireOffice(c);
      await next();
    })
    .get("/register", describe("全覆盖台账，一届"), async (c) =>
      c.json(presentRegister(await readRegister(deps), termOf(c.req.query("term")), types)),
    )
    .post("/register", describe("导入巡察历史，整个替换以前导入的"), async (c) =>
      c.json({ lines: await importRegister(deps, actorOf(c), await uploadedTables(c)) }),
    )
    .post("/register/preview", describe("导入巡察历史前先看：什么都不保存"), async (c) => {
      const { lines, units } = await previewRegister(deps, await uploadedTables(c));
      return c.json({ lines, units: units.map(presentChanges) } satisfies RegisterPreviewAnswer);
    })
    .get("/register/template.xlsx", describe("巡察历史的模板，带已导入的行", { answer: XLSX }), async (c) => {
      const file = await registerTemplate(await importedLines(deps), deps.library.categoryNames);
      const name = `${fileTitles.registerTemplate}.xlsx`;
      await noteFile(deps, c, "register", name);
      return sendWorkbook(file, name);
    })
    .post(
      "/register/roster-template.xlsx",
      describe("挑出的单位的名册模板", { body: rosterShape, answer: XLSX }),
      async (c) => {
        const { units } = shapeOf(rosterShape, await readJsonBody(c));
        const wanted = new Set(units.map(matchKey));
        const found = (await readRegister(deps)).units.filter(({ name }) => wanted.has(matchKey(name)));
        if (found.length < wanted.size) throw new Problem("unit.unknown", {});
        const file = await rosterTemplate(deps.library.categoryNames, found);
        const name = `${fileTitles.rosterTemplate}.xlsx`;
        await noteFile(deps, c, "register", name);
        return sendWorkbook(file, name);
      },
    )
    .get(
      "/register/:file",
      describe("台账的文件：coverage-register.xlsx、.csv …", { answer: XLSX }),
      async (c) => {
        const { key, format } = fileOf(c.req.param("file"));
        if (key !== "coverage-register") throw new Problem("request.not-found", {});
        const term = termOf(c.req.query("term"));
        const { unitType = "", year = "", round = "", standing = "" } = c.req.query();
        const filter = { unitType, year, round, standing };
        const document = registerContent(deps, await readRegister(deps), term, filter);
        const answer = sendDocument(c, sealDocument(document, localDay(deps.clock())), format);
        await noteFile(deps, c, "register", `${document.title}.${format}`);
        return answer;
      },
    )
    .get("/rounds/:round/coverage", describe("本轮单位在本届的巡察情况"), async (c) => {
      requireOffice(c);
      const round = c.req.param("round");
      const units = await deps.office.inTransaction((office) => office.units(round));
      return c.json(presentRoundCoverage(await coverageOfUnits(deps, round, units)));
    });
}

/** @throws Problem request.malformed */
function termOf(asked: string | undefined): number | null {
  if (asked === undefined || asked === "") return null;
  if (!/^[1-9]\d?$/.test(asked)) throw new Problem("request.malformed", { reason: "term" });
  return Number(asked);
}

const sendWorkbook = (bytes: Uint8Array, name: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: { "content-type": XLSX, "content-disposition": contentDisposition(name) },
  });

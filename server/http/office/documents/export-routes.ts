import { Hono } from "hono";
import { Problem } from "../../../core/problem.ts";
import { fileName, fileTitles } from "../../../core/documents/file-name.ts";
import type { ExportJob, Exports } from "../../../core/documents/export-job.ts";
import { zip } from "../../../exports/zip.ts";
import type { Deps } from "../../../services/deps.ts";
import { localDay } from "../../../services/documents/local-day.ts";
import { noteExport } from "../../../services/documents/note-export.ts";
import { scoreRound } from "../../../services/score-round.ts";
import type { ExportAnswer } from "../answers-documents.ts";
import { describe } from "../describe.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { roundPack } from "./after-pack.ts";
import { noteFile } from "./note-file.ts";
import { sendStream } from "./send-document.ts";

/** All documents of a round as one archive: started, watched, stopped, fetched. */
export function exportRoutes(deps: Deps, jobs: Exports) {
  return new Hono<OfficeEnv>()
    .use("/rounds/:round/exports/*", async (c, next) => {
      requireOffice(c);
      await next();
    })
    .get("/rounds/:round/exports", describe("打包下载的进度和已完成的"), async (c) => {
      requireOffice(c);
      return c.json((await jobs.list(c.req.param("round"))).map(presentJob));
    })
    .post("/rounds/:round/exports", describe("开始打包本轮全部材料"), async (c) => {
      requireOffice(c);
      const standing = await scoreRound(deps, c.req.param("round"));
      const { id: round, title } = standing.row.round;
      const madeOn = localDay(deps.clock());
      const name = fileName({ round: title, unit: null, title: fileTitles.all, madeOn }, "zip");
      const about = { round, name, by: actorOf(c).name, startedAtUtc: deps.clock().toISOString() };
      await noteExport(deps, actorOf(c), round, "documents.exported");
      const job = await jobs.start(about, (progress) => zip(roundPack(deps, standing, madeOn, progress)));
      return c.json(presentJob(job));
    })
    .get("/rounds/:round/exports/:id", describe("下载打好的包", { answer: "application/zip" }), async (c) => {
      const found = await jobs.read(c.req.param("round"), c.req.param("id"));
      if (!found) throw new Problem("request.not-found", {});
      await noteFile(deps, c, c.req.param("round"), `${fileTitles.all}.zip`);
      return sendStream(c, found.content, "application/zip", found.job.name);
    })
    .delete("/rounds/:round/exports/:id", describe("停止打包，或删除打好的包"), async (c) => {
      const round = c.req.param("round");
      if (await jobs.remove(round, c.req.param("id")))
        await noteExport(deps, actorOf(c), round, "documents.removed");
      return c.body(null, 204);
    });
}

const presentJob = ({ id, name, by, startedAtUtc, state, done, of, bytes }: ExportJob): ExportAnswer => ({
  id,
  name,
  by,
  startedAtUtc,
  state,
  done,
  of,
  bytes,
});

import { Hono } from "hono";
import { z } from "zod";
import { KEEP_DAYS_MAX } from "../../../core/volume/destruction.ts";
import type { Exports } from "../../../core/documents/export-job.ts";
import type { Deps } from "../../../services/deps.ts";
import { destroyRound } from "../../../services/volume/destroy-round.ts";
import { documentByKey, makeDocument } from "../../../services/documents/document-list.ts";
import { localDay } from "../../../services/documents/local-day.ts";
import { destructionDocument, readDestruction } from "../../../services/volume/destruction-document.ts";
import { makeVolume } from "../../../services/volume/make-volume.ts";
import { noteStopped, readVolumes } from "../../../services/volume/read-volumes.ts";
import { requireArchived } from "../../../services/volume/require-archived.ts";
import { setKeeping } from "../../../services/volume/set-keeping.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { fileOf, sendDocument } from "../documents/send-document.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { presentVolumes } from "./present-volumes.ts";
import { VolumeJobs } from "./volume-jobs.ts";
import { volumePapers } from "./volume-papers.ts";

const keepingShape = z.strictObject({ days: z.int().min(1).max(KEEP_DAYS_MAX) });
const destroyShape = twoPeopleShape.extend({ reason: z.string().trim().min(1).max(200) });

interface VolumeParts {
  readonly failures: FailureLimit;
  readonly jobs: Exports;
  readonly onFault: (error: unknown) => void;
}

/** 归档包, 保管期限 and 销毁, the office's alone. A volume holds single ballots: no route gives it out. */
export function volumeRoutes(deps: Deps, { failures, jobs, onFault }: VolumeParts) {
  const making = new VolumeJobs(onFault);
  const answer = async (round: string) =>
    presentVolumes(deps, await readVolumes(deps, round), making.of(round));
  return new Hono<OfficeEnv>()
    .get("/rounds/:round/volumes", describe("归档包、保管期限和销毁记录"), async (c) => {
      requireOffice(c);
      return c.json(await answer(c.req.param("round")));
    })
    .post(
      "/rounds/:round/volumes",
      describe("制作归档包（两人），写在服务器上", { body: twoPeopleShape }),
      async (c) => {
        requireOffice(c);
        const people = shapeOf(twoPeopleShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        const round = c.req.param("round");
        await requireArchived(deps, round);
        making.start(round, who.name, (progress, signal) =>
          makeVolume(deps, who, { round, place: null, papers: volumePapers(deps), progress, signal }),
        );
        return c.json(await answer(round));
      },
    )
    .get(
      "/rounds/:round/destruction/:file",
      describe("销毁记录：destruction-record.docx、.pdf、.json", { answer: "application/octet-stream" }),
      async (c) => {
        requireOffice(c);
        const { key, format } = fileOf(c.req.param("file"));
        const round = c.req.param("round");
        const listed = destructionDocument(await readDestruction(deps, round));
        const document = documentByKey([listed], key);
        const answer = sendDocument(c, await makeDocument(document, localDay(deps.clock())), format);
        await noteFile(deps, c, round, `${listed.title}.${format}`);
        return answer;
      },
    )
    .post("/rounds/:round/volumes/stop", describe("停止制作归档包"), async (c) => {
      requireOffice(c);
      const round = c.req.param("round");
      if (making.stop(round)) await noteStopped(deps, actorOf(c), round);
      return c.body(null, 204);
    })
    .put("/rounds/:round/keeping", describe("设定保管期限", { body: keepingShape }), async (c) => {
      requireOffice(c);
      const { days } = shapeOf(keepingShape, await readJsonBody(c));
      await setKeeping(deps, actorOf(c), c.req.param("round"), days);
      return c.json(await answer(c.req.param("round")));
    })
    .post(
      "/rounds/:round/destroy",
      describe("按规定销毁封存文件（两人）", { body: destroyShape }),
      async (c) => {
        requireOffice(c);
        const { reason, ...people } = shapeOf(destroyShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        const round = c.req.param("round");
        making.stop(round);
        await destroyRound(deps, who, { round, reason }, (one) => jobs.removeAll(one));
        return c.json(await answer(round));
      },
    );
}

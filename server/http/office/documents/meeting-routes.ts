import { Hono } from "hono";
import { z } from "zod";
import { Problem } from "../../../core/problem.ts";
import { fileName, fileTitles } from "../../../core/documents/file-name.ts";
import { streamDrawing } from "../../../exports/stream-drawing.ts";
import { zip } from "../../../exports/zip.ts";
import type { Deps } from "../../../services/deps.ts";
import { documentByKey, makeDocument } from "../../../services/documents/document-list.ts";
import { localDay } from "../../../services/documents/local-day.ts";
import { meetingOf } from "../../../services/documents/meeting-documents.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import { actorOf, type OfficeEnv, pollOf, requireActing } from "../session.ts";
import { meetingPack } from "./meeting-pack.ts";
import { noteFile } from "./note-file.ts";
import { fileOf, sendDocument, sendStream } from "./send-document.ts";

const packShape = z.strictObject({ spare: z.int().min(0).max(1000) });
const sizeShape = z.enum(["A3", "A4"]);

/** What a group takes to a meeting, piece by piece, or all of it with the tickets. */
export function meetingRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .use("/polls/:poll/meeting/*", async (c, next) => {
      requireActing(c);
      await next();
    })
    .get(
      "/polls/:poll/meeting/poster/:size",
      describe("会场海报", { answer: "application/pdf" }),
      async (c) => {
        const { poll } = await pollOf(deps, c, c.req.param("poll"));
        const size = sizeShape.safeParse(c.req.param("size"));
        if (!size.success) throw new Problem("request.not-found", {});
        const { facts, wireless } = await meetingOf(deps, poll.id);
        const content = { ...facts, wireless, size: size.data };
        const { round, unit } = facts;
        const parts = { round, unit, title: fileTitles.poster(size.data), madeOn: localDay(deps.clock()) };
        await noteFile(deps, c, poll.id, `${parts.title}.pdf`);
        const drawing = streamDrawing({ kind: "meeting-poster", content });
        return sendStream(c, drawing, "application/pdf", fileName(parts, "pdf"));
      },
    )
    .get(
      "/polls/:poll/meeting/:file",
      describe("会前材料", { answer: "application/octet-stream" }),
      async (c) => {
        const { poll } = await pollOf(deps, c, c.req.param("poll"));
        const { key, format } = fileOf(c.req.param("file"));
        const listed = documentByKey((await meetingOf(deps, poll.id)).documents, key);
        const answer = sendDocument(c, await makeDocument(listed, localDay(deps.clock())), format);
        await noteFile(deps, c, poll.id, `${listed.title}.${format}`);
        return answer;
      },
    )
    .post(
      "/polls/:poll/meeting/pack",
      describe("会前材料包，含领码纸（只生成一次）", { body: packShape, answer: "application/zip" }),
      async (c) => {
        const { poll } = await pollOf(deps, c, c.req.param("poll"));
        const { spare } = shapeOf(packShape, await readJsonBody(c));
        // Once it is open, tickets may be in people's hands, and a new sheet voids what is not used.
        if (poll.state !== "sealed") {
          throw new Problem("poll.wrong-state", { state: poll.state, wanted: ["sealed"] });
        }
        const madeOn = localDay(deps.clock());
        const meeting = await meetingOf(deps, poll.id);
        const pack = meetingPack(deps, actorOf(c), meeting, { spare, madeOn });
        const { round, unit } = meeting.facts;
        const name = fileName({ round, unit, title: fileTitles.meetingPack, madeOn }, "zip");
        return sendStream(c, zip(pack), "application/zip", name);
      },
    );
}

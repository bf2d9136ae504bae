import { Hono } from "hono";
import { Problem } from "../../../core/problem.ts";
import { fileName, fileTitles } from "../../../core/documents/file-name.ts";
import type { Deps } from "../../../services/deps.ts";
import { zip } from "../../../exports/zip.ts";
import { documentByKey, makeDocument } from "../../../services/documents/document-list.ts";
import { localDay } from "../../../services/documents/local-day.ts";
import { roundDocuments } from "../../../services/documents/round-documents.ts";
import { unitDocuments } from "../../../services/documents/unit-documents.ts";
import { scoreRound } from "../../../services/score-round.ts";
import type { DocumentsAnswer, UnitDocumentsAnswer } from "../answers-documents.ts";
import { blindUnits, requireJudged } from "../blind-units.ts";
import { describe } from "../describe.ts";
import { maySee, type OfficeEnv, pollOf, requireOffice } from "../session.ts";
import { noteFile } from "./note-file.ts";
import { readableBy } from "./readable-by.ts";
import { presentListed, presentUnitDocuments } from "./present-documents.ts";
import { unitPack } from "./after-pack.ts";
import { fileOf, sendDocument, sendStream } from "./send-document.ts";
import { noResult } from "../../../services/poll-closed.ts";

/** Documents of a round and of its units, each in every format it exists in. */
export function documentRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .get("/rounds/:round/documents", describe("材料目录"), async (c) => {
      const standing = await scoreRound(deps, c.req.param("round"));
      const account = c.get("account");
      const units: UnitDocumentsAnswer[] = [];
      const blind = blindUnits(standing, account);
      for (const unit of standing.units.filter((one) => maySee(account, one.unit))) {
        const listed = blind.has(unit.unit.id) ? [] : await unitDocuments(deps, standing, unit);
        const mayRead = await readableBy(deps, account, standing, unit);
        units.push(presentUnitDocuments(unit, listed.filter(mayRead)));
      }
      const documents = account.role === "office" ? roundDocuments(deps, standing).map(presentListed) : [];
      return c.json<DocumentsAnswer>({ documents, units });
    })
    .get("/rounds/:round/documents/:file", describe("本轮材料", { answer: FILE }), async (c) => {
      requireOffice(c);
      const { key, format } = fileOf(c.req.param("file"));
      const standing = await scoreRound(deps, c.req.param("round"));
      const listed = documentByKey(roundDocuments(deps, standing), key);
      const answer = sendDocument(c, await makeDocument(listed, localDay(deps.clock())), format);
      await noteFile(deps, c, standing.row.round.id, `${listed.title}.${format}`);
      return answer;
    })
    .get(
      "/polls/:poll/documents.zip",
      describe("一个单位的全部材料", { answer: "application/zip" }),
      async (c) => {
        const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
        if (poll.state !== "closed") throw noResult(poll.state);
        await requireJudged(deps, c.get("account"), poll);
        const standing = await scoreRound(deps, poll.round);
        const own = standing.units.find((one) => one.poll?.id === poll.id);
        const mayRead = own && (await readableBy(deps, c.get("account"), standing, own));
        const madeOn = localDay(deps.clock());
        const round = standing.row.round.title;
        const name = fileName({ round, unit: unit.name, title: fileTitles.all, madeOn }, "zip");
        await noteFile(deps, c, poll.id, `${fileTitles.all}.zip`);
        const entries = own && mayRead ? unitPack(deps, standing, own, { madeOn, folder: "", mayRead }) : [];
        return sendStream(c, zip(entries), "application/zip", name);
      },
    )
    .get(
      "/polls/:poll/documents/:file",
      describe("一个单位的材料（封存后）", { answer: FILE }),
      async (c) => {
        const { poll } = await pollOf(deps, c, c.req.param("poll"));
        const { key, format } = fileOf(c.req.param("file"));
        if (poll.state !== "closed") throw noResult(poll.state);
        await requireJudged(deps, c.get("account"), poll);
        const standing = await scoreRound(deps, poll.round);
        const own = standing.units.find((unit) => unit.poll?.id === poll.id);
        const listed = documentByKey(own ? await unitDocuments(deps, standing, own) : [], key);
        const mayRead = own && (await readableBy(deps, c.get("account"), standing, own));
        if (!mayRead?.(listed)) throw new Problem("account.not-allowed", {});
        const answer = sendDocument(c, await makeDocument(listed, localDay(deps.clock())), format);
        await noteFile(deps, c, poll.id, `${listed.title}.${format}`);
        return answer;
      },
    );
}

const FILE = "application/octet-stream";

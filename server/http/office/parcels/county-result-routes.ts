import { Hono } from "hono";
import { z } from "zod";
import { sealDocument } from "../../../core/documents/seal-document.ts";
import { readInstallationFingerprint } from "../../../core/parcel/installation-fingerprint.ts";
import { Problem } from "../../../core/problem.ts";
import { inFours } from "../../../core/ticket/crockford.ts";
import type { Deps } from "../../../services/deps.ts";
import { localDay } from "../../../services/documents/local-day.ts";
import { makeResult } from "../../../services/parcel/make-result.ts";
import { readCountyResults, resultsMade } from "../../../services/parcel/read-results.ts";
import { rebuildResult } from "../../../services/parcel/rebuild-parcel.ts";
import { countyContent } from "../../../services/parcel/result-documents.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { ResultsMadeAnswer } from "../answers-exchange.ts";
import type { ParcelMadeAnswer } from "../answers-parcels.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { fileOf, sendDocument } from "../documents/send-document.ts";
import { type OfficeEnv, requireOffice } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { parcelFileName } from "./parcel-file-name.ts";
import { presentCountyResults } from "./present-county-results.ts";
import { sendParcel, ZIP } from "./send-parcel.ts";

const resultShape = twoPeopleShape.extend({ to: z.string().min(1).max(80) });

/** 结果包: made by a county, and what a city makes of them. */
export function countyResultRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .get("/county-results", describe("各县交来的结果"), async (c) => {
      requireOffice(c);
      return c.json(presentCountyResults(await readCountyResults(deps, typeOf(c.req.query("type")))));
    })
    .get(
      "/county-results/:file",
      describe("各县评估结果汇总表：county-table.xlsx、.pdf …", { answer: "application/octet-stream" }),
      async (c) => {
        requireOffice(c);
        const { key, format } = fileOf(c.req.param("file"));
        if (key !== "county-table") throw new Problem("request.not-found", {});
        const type = typeOf(c.req.query("type"));
        const content = countyContent(await readCountyResults(deps, type), type);
        const answer = sendDocument(c, sealDocument(content, localDay(deps.clock())), format);
        await noteFile(deps, c, "county-results", `${content.title}.${format}`);
        return answer;
      },
    )
    .get("/rounds/:round/results-made", describe("一轮做过的结果包"), async (c) => {
      requireOffice(c);
      return c.json(await madeOf(deps, c.req.param("round")));
    })
    .post("/rounds/:round/results-made", describe("制作结果包（两人）", { body: resultShape }), async (c) => {
      requireOffice(c);
      const { to, ...people } = shapeOf(resultShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, people, null);
      const request = { round: c.req.param("round"), to: readInstallationFingerprint(to) };
      const { id } = await makeResult(deps, who, request);
      return c.json({ id } satisfies ParcelMadeAnswer, 201);
    })
    .get("/rounds/:round/results-made/:parcel", describe("下载结果包", { answer: ZIP }), async (c) => {
      requireOffice(c);
      const round = c.req.param("round");
      const parcel = await rebuildResult(deps, round, c.req.param("parcel"));
      await noteFile(deps, c, round, parcelFileName(parcel));
      return sendParcel(parcel);
    });
}

/** "" = all. */
const typeOf = (asked: string | undefined): string | null => (asked ? asked : null);

async function madeOf(deps: Deps, round: string): Promise<ResultsMadeAnswer> {
  return deps.office.inTransaction(async (office) => {
    if (!(await office.round(round))) throw new Problem("round.unknown", {});
    const installations = await office.installations.all();
    const names = new Map(installations.map(({ fingerprint, name }) => [fingerprint, name]));
    return {
      made: (await resultsMade(office, round)).map(({ row, parcel: { manifest } }) => ({
        id: row.id,
        edition: manifest.edition,
        atUtc: row.atUtc,
        to: names.get(manifest.to) ?? inFours(manifest.to),
      })),
      cities: installations
        .filter(({ isCity, revoked }) => isCity && revoked === null)
        .map(({ fingerprint, name }) => ({ fingerprint, name })),
    };
  });
}

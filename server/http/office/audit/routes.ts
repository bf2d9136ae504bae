import { Hono } from "hono";
import { z } from "zod";
import { auditCsv } from "../../../exports/audit-csv.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import type { Deps } from "../../../services/deps.ts";
import { filterAudit, readAudit } from "../../../services/read-audit.ts";
import { shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import type { OfficeEnv } from "../session.ts";
import { presentAudit } from "./present-audit.ts";

const filterShape = z.strictObject({
  who: z.string().max(200).optional(),
  act: z.string().max(100).optional(),
  round: z.string().max(100).optional(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
});
const pageShape = filterShape.extend({
  before: z.coerce.number().int().min(1).optional(),
  count: z.coerce.number().int().min(1).max(500).default(100),
});

/** The record of everything the office has done. Only who has that duty reads it, and nobody changes it. */
export function auditRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .get("/audit", describe("记录：谁在什么时间做了什么，连同校验结果"), async (c) => {
      const { before, count, ...filter } = shapeOf(pageShape, c.req.query());
      return c.json(presentAudit(await readAudit(deps), before ?? null, count, filter));
    })
    .get("/audit.csv", describe("记录（CSV）", { answer: "text/csv" }), async (c) => {
      const record = await readAudit(deps);
      const rows = filterAudit(record, shapeOf(filterShape, c.req.query()));
      return c.body(new Uint8Array(auditCsv({ ...record, rows })), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": contentDisposition("操作记录.csv"),
      });
    });
}

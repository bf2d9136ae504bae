import { Hono } from "hono";
import { z } from "zod";
import { auditCsv } from "../../../exports/audit-csv.ts";
import { fileTitles } from "../../../core/documents/file-name.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import type { Deps } from "../../../services/deps.ts";
import { type AuditRecord, filterAudit, readAudit } from "../../../services/read-audit.ts";
import {
  type CarriedRecord,
  listCarriedRecords,
  readCarriedRecord,
} from "../../../services/read-carried-audit.ts";
import { shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import type { OfficeEnv } from "../session.ts";
import { presentAudit } from "./present-audit.ts";

const filterShape = z.strictObject({
  who: z.string().max(200).optional(),
  act: z.string().max(100).optional(),
  round: z.string().max(100).optional(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  /** Of a group's installation instead: the 封存包 that it came in. */
  parcel: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
const pageShape = filterShape.extend({
  before: z.coerce.number().int().min(1).optional(),
  count: z.coerce.number().int().min(1).max(500).default(100),
});

/** The record of everything the office has done, and those that groups handed in. Only who has that duty reads them, and nobody changes them. */
export function auditRoutes(deps: Deps) {
  const recordOf = (parcel: string | undefined): Promise<AuditRecord | CarriedRecord> =>
    parcel === undefined ? readAudit(deps) : readCarriedRecord(deps, parcel);
  return new Hono<OfficeEnv>()
    .get("/audit", describe("记录：谁在什么时间做了什么，连同校验结果"), async (c) => {
      const { before = null, count, parcel, ...filter } = shapeOf(pageShape, c.req.query());
      const record = await recordOf(parcel);
      return c.json(presentAudit(record, { before, count, filter }, await listCarriedRecords(deps)));
    })
    .get("/audit.csv", describe("记录（CSV）", { answer: "text/csv" }), async (c) => {
      const { parcel, ...filter } = shapeOf(filterShape, c.req.query());
      const carried = parcel === undefined ? null : await readCarriedRecord(deps, parcel);
      const name = `${fileTitles.record}${carried ? `（${carried.source.group}）` : ""}.csv`;
      await noteFile(deps, c, "audit", name);
      // The own record is read afterwards, so that the file has the line about itself.
      const record = carried ?? (await readAudit(deps));
      const rows = filterAudit(record, filter);
      return c.body(new Uint8Array(auditCsv({ ...record, rows })), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": contentDisposition(name),
      });
    });
}

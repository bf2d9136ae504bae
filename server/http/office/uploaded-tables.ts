import type { Context } from "hono";
import { Problem } from "../../core/problem.ts";
import type { Table } from "../../core/roster/table.ts";
import { readTables } from "../../imports/read-table.ts";
import { readBytes } from "../request-body.ts";

const TABLE_BYTES_MAX = 5 * 1024 * 1024;

/** The tables of a workbook or text file that was sent as the body. @throws Problem import.unreadable */
export const uploadedTables = async (c: Context): Promise<readonly Table[]> =>
  readTables(await readBytes(c, TABLE_BYTES_MAX), fileNameOf(c.req.header("x-file-name")));

/** The name travels percent-encoded, because header values are ASCII. */
function fileNameOf(header: string | undefined): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    throw new Problem("request.malformed", { reason: "x-file-name" });
  }
}

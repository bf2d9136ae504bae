import { readAuditLine } from "../core/audit-change.ts";
import { auditText as text } from "../../web/text/audit.ts";
import { toCsv } from "./csv.ts";

/** What the file is made of; `AuditRecord` of the services has this shape. */
interface ExportedAudit {
  readonly rows: readonly {
    readonly sequence: number;
    readonly atUtc: string;
    readonly who: string;
    readonly act: string;
    readonly about: string;
    readonly detail: string;
    readonly digest: string;
  }[];
  readonly names: ReadonlyMap<string, string>;
}

/** The whole record, oldest first; act and facts in words, ids and digests beside them. */
export function auditCsv({ rows, names }: ExportedAudit): Uint8Array {
  return toCsv([
    text.csv,
    ...rows.map(({ sequence, atUtc, who, act, about, detail, digest }) => [
      sequence,
      atUtc,
      who,
      text.act(act),
      names.get(about) ?? "",
      about,
      text.line(readAuditLine(detail)),
      digest,
    ]),
  ]);
}

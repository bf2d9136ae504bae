import { readAuditLine } from "../core/audit-change.ts";
import { namedFacts, type RecordTitles } from "../core/record-titles.ts";
import { auditText as text } from "../../web/text/audit.ts";
import { toCsv } from "./csv.ts";

/** What the file is made of; `AuditRecord` of the services has this shape. */
interface ExportedAudit extends RecordTitles {
  readonly rows: readonly {
    readonly sequence: number;
    readonly atUtc: string;
    readonly who: string;
    readonly act: string;
    readonly about: string;
    readonly detail: string;
    readonly digest: string;
  }[];
}

/** The whole record, oldest first; act and facts in words, ids and digests beside them. */
export function auditCsv(record: ExportedAudit): Uint8Array {
  const lineOf = (act: string, about: string, detail: string): string => {
    const line = readAuditLine(detail);
    return text.line({ ...line, facts: namedFacts(record, { act, about }, line.facts) });
  };
  return toCsv([
    text.csv,
    ...record.rows.map(({ sequence, atUtc, who, act, about, detail, digest }) => [
      sequence,
      atUtc,
      who,
      text.act(act),
      record.names.get(about) ?? text.ownNames.get(about) ?? "",
      about,
      lineOf(act, about, detail),
      digest,
    ]),
  ]);
}

/** What all tables of entered numbers have in common. */
import type { Header } from "../roster/find-header.ts";
import { columnName, type Findings } from "../roster/findings.ts";
import type { RowReader } from "../roster/read-cell.ts";
import { refusePrivate } from "../roster/refuse-private.ts";
import type { Table } from "../roster/table.ts";
import { ASSESSMENT } from "./sentences.ts";

/** A column that stands twice, one that means nothing here, and what looks like a number of a person are faults. */
export function checkColumns(table: Table, header: Header, findings: Findings): void {
  refusePrivate(table, false, findings);
  const fault = (title: string, index: number, sentence: string): void =>
    findings.fault({ table, row: header.rows[1], column: columnName(title, index) }, title, sentence);
  for (const [, [, ...extra]] of header.columns) {
    for (const { title, index } of extra) fault(title, index, ASSESSMENT.columnTwice);
  }
  for (const { title, index } of header.others) fault(title, index, ASSESSMENT.unusedColumn);
}

export function readYesNo(reader: RowReader, meaning: string, findings: Findings): boolean {
  const raw = reader.raw(meaning);
  if (raw !== "是" && raw !== "否") findings.fault(reader.place(meaning), raw, ASSESSMENT.yesNo);
  return raw === "是";
}

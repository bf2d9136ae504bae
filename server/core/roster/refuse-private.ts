import { columnName } from "./findings.ts";
import type { Findings } from "./findings.ts";
import { ROSTER } from "./sentences.ts";
import { matchKey } from "./table.ts";
import type { Table } from "./table.ts";

const PRIVATE_TITLE = /手机|电话|联系方式|身份证|证件号|工号|出生|微信|邮箱|住址|人员编号|^qq/;
const NUMBER = /^(1[3-9]\d{9}|\d{17}[\dx])$/;
const TITLE_LENGTH = 10;
const TITLE_ROWS = 15;

/**
 * Names of staff, their numbers and telephones have no place in a roster: every column that looks like it is a fault,
 * and every cell that looks like a mobile telephone or identity number.
 *
 * @param mayName whether the table may have a column 姓名 (the leaders' table only)
 */
export function refusePrivate(table: Table, mayName: boolean, findings: Findings): void {
  const columns = new Set<number>();
  for (const [row, cells] of table.rows.slice(0, TITLE_ROWS).entries()) {
    for (const [index, cell] of cells.entries()) {
      const key = matchKey(cell);
      const isTitle = key.length <= TITLE_LENGTH && (PRIVATE_TITLE.test(key) || (!mayName && key === "姓名"));
      if (!isTitle || columns.has(index)) continue;
      columns.add(index);
      findings.fault({ table, row, column: columnName(cell.trim(), index) }, cell, ROSTER.privateColumn);
    }
  }
  for (const [row, cells] of table.rows.entries()) {
    for (const [index, cell] of cells.entries()) {
      if (columns.has(index) || cell.length < 11 || !NUMBER.test(matchKey(cell).replace(/-/g, ""))) continue;
      const masked = `${[...cell.trim()].slice(0, 3).join("")}…`;
      findings.fault({ table, row, column: columnName("", index) }, masked, ROSTER.privateCell);
    }
  }
}

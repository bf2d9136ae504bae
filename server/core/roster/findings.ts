import type { ImportFault } from "../problem.ts";
import { columnLetters, trimCell } from "./table.ts";
import type { Table } from "./table.ts";
import { ROSTER } from "./sentences.ts";

/** Enough to mend a file by; a file with more is of another kind. */
const LISTED = 1000;

/** Where something was found: row from 0 into `table.rows` (null: the sheet as a whole), title of the column. */
export interface Place {
  readonly table: Table;
  readonly row: number | null;
  readonly column: string | null;
}

/** Faults and warnings of one import, in the order in which they were found. */
export class Findings {
  private readonly faultList: ImportFault[] = [];
  private readonly warningList: ImportFault[] = [];

  fault(place: Place | null, found: string, sentence: string): void {
    this.faultList.push(entry(place, found, sentence));
  }

  warn(place: Place | null, found: string, sentence: string): void {
    this.warningList.push(entry(place, found, sentence));
  }

  get hasFaults(): boolean {
    return this.faultList.length > 0;
  }

  get faults(): readonly ImportFault[] {
    return listed(this.faultList);
  }

  get warnings(): readonly ImportFault[] {
    return listed(this.warningList);
  }
}

/** "姓名（B 列）": the title a person reads, and the letter when two columns have one title. */
export const columnName = (title: string, index: number): string =>
  title === "" ? `${columnLetters(index)} 列` : `${title}（${columnLetters(index)} 列）`;

function entry(place: Place | null, found: string, sentence: string): ImportFault {
  const row = place === null || place.row === null ? null : place.table.firstRow + place.row;
  const shown = [...trimCell(found)].slice(0, 60).join("");
  return {
    sheet: place?.table.sheet.trim() ?? "",
    row,
    column: place?.column ?? null,
    found: shown,
    sentence,
  };
}

function listed(all: readonly ImportFault[]): readonly ImportFault[] {
  if (all.length <= LISTED) return all;
  const rest: ImportFault = {
    row: null,
    column: null,
    found: "",
    sentence: ROSTER.more(all.length - LISTED),
  };
  return [...all.slice(0, LISTED), rest];
}

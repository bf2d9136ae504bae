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

interface Finding {
  readonly place: Place | null;
  readonly fault: ImportFault;
}

/** Faults and warnings of one import: those of the whole file, then by sheet and row as a person goes through it. */
export class Findings {
  private readonly faultList: Finding[] = [];
  private readonly warningList: Finding[] = [];

  /** @param tables in the order of the workbook */
  constructor(private readonly tables: readonly Table[]) {}

  fault(place: Place | null, found: string, sentence: string): void {
    this.faultList.push({ place, fault: entry(place, found, sentence) });
  }

  warn(place: Place | null, found: string, sentence: string): void {
    this.warningList.push({ place, fault: entry(place, found, sentence) });
  }

  get hasFaults(): boolean {
    return this.faultList.length > 0;
  }

  get faults(): readonly ImportFault[] {
    return listed(this.inOrder(this.faultList));
  }

  get warnings(): readonly ImportFault[] {
    return listed(this.inOrder(this.warningList));
  }

  private inOrder(found: readonly Finding[]): ImportFault[] {
    const sheet = ({ place }: Finding) => (place === null ? -1 : this.tables.indexOf(place.table));
    const row = ({ place }: Finding) => place?.row ?? -1;
    return [...found].sort((a, b) => sheet(a) - sheet(b) || row(a) - row(b)).map(({ fault }) => fault);
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

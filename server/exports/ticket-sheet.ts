import type { Wireless } from "../core/round/wireless.ts";
import type { SlipSetUp } from "../core/documents/ticket-slip.ts";

/** What a sheet of tickets says; codes live in memory only, while the sheet is made. */
export interface TicketSheetContent extends SlipSetUp {
  readonly round: string;
  readonly unit: string;
  /** Of the unit in the frozen roster, from 0: decides its mark. */
  readonly place: number;
  readonly batch: { readonly name: string; readonly categories: readonly string[] };
  /** 20 characters; the first 8 are printed as 核对码. */
  readonly fingerprint: string;
  /** Public address of the server; the phone page is `<address>/v`. */
  readonly address: string;
  /** Forms that this batch fills. */
  readonly forms: number;
  readonly openUntil: string;
  /** 20 characters each, as a person may type them. */
  readonly codes: readonly string[];
  /** What the QR of each code says. */
  readonly urls: readonly string[];
  /** 演练票: marked across every slip. */
  readonly isRehearsal?: boolean;
  /** Printed on the back of every slip (现场便携): each front page is followed by a back page. */
  readonly wireless: Wireless | null;
}

/** Slips of a page. */
export const COLUMNS = 2;
export const ROWS = 6;
export const TICKETS_PER_PAGE = COLUMNS * ROWS;

export const frontPages = ({ codes }: Pick<TicketSheetContent, "codes">): number =>
  Math.max(1, Math.ceil(codes.length / TICKETS_PER_PAGE));

/** Pages of the whole PDF, backs included. */
export const sheetPages = (sheet: Pick<TicketSheetContent, "codes" | "wireless">): number =>
  frontPages(sheet) * (sheet.wireless ? 2 : 1);

/** Text in groups of four, as it is printed. */
export const inFours = (text: string): readonly string[] => text.match(/.{1,4}/g) ?? [];

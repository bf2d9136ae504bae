/** Where the last page of a sheet should begin, so that a total or a signature never stands on one alone. */

/** Rows of the body that stay with the foot. */
const KEPT = 3;
/** How many rows earlier the page may begin: with another program's page, or so as not to cut a cell over several rows. */
const EARLIER_MAX = 5;
/** Points per unit of column width: 7 pixels of 96 in an inch, and the digits of Arial as LibreOffice measures them. */
const UNIT_POINTS = [5.25, 5.56] as const;
/** Programs round rows and margins, each in its own way. */
const ROUNDING = 0.02;
const STEPS = 6;
/** A sheet that is longer than a page by no more than this is made one: letters shrink by a sixth at most. */
const ONE_PAGE_MAX = 1.2;

export type SheetPart = "top" | "head" | "body" | "foot";

export interface PagePoints {
  /** Within the margins. */
  readonly width: number;
  readonly height: number;
}

/** One way in which a program may fill pages. */
interface Filling {
  readonly room: number;
  used: number;
  /** Index of the row with which its last page begins. */
  pageFrom: number;
}

/**
 * Follows the rows of a sheet that is scaled to the width of its page. No program says where it will end a page before it
 * prints; they differ by the width that a column has, so every height between the two is tried.
 */
export class PageEnd {
  readonly #fillings: readonly Filling[];
  #rows = 0;
  #points = 0;
  #headPoints = 0;
  #footFrom = 0;
  /** First rows of the body that no cell from above reaches, the last few. */
  #free: readonly number[] = [];
  #bodyFrom = 0;

  /** @param widths of the columns, in units of the sheet */
  constructor(page: PagePoints, widths: readonly number[]) {
    const units = widths.reduce((sum, width) => sum + width, 0);
    const [least, most] = UNIT_POINTS.map(
      (points) => page.height / Math.min(1, page.width / (units * points)),
    );
    const from = least! * (1 - ROUNDING);
    const to = most! * (1 + ROUNDING);
    this.#fillings = Array.from({ length: STEPS + 1 }, (_, step) => {
      return { room: from + ((to - from) * step) / STEPS, used: 0, pageFrom: 0 };
    });
  }

  /**
   * The next row, top to bottom.
   *
   * @param isCovered a cell from a row above reaches into it
   */
  add(part: SheetPart, points: number, isCovered: boolean): void {
    for (const one of this.#fillings) {
      if (one.used + points > one.room) {
        one.pageFrom = this.#rows;
        one.used = this.#headPoints;
      }
      one.used += points;
    }
    if (part === "head") this.#headPoints += points;
    if (part === "top" || part === "head") this.#bodyFrom = this.#rows + 1;
    if (part === "body" && !isCovered)
      this.#free = [...this.#free.slice(-KEPT - 2 * EARLIER_MAX), this.#rows];
    this.#rows += 1;
    this.#points += points;
    if (part !== "foot") this.#footFrom = this.#rows;
  }

  /** Scaled to one page in height as well. */
  get isOnePage(): boolean {
    return this.#points <= this.#fillings[0]!.room * ONE_PAGE_MAX;
  }

  /** Index of the row, from 0, with which a page must begin; null where every program ends its pages well. */
  get breakBefore(): number | null {
    if (this.isOnePage) return null;
    const last = this.#footFrom - KEPT;
    if (last <= this.#bodyFrom) return null;
    const begins = this.#fillings.map(({ pageFrom }) => pageFrom);
    if (begins.every((row) => row <= last)) return null;
    // A program that begins a page shortly before would else print one of a few rows.
    const near = Math.min(last, ...begins.filter((row) => row >= last - EARLIER_MAX));
    const isFit = (row: number): boolean => row <= near && row >= near - EARLIER_MAX && row > this.#bodyFrom;
    return this.#free.findLast(isFit) ?? near;
  }
}

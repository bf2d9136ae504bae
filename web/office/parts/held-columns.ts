import { useLayoutEffect } from "react";
import type { RefObject } from "react";

/**
 * Keeps the columns of a long table as wide as its first rows made them, so that nothing jumps sideways while rows come
 * and go, and tells readers of the screen how many rows there are.
 *
 * @param within the table's first body, or any part of it
 * @param rows of the whole list, without the head; null = the table is short and stays as it is
 * @param list another list is measured anew
 */
export function useHeldColumns(
  within: RefObject<HTMLElement | null>,
  rows: number | null,
  list: string,
): void {
  useLayoutEffect(() => {
    const table = within.current?.closest("table");
    if (!table || rows === null) return;
    const hold = (): void => holdColumns(table);
    table.setAttribute("aria-rowcount", String(rows + 1));
    hold();
    addEventListener("resize", hold);
    return () => {
      removeEventListener("resize", hold);
      release(table);
      table.removeAttribute("aria-rowcount");
    };
  }, [within, rows, list]);
}

const headsOf = (table: HTMLTableElement): readonly HTMLElement[] => [
  ...table.querySelectorAll<HTMLElement>("thead th"),
];

function holdColumns(table: HTMLTableElement): void {
  release(table);
  const heads = headsOf(table);
  const widths = heads.map((head) => head.getBoundingClientRect().width);
  for (const [at, head] of heads.entries()) head.style.width = `${widths[at]}px`;
  if (heads.length > 0) table.classList.add("held");
}

function release(table: HTMLTableElement): void {
  table.classList.remove("held");
  for (const head of headsOf(table)) head.style.width = "";
}

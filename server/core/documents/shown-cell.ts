import type { Cell } from "./document.ts";

/** A cell as people read it: 93.3%, 89.70, 52. */
export function shownCell(cell: Cell): string {
  if (cell.kind === "count") return String(cell.value);
  if (cell.kind === "percent") return `${cell.printed}%`;
  return cell.kind === "score" ? cell.printed : cell.text;
}

import type { Thresholds } from "../../../server/core/round/round.ts";
import { withheld } from "../../text/withheld.ts";
import type { ComparedRow } from "./order-rows.ts";

/** Why cells of these rows say 人数少，不予显示, each reason once; [] where none does. */
export function reasonsOf(rows: readonly ComparedRow[], limits: Thresholds): readonly string[] {
  const sentences = rows.flatMap(({ level, withdrawn, isBlind, cells }) => {
    if (isBlind || withdrawn || level === "open") return [];
    if (level === "none") return [withheld.unit(limits)];
    if (level === "score") return [withheld.distribution(limits)];
    const isPartly = cells.includes(null) && cells.some((cell) => cell !== null);
    return isPartly ? [withheld.dimensions(limits)] : [];
  });
  return [...new Set(sentences)];
}

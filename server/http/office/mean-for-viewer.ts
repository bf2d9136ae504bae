import { printRatio } from "../../core/ratio.ts";
import { gradeTable } from "../../core/results/grade-table.ts";
import { roundMean } from "../../core/results/round-mean.ts";
import { countedOutcomes } from "./blind-units.ts";
import { oncePerViewer } from "./once-per-viewer.ts";

/** Mean of a round's printed totals, one decimal, and over how many units; null where this account may not see it. */
export const meanForViewer = oncePerViewer((standing, account) => {
  const rows = gradeTable(standing.scheme.scheme, countedOutcomes(standing, account));
  const mean = roundMean(rows, account.role === "group" ? account.group : null);
  return mean && { printed: printRatio(mean.mean, 1), units: mean.units };
});

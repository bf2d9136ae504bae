import type { ReactElement } from "react";
import type { WithheldScore } from "../../../server/core/results/withheld-score.ts";
import { lookBack as text } from "../../text/console-review.ts";
import { withheld as words } from "../../text/withheld.ts";

interface ScoreCellProps {
  /** Null: not there. */
  readonly printed: string | null;
  readonly withheld: WithheldScore | null;
}

/** A score in a table of rounds; one that is withheld says so, why stands under its table. */
export const ScoreCell = ({ printed, withheld }: ScoreCellProps): ReactElement =>
  printed === null && withheld ? (
    <td className="withheld num">
      <span>{words.cell}</span>
    </td>
  ) : (
    <td className="num">{printed ?? text.none}</td>
  );

/** Dimensions of a unit with their scores; each name leads to its questions where the score comes from. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { Dimension } from "../../../server/core/definition/instrument.ts";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { withheld } from "../../text/withheld.ts";
import { words } from "../../text/words.ts";
import { addresses } from "../addresses.ts";
import { placeOfDimension } from "./opened-place.ts";

interface DimensionListProps {
  readonly results: Pick<ResultsAnswer, "round" | "unit">;
  readonly scores: readonly {
    readonly dimension: Dimension;
    /** Null: withheld; why stands below. */
    readonly printed: string | null;
    /** In small print behind the score; absent or null: nothing. */
    readonly beside?: string | null;
  }[];
}

export const DimensionList = ({ results: { round, unit }, scores }: DimensionListProps): ReactElement => (
  <dl className="six">
    {scores.map(({ dimension, printed, beside }) => (
      <div key={dimension}>
        <dt>
          {printed === null ? (
            words.dimension[dimension]
          ) : (
            <Link href={addresses.results(round.id, unit.id, placeOfDimension(dimension))} className="link">
              {words.dimension[dimension]}
            </Link>
          )}
        </dt>
        {printed === null ? (
          <dd className="withheld">
            <span>{withheld.cell}</span>
          </dd>
        ) : (
          <dd>
            {printed} {beside && <small>{beside}</small>}
          </dd>
        )}
      </div>
    ))}
  </dl>
);

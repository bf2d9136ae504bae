/** The unit's number, its grade, and where it stands on its line. */
import type { ReactElement } from "react";
import { bandsOf, placeOf } from "../../charts/score-axis.ts";
import type { Band } from "../../charts/score-axis.ts";
import { compare, parseRatio, printRatio, sub } from "../../../server/core/ratio.ts";
import type { ResultsAnswer, ScoreAnswer } from "../../../server/http/office/answers-results.ts";
import { noteWords, score as text } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import { GradeTag } from "../parts/grade-tag.tsx";
import { isOfSeveral } from "../compare/lone-means.ts";
import { Note } from "../parts/note.tsx";
import { WithheldBox } from "../parts/withheld-box.tsx";

export function ScoreFacts({ results }: { readonly results: ResultsAnswer }): ReactElement {
  const { score, roundMean, thresholds } = results;
  return (
    <>
      <h2 className="sr">{text.title}</h2>
      {score.total ? (
        <Total
          score={score}
          total={score.total}
          roundMean={isOfSeveral(roundMean) ? roundMean.printed : null}
        />
      ) : score.opinion ? (
        <div className="score">
          <strong>{score.opinion.printed}</strong>
          <span className="grade none">{text.noGrade}</span>
          <span className="sub">{text.opinion}</span>
        </div>
      ) : score.awaitsApproval ? (
        <Awaited results={results} />
      ) : (
        <>
          <div className="score">
            <span className="grade none">{text.noScore}</span>
          </div>
          <WithheldBox sentence={withheld.unit(thresholds)} />
        </>
      )}
      {score.notes
        .filter((note) => note !== "unscored" || score.opinion !== null)
        .map((note) => (
          <Note key={note} tone={note === "opinion-only" ? undefined : "warn"}>
            {noteWords[note]}
          </Note>
        ))}
    </>
  );
}

/** For who reads total and grade once they are approved. */
const Awaited = ({ results }: { readonly results: ResultsAnswer }): ReactElement => (
  <>
    <div className="score">
      <span className="grade none">{text.awaited}</span>
    </div>
    <p className="sub">{text.awaitedHint}</p>
    {results.forms.every(({ level }) => level === "none") && (
      <WithheldBox sentence={withheld.unit(results.thresholds)} />
    )}
  </>
);

interface TotalProps {
  readonly score: ScoreAnswer;
  readonly total: NonNullable<ScoreAnswer["total"]>;
  readonly roundMean: string | null;
}

function Total({ score, total, roundMean }: TotalProps): ReactElement {
  return (
    <>
      <div className="score">
        <strong>{total.printed}</strong>
        {score.computed && <GradeTag grade={score.computed} full />}
      </div>
      <Axis total={total.printed} roundMean={roundMean} bands={bandsOf(score.grades)} />
      {!score.notes.includes("capped") && <p>{distanceOf(score.grades, total.printed)}</p>}
      <dl className="stages">
        <Stage title={text.computed} grade={score.computed} />
        <Stage title={text.proposed} grade={score.proposed} />
        <Stage title={text.approved} grade={score.approved} />
      </dl>
      {score.firmness && <p>{text.firmness[score.firmness.verdict]}</p>}
      {score.firmness?.ballots && <p className="muted no-print">{text.ballots(score.firmness.ballots)}</p>}
      <Caps score={score} />
    </>
  );
}

const Stage = ({
  title,
  grade,
}: {
  readonly title: string;
  readonly grade: ScoreAnswer["computed"];
}): ReactElement => (
  <div>
    <dt>{title}</dt>
    <dd>{grade ?? text.pending}</dd>
  </div>
);

/** 等次限制情形: proposed by the system, decided by people; both are shown. */
function Caps({ score }: { readonly score: ScoreAnswer }): ReactElement | null {
  if (score.caps.length === 0) return null;
  const { capStates } = text;
  return (
    <ul className="caps" aria-label={text.caps}>
      {score.caps.map(({ id, title, atMost, confirmed, reason }) => (
        <li key={id}>
          <b>{text.cap(title, atMost)}</b>{" "}
          {confirmed === null ? capStates.open : confirmed ? capStates.yes : capStates.no}
          {reason && `，${reason}`}
        </li>
      ))}
    </ul>
  );
}

/** How far to the next better grade, or above the line of the best; by printed values, as grades are decided. */
function distanceOf(grades: ScoreAnswer["grades"], printed: string): string {
  const total = parseRatio(printed);
  const better = grades.filter(({ from }) => compare(total, parseRatio(from)) < 0).at(-1);
  if (better) return text.toNext(better.grade, printRatio(sub(parseRatio(better.from), total), 2));
  const best = grades[0];
  return best ? text.aboveLine(best.grade, printRatio(sub(total, parseRatio(best.from)), 2)) : "";
}

interface AxisProps {
  readonly total: string;
  readonly roundMean: string | null;
  readonly bands: readonly Band[];
}

function Axis({ total, roundMean, bands }: AxisProps): ReactElement {
  const value = Number(total);
  const at = (score: number): { left: string } => ({ left: `${placeOf(score)}%` });
  const inside = bands.findLast(({ from }) => value >= from);
  return (
    <div className="axis" role="img" aria-label={text.axisName(total, roundMean)}>
      {bands.map((band) => (
        <i
          key={band.grade}
          className={`band ${band === inside ? "in" : ""}`}
          style={{ left: `${band.left}%`, width: `${band.width}%` }}
        />
      ))}
      {roundMean !== null && (
        <>
          <b className="mean" style={at(Number(roundMean))} />
          <em style={{ ...at(Number(roundMean)), transform: meanSide(Number(roundMean), value) }}>
            {text.roundMean(roundMean)}
          </em>
        </>
      )}
      <b className="bob" style={at(value)} />
      {bands.slice(1).map((band) => (
        <span key={band.from} style={{ left: `${band.left}%` }}>
          {band.from}
        </span>
      ))}
      {bands.map((band) => (
        <span key={band.grade} style={{ left: `${band.left + band.width / 2}%` }}>
          {band.grade}
        </span>
      ))}
    </div>
  );
}

/** The mean's label stands on the side where the plumb line does not hang, and never outside the panel. */
const meanSide = (mean: number, total: number): string =>
  placeOf(mean) < 30 || (mean >= total && placeOf(mean) < 78)
    ? "translateX(4px)"
    : "translateX(calc(-100% - 4px))";

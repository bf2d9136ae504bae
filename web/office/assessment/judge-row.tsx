import type { ReactElement } from "react";
import { sheetTotal } from "../../../server/core/scoring/sheet-total.ts";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { judges as text } from "../../text/console-review.ts";
import { type DraftSheet, hasPoints } from "./draft-entry.ts";

interface JudgeRowProps {
  readonly title: string;
  readonly at: number;
  readonly entry: DraftSheet;
  readonly sheet: AssessmentAnswer["fields"]["sheets"][number] | null;
  /** The score that is converted, as it is typed. */
  readonly converted: string;
  readonly isOff: boolean;
  readonly isFaulty: (field: string) => boolean;
  readonly change: (entry: DraftSheet) => void;
  readonly remove: () => void;
}

/** One judge: who, every item of the 评分表 with its maximum, what it adds up to, 回避. */
export function JudgeRow(props: JudgeRowProps): ReactElement {
  const { title, at, entry, sheet, converted, isOff, isFaulty, change, remove } = props;
  const { judge, score, isRecused, points } = entry;
  const isAdded = sheet !== null && hasPoints(entry);
  const total = isAdded ? (totalOf(sheet, converted, points) ?? "") : score;
  return (
    <>
      <div className="judge">
        <input
          className="box"
          maxLength={20}
          placeholder={text.judge}
          aria-label={text.judgeOf(title, at + 1)}
          aria-invalid={isFaulty("judge") || undefined}
          disabled={isOff}
          value={judge}
          onChange={(event) => change({ ...entry, judge: event.target.value })}
        />
        <input
          className="box narrow"
          inputMode="decimal"
          maxLength={6}
          placeholder={sheet ? text.total : text.score}
          aria-label={text.scoreOf(title, at + 1)}
          aria-invalid={isFaulty("score") || undefined}
          disabled={isOff || isRecused}
          readOnly={isAdded}
          value={isRecused ? "" : total}
          onChange={(event) => change({ ...entry, score: event.target.value.trim() })}
        />
        <label>
          <input
            type="checkbox"
            aria-label={text.recusedOf(title, at + 1)}
            disabled={isOff}
            checked={isRecused}
            onChange={(event) => change({ ...entry, isRecused: event.target.checked })}
          />
          {text.recused}
        </label>
        {!isOff && (
          <button
            type="button"
            className="btn small"
            aria-label={text.removeOf(title, at + 1)}
            onClick={remove}
          >
            {text.remove}
          </button>
        )}
      </div>
      {sheet && !isRecused && (
        <div className="judge-points">
          {sheet.items.map(({ id, title: item, max }) => (
            <label key={id}>
              <span>{text.points(item, max)}</span>
              <input
                className="box narrow"
                inputMode="decimal"
                maxLength={6}
                aria-label={text.pointsOf(title, at + 1, text.points(item, max))}
                aria-invalid={isFaulty(`points.${id}`) || undefined}
                disabled={isOff}
                value={points[id] ?? ""}
                onChange={(event) => {
                  const next = { ...points, [id]: event.target.value.trim() };
                  // A total that was typed gives way to the sum.
                  change({ ...entry, points: next, score: "" });
                }}
              />
            </label>
          ))}
        </div>
      )}
    </>
  );
}

/** What the server will work out; null until every item is there. */
function totalOf(
  { items, converted: asked }: NonNullable<JudgeRowProps["sheet"]>,
  converted: string,
  points: DraftSheet["points"],
): string | null {
  return sheetTotal(
    { items, converted: asked && { points: asked.points, score: converted || null } },
    points,
  );
}

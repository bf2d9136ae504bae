import type { ReactElement } from "react";
import { assessment as text } from "../../text/console-review.ts";
import type { DraftEntry } from "./draft-entry.ts";
import type { PartProps } from "./entry-form.tsx";
import { FaultBelow } from "./fault-below.tsx";

/** 专项扣分 and 加分, each with its reason. */
export function PointsPanel({ answer, draft, set, faultAt }: PartProps): ReactElement {
  const list = (kind: "deductions" | "bonus") => ({
    kind,
    entries: draft[kind],
    isOff: !answer.mayEnter,
    faultAt,
    change: (entries: DraftEntry["bonus"]) => set({ [kind]: entries }),
  });
  return (
    <section className="panel">
      <header>
        <h2>{text.pointsTitle}</h2>
      </header>
      <div className="in stack">
        <PointsList {...list("deductions")} name={text.deductions} add={text.addDeduction} />
        <PointsList {...list("bonus")} name={text.bonus} add={text.addBonus} />
      </div>
    </section>
  );
}

interface PointsListProps {
  readonly kind: "deductions" | "bonus";
  readonly name: string;
  readonly add: string;
  readonly entries: DraftEntry["bonus"];
  readonly isOff: boolean;
  readonly faultAt: PartProps["faultAt"];
  readonly change: (entries: DraftEntry["bonus"]) => void;
}

function PointsList({ kind, name, add, entries, isOff, faultAt, change }: PointsListProps): ReactElement {
  const put = (at: number, part: Partial<DraftEntry["bonus"][number]>): void =>
    change(entries.map((entry, index) => (index === at ? { ...entry, ...part } : entry)));
  return (
    <fieldset className="points">
      <legend>{name}</legend>
      {entries.map(({ points, reason }, at) => (
        <div className="point" key={at}>
          <input
            className="box narrow"
            inputMode="decimal"
            maxLength={6}
            placeholder={text.points}
            aria-label={text.pointsOf(name, at + 1)}
            disabled={isOff}
            value={points}
            onChange={(event) => put(at, { points: event.target.value.trim() })}
          />
          <input
            className="box"
            maxLength={300}
            placeholder={text.reason}
            aria-label={text.pointsReasonOf(name, at + 1)}
            disabled={isOff}
            value={reason}
            onChange={(event) => put(at, { reason: event.target.value })}
          />
          {!isOff && (
            <button
              type="button"
              className="btn small"
              aria-label={text.removeOf(name, at + 1)}
              onClick={() => change(entries.filter((_, index) => index !== at))}
            >
              {text.remove}
            </button>
          )}
          <FaultBelow faults={[faultAt(`$.${kind}[${at}].points`), faultAt(`$.${kind}[${at}].reason`)]} />
        </div>
      ))}
      {!isOff && (
        <button
          type="button"
          className="link"
          onClick={() => change([...entries, { points: "", reason: "" }])}
        >
          {add}
        </button>
      )}
    </fieldset>
  );
}

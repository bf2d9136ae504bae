import type { ReactElement } from "react";
import { judges as text } from "../../text/console-review.ts";
import { Note } from "../parts/note.tsx";
import type { DraftSheet } from "./draft-entry.ts";
import type { PartProps } from "./entry-form.tsx";
import { FaultBelow } from "./fault-below.tsx";

/** 评委评分: one sheet a judge, for every indicator that comes from a panel. They are named and say so. */
export function JudgesPanel({ answer, draft, set, faultAt }: PartProps): ReactElement | null {
  const { panels } = answer.fields;
  if (panels.length === 0) return null;
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in stack">
        <Note>{text.named}</Note>
        {panels.map(({ id, title, dropFrom }) => (
          <Sheets
            key={id}
            title={title}
            dropFrom={dropFrom}
            sheets={draft.panels[id] ?? []}
            isOff={!answer.mayEnter}
            faultAt={(at) => faultAt(`$.panels.${id}[${at}].judge`) ?? faultAt(`$.panels.${id}[${at}].score`)}
            change={(sheets) => set({ panels: { ...draft.panels, [id]: sheets } })}
          />
        ))}
      </div>
    </section>
  );
}

interface SheetsProps {
  readonly title: string;
  readonly dropFrom: number;
  readonly sheets: readonly DraftSheet[];
  readonly isOff: boolean;
  readonly faultAt: (at: number) => string | null;
  readonly change: (sheets: readonly DraftSheet[]) => void;
}

function Sheets({ title, dropFrom, sheets, isOff, faultAt, change }: SheetsProps): ReactElement {
  const put = (at: number, part: Partial<DraftSheet>): void =>
    change(sheets.map((sheet, index) => (index === at ? { ...sheet, ...part } : sheet)));
  return (
    <fieldset className="judges">
      <legend>{title}</legend>
      <p className="sub">{text.rule(dropFrom)}</p>
      {sheets.map(({ judge, score, isRecused }, at) => (
        <div className="judge" key={at}>
          <input
            className="box"
            maxLength={20}
            placeholder={text.judge}
            aria-label={text.judgeOf(title, at + 1)}
            aria-invalid={faultAt(at) ? true : undefined}
            disabled={isOff}
            value={judge}
            onChange={(event) => put(at, { judge: event.target.value })}
          />
          <input
            className="box narrow"
            inputMode="decimal"
            maxLength={6}
            placeholder={text.score}
            aria-label={text.scoreOf(title, at + 1)}
            disabled={isOff || isRecused}
            value={isRecused ? "" : score}
            onChange={(event) => put(at, { score: event.target.value.trim() })}
          />
          <label>
            <input
              type="checkbox"
              aria-label={text.recusedOf(title, at + 1)}
              disabled={isOff}
              checked={isRecused}
              onChange={(event) => put(at, { isRecused: event.target.checked })}
            />
            {text.recused}
          </label>
          {!isOff && (
            <button
              type="button"
              className="btn small"
              aria-label={text.removeOf(title, at + 1)}
              onClick={() => change(sheets.filter((_, index) => index !== at))}
            >
              {text.remove}
            </button>
          )}
          <FaultBelow faults={[faultAt(at)]} />
        </div>
      ))}
      {!isOff && (
        <button
          type="button"
          className="link"
          onClick={() => change([...sheets, { judge: "", score: "", isRecused: false }])}
        >
          {text.add}
        </button>
      )}
      {sheets.length > 0 && <p className="sub">{countLine(sheets)}</p>}
    </fieldset>
  );
}

/** Who decides: recused judges leave the number that is divided by. */
function countLine(sheets: readonly DraftSheet[]): string {
  const recused = sheets.filter(({ isRecused }) => isRecused).length;
  const scored = sheets.filter(({ isRecused, score }) => !isRecused && score !== "").length;
  return text.count(scored, recused, sheets.length - scored - recused);
}

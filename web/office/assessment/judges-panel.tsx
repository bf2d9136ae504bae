import type { ReactElement } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { judges as text } from "../../text/console-review.ts";
import { Note } from "../parts/note.tsx";
import { type DraftChoice, type DraftSheet, hasPoints } from "./draft-entry.ts";
import type { PartProps } from "./entry-form.tsx";
import { FaultBelow } from "./fault-below.tsx";
import { JudgeRow } from "./judge-row.tsx";
import { SheetChoice } from "./sheet-choice.tsx";

type Sheet = AssessmentAnswer["fields"]["sheets"][number];

/** 评委评分: one sheet a judge, for every indicator that comes from a panel. They are named and say so. */
export function JudgesPanel({ answer, draft, set, faultAt }: PartProps): ReactElement | null {
  const { panels, sheets } = answer.fields;
  if (panels.length === 0) return null;
  const choose = (id: string, choice: DraftChoice | null): void => {
    const { [id]: _, ...others } = draft.panelSheets;
    set({ panelSheets: choice ? { ...others, [id]: choice } : others });
  };
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in stack">
        <Note>{text.named}</Note>
        {panels.map(({ id, title, dropFrom }) => {
          const choice = draft.panelSheets[id] ?? null;
          const entries = draft.panels[id] ?? [];
          return (
            <fieldset className="judges" key={id}>
              <legend>{title}</legend>
              <p className="sub">{text.rule(dropFrom)}</p>
              <SheetChoice
                title={title}
                sheets={sheets}
                choice={choice}
                isOff={!answer.mayEnter}
                isKept={entries.some(hasPoints)}
                faultAt={(part) => faultAt(`$.panelSheets.${id}${part}`)}
                change={(next) => choose(id, next)}
              />
              <Entries
                title={title}
                sheet={chosen(sheets, choice)}
                converted={choice?.converted ?? ""}
                entries={entries}
                isOff={!answer.mayEnter}
                faultAt={(part) => faultAt(`$.panels.${id}${part}`)}
                change={(next) => set({ panels: { ...draft.panels, [id]: next } })}
              />
            </fieldset>
          );
        })}
      </div>
    </section>
  );
}

const chosen = (sheets: readonly Sheet[], choice: DraftChoice | null): Sheet | null =>
  sheets.find((one) => one.instrument === choice?.instrument && one.version === choice.version) ?? null;

interface EntriesProps {
  readonly title: string;
  /** null: totals only. */
  readonly sheet: Sheet | null;
  readonly converted: string;
  readonly entries: readonly DraftSheet[];
  readonly isOff: boolean;
  /** By the rest of the path: "[0].judge". */
  readonly faultAt: (part: string) => string | null;
  readonly change: (entries: readonly DraftSheet[]) => void;
}

function Entries({ title, sheet, converted, entries, isOff, faultAt, change }: EntriesProps): ReactElement {
  const faultsOf = (at: number): readonly (string | null)[] => [
    faultAt(`[${at}].judge`),
    faultAt(`[${at}].score`),
    ...(sheet?.items ?? []).map(({ id }) => faultAt(`[${at}].points.${id}`)),
  ];
  return (
    <>
      {entries.map((entry, at) => (
        <div className="judge-sheet" key={at}>
          <JudgeRow
            title={title}
            at={at}
            entry={entry}
            sheet={sheet}
            converted={converted}
            isOff={isOff}
            isFaulty={(field) => faultAt(`[${at}].${field}`) !== null}
            change={(next) => change(entries.map((one, index) => (index === at ? next : one)))}
            remove={() => change(entries.filter((_, index) => index !== at))}
          />
          <FaultBelow faults={faultsOf(at)} />
        </div>
      ))}
      {!isOff && (
        <button
          type="button"
          className="link"
          onClick={() => change([...entries, { judge: "", score: "", isRecused: false, points: {} }])}
        >
          {text.add}
        </button>
      )}
      {entries.length > 0 && <p className="sub">{countLine(entries)}</p>}
    </>
  );
}

/** Who decides: recused judges leave the number that is divided by. */
function countLine(entries: readonly DraftSheet[]): string {
  const recused = entries.filter(({ isRecused }) => isRecused).length;
  const scored = entries.filter((one) => !one.isRecused && (one.score !== "" || hasPoints(one))).length;
  return text.count(scored, recused, entries.length - scored - recused);
}

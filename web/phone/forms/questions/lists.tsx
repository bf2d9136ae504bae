/** Rows that a person adds: each one a card with its small questions, with a button to take it out again. */
import { useReducer } from "react";
import type {
  Question,
  QuestionMatrixDynamicModel,
  QuestionMultipleTextModel,
  QuestionPanelDynamicModel,
} from "survey-core";
import { phone } from "../../../text/phone.ts";
import { Cell } from "./tables.tsx";
import { Remark } from "./written.tsx";

interface ListProps<Q extends Question> {
  readonly question: Q;
  readonly creator: unknown;
}

export function AddedRows({ question, creator }: ListProps<QuestionMatrixDynamicModel>) {
  const rows = question.visibleRows;
  return (
    <Cards
      count={rows.length}
      canAdd={question.canAddRow}
      canRemove={(index) => question.canRemoveRow(rows[index]!)}
      add={() => question.addRow()}
      remove={(index) => question.removeRow(index, false)}
      addText={question.locAddRowText.renderedHtml}
      empty={question.locNoRowsText.renderedHtml}
      body={(index) =>
        rows[index]!.cells.map((cell) => (
          <Cell
            key={cell.question.id}
            question={cell.question}
            title={cell.column.locTitle.renderedHtml}
            creator={creator}
          />
        ))
      }
    />
  );
}

export function AddedPanels({ question, creator }: ListProps<QuestionPanelDynamicModel>) {
  const panels = question.panels;
  return (
    <Cards
      count={panels.length}
      canAdd={question.canAddPanel}
      canRemove={() => question.canRemovePanel}
      add={() => question.addPanel()}
      remove={(index) => question.removePanel(index)}
      addText={question.locAddPanelText.renderedHtml}
      empty={question.locNoEntriesText.renderedHtml}
      body={(index) =>
        panels[index]!.questions.map((one: Question) => (
          <Cell key={one.id} question={one} title={one.locTitle.renderedHtml} creator={creator} />
        ))
      }
    />
  );
}

interface CardsProps {
  readonly count: number;
  readonly canAdd: boolean;
  readonly canRemove: (index: number) => boolean;
  readonly add: () => void;
  readonly remove: (index: number) => void;
  readonly addText: string;
  readonly empty: string;
  readonly body: (index: number) => React.ReactNode;
}

function Cards({ count, canAdd, canRemove, add, remove, addText, empty, body }: CardsProps) {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const then = (act: () => void) => () => (act(), redraw());
  return (
    <>
      {count === 0 && empty !== "" && <p className="hint">{empty}</p>}
      <div className="cards">
        {Array.from({ length: count }, (_, index) => (
          <div className="card" key={index}>
            <div className="row-head">
              <p className="row-title">{phone.rowNumber(index + 1)}</p>
              {canRemove(index) && (
                <button type="button" className="link" onClick={then(() => remove(index))}>
                  {phone.rowRemove}
                  <span className="sr">{phone.rowNumber(index + 1)}</span>
                </button>
              )}
            </div>
            {body(index)}
          </div>
        ))}
      </div>
      {canAdd && (
        <button type="button" className="btn add-row" onClick={then(add)}>
          {addText}
        </button>
      )}
    </>
  );
}

/** Several fields under one title. */
export function Fields({ question, creator }: ListProps<QuestionMultipleTextModel>) {
  return (
    <>
      <div className="cards fields">
        {question.items.map((item) => (
          <Cell key={item.name} question={item.editor} title={item.locTitle.renderedHtml} creator={creator} />
        ))}
      </div>
      {question.showCommentArea && <Remark question={question} />}
    </>
  );
}

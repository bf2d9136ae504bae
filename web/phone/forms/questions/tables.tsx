/** Tables as cards: one card per row, the columns as its answers; nothing scrolls sideways. */
import type {
  ItemValue,
  MatrixRowModel,
  Question,
  QuestionMatrixDropdownModelBase,
  QuestionMatrixModel,
} from "survey-core";
import { ReactElementFactory } from "survey-react-ui";
import { phone } from "../../../text/phone.ts";
import { allRowsRequired } from "../question-labels.ts";
import { isDontKnow, scaleOf } from "../scale-of.ts";
import { Options, Scale, Steps, type Group } from "./choices.tsx";

const STEP_LETTERS_MAX = 4;
const STEPS_MAX = 10;

export function RowCards({ question }: { question: QuestionMatrixModel }) {
  const columns: readonly ItemValue[] = question.visibleColumns;
  const asksEveryRow = question.errors.length > 0 && allRowsRequired(question);
  return (
    <div className="cards">
      {question.visibleRows.map((row) => (
        <RowCard
          key={row.id}
          question={question}
          row={row}
          columns={columns}
          isMissing={asksEveryRow && isBlank(row.value)}
        />
      ))}
    </div>
  );
}

interface RowCardProps {
  readonly question: QuestionMatrixModel;
  readonly row: MatrixRowModel;
  readonly columns: readonly ItemValue[];
  readonly isMissing: boolean;
}

function RowCard({ question, row, columns, isMissing }: RowCardProps) {
  const id = `${question.id}-${row.id}`;
  const isMany = question.cellType === "checkbox";
  const group = {
    name: id,
    kind: isMany ? ("checkbox" as const) : ("radio" as const),
    isChosen: (column: ItemValue) => row.isChecked(column),
    choose: (column: ItemValue) => row.cellClick(column),
    labels: { "aria-labelledby": id, ...(isMissing && { "aria-describedby": `${id}-fault` }) },
    isRequired: allRowsRequired(question),
  };
  return (
    <div className={isMissing ? "card missing-row" : "card"}>
      <p className="row-title" id={id}>
        {row.locText.renderedHtml}
      </p>
      {isMissing && (
        <p className="fault" id={`${id}-fault`}>
          {phone.rowMissing}
        </p>
      )}
      <Columns columns={columns} group={group} />
    </div>
  );
}

function Columns({ columns, group }: { columns: readonly ItemValue[]; group: Group<ItemValue> }) {
  const scale = scaleOf(columns, []);
  if (scale && group.kind === "radio") return <Scale scale={scale} group={group} />;
  const areShort = columns.every((column) => [...column.text].length <= STEP_LETTERS_MAX);
  if (areShort && columns.length <= STEPS_MAX) return <Steps choices={columns} group={group} />;
  return <Options choices={columns} isApart={(column) => isDontKnow(column, [])} group={group} />;
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** Cells that are questions of their own: each row a card, each cell a small question under its column's title. */
export function CellCards({
  question,
  creator,
}: {
  question: QuestionMatrixDropdownModelBase;
  creator: unknown;
}) {
  return (
    <div className="cards">
      {question.visibleRows.map((row) => (
        <div className="card" key={row.id}>
          <p className="row-title">{row.locText?.renderedHtml ?? row.text}</p>
          {row.cells
            .filter((cell) => cell.question.isVisible)
            .map((cell) => (
              <Cell
                key={cell.question.id}
                question={cell.question}
                title={cell.column.locTitle.renderedHtml}
                creator={creator}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

interface CellProps {
  readonly question: Question;
  readonly title: string;
  readonly creator: unknown;
}

export function Cell({ question, title, creator }: CellProps) {
  return ReactElementFactory.Instance.createElement("question", { element: question, title, creator });
}

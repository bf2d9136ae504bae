import type { ReactElement } from "react";
import { Link } from "wouter";
import type { Thresholds } from "../../../server/core/round/round.ts";
import type { Grade } from "../../../server/core/scoring/scheme.ts";
import type { RanksAnswer } from "../../../server/http/office/answers-comparison.ts";
import type { GradeRow, GradeTableAnswer } from "../../../server/http/office/answers-results.ts";
import { AXIS_FROM, placeOf } from "../../charts/score-axis.ts";
import { grades as text, noteShort } from "../../text/console-results.ts";
import { ranks as rankText } from "../../text/console-review.ts";
import { withheld } from "../../text/withheld.ts";
import { addresses } from "../addresses.ts";
import { GradeTag } from "../parts/grade-tag.tsx";
import { WithheldReasons } from "../parts/withheld-box.tsx";
import { LongRows } from "../parts/long-list.tsx";
import { words } from "../../text/words.ts";

interface GradeTableProps {
  readonly table: GradeTableAnswer;
  readonly round: string;
  /** Shown when somebody asked for them; [] otherwise. */
  readonly ranks: RanksAnswer;
  readonly thresholds: Thresholds;
}

/** 有效, 扣分, 总分: columns of numbers that a narrow screen has too, beside those of the parts and the axis. */
const SHOWN_NUMBERS = 3;
/** 测算, 建议, 审定. */
const GRADES = 3;

export function GradeTable({ table, round, ranks, thresholds }: GradeTableProps): ReactElement {
  const lines = table.grades.map(({ from }) => Number(from)).filter((from) => from > AXIS_FROM);
  const rankOf = new Map(ranks.map((rank) => [rank.unit, rank]));
  return (
    <>
      <table className="t grades">
        <caption className="sr">{text.caption}</caption>
        <Head table={table} lines={lines} />
        <LongRows
          rows={table.rows}
          list={round}
          columns={table.parts.length + 12}
          line={(row, index) => (
            <Row
              key={row.unit.id}
              rank={rankOf.get(row.unit.id) ?? null}
              row={row}
              position={index + 1}
              table={table}
              round={round}
              lines={lines}
            />
          )}
        />
      </table>
      <WithheldReasons sentences={table.rows.filter(isWithheld).map(() => withheld.unit(thresholds))} />
    </>
  );
}

function Head({
  table,
  lines,
}: {
  readonly table: GradeTableAnswer;
  readonly lines: readonly number[];
}): ReactElement {
  const { columns } = text;
  const ticks = [AXIS_FROM, ...lines, 100];
  return (
    <thead>
      <tr>
        <th scope="col" className="num">
          {columns.position}
        </th>
        <th scope="col">{columns.unit}</th>
        <th scope="col" className="group wide">
          {columns.group}
        </th>
        <th scope="col" className="num wide">
          {columns.eligible}
        </th>
        <th scope="col" className="num">
          {columns.valid}
        </th>
        {table.parts.map((part) => (
          <th key={part.id} scope="col" className="num wide">
            {text.shortPart(part.title)}
            <br />
            {part.points}
          </th>
        ))}
        <th scope="col" className="num">
          {columns.deduction}
        </th>
        <th scope="col" className="num">
          {columns.total}
        </th>
        <th scope="col" className="pos-cell wider">
          <span className="sr">{text.axis}</span>
          <span className="pos ax" aria-hidden="true">
            {ticks.map((tick) => (
              <em key={tick} style={{ left: `${placeOf(tick)}%` }}>
                {tick}
              </em>
            ))}
          </span>
        </th>
        <th scope="col">{columns.computed}</th>
        <th scope="col">{columns.proposed}</th>
        <th scope="col">{columns.approved}</th>
        <th scope="col">{columns.remark}</th>
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly rank: RanksAnswer[number] | null;
  readonly row: GradeRow;
  readonly position: number;
  readonly table: GradeTableAnswer;
  readonly round: string;
  readonly lines: readonly number[];
}

/** The row says 人数少，不予显示; why stands under the table. */
const isWithheld = ({ level, total }: Pick<GradeRow, "level" | "total">): boolean =>
  level === "none" && total === null;

function Row({ row, rank, position, table, round, lines }: RowProps): ReactElement {
  const isOpen = row.level === "open";
  return (
    <tr>
      <td className="num">{position}</td>
      <td>
        {isOpen ? row.unit.name : <Link href={addresses.results(round, row.unit.id)}>{row.unit.name}</Link>}{" "}
        <span className="sub">
          {rank ? rankText.rank(row.unit.unitType, rank.rank, rank.of) : row.unit.unitType}
        </span>
      </td>
      <td className="group wide">{row.unit.group}</td>
      <td className="num wide">{row.eligible}</td>
      {isOpen ? (
        <>
          <td className="muted" colSpan={SHOWN_NUMBERS + GRADES}>
            {row.isBlind ? (
              <Link href={addresses.assessment(round, row.unit.id)}>{text.blind}</Link>
            ) : row.withdrawn ? (
              words.state[row.withdrawn]
            ) : (
              text.notYet
            )}
          </td>
          <td className="wide" colSpan={table.parts.length} />
          <td className="wider" />
        </>
      ) : isWithheld(row) ? (
        <>
          <td className="withheld" colSpan={SHOWN_NUMBERS}>
            <span>{withheld.cell}</span>
          </td>
          <td className="withheld wide" colSpan={table.parts.length} />
          <td className="withheld wider" />
          <Grades row={row} round={round} />
        </>
      ) : (
        <>
          <Numbers row={row} lines={lines} />
          <Grades row={row} round={round} />
        </>
      )}
      <td>{[...row.notes.map((note) => noteShort[note]), ...row.review.moved.map(reasonOf)].join("；")}</td>
    </tr>
  );
}

function Numbers({ row, lines }: Pick<RowProps, "row" | "lines">): ReactElement {
  return (
    <>
      <td className="num">{row.valid ?? "—"}</td>
      {row.values.map((value, index) => (
        <td key={index} className="num wide">
          {value ?? "—"}
        </td>
      ))}
      <td className="num">{row.deduction.replace("-", "−")}</td>
      <td className="num total">
        {row.total?.printed ??
          (row.opinion && <span className="opinion">{text.opinion(row.opinion.printed)}</span>)}
      </td>
      <td className="pos-cell wider">
        {row.total && <Dot total={Number(row.total.printed)} lines={lines} />}
      </td>
    </>
  );
}

const Dot = ({
  total,
  lines,
}: {
  readonly total: number;
  readonly lines: readonly number[];
}): ReactElement => (
  <span className="pos" aria-hidden="true">
    {lines.map((line) => (
      <i key={line} style={{ left: `${placeOf(line)}%` }} />
    ))}
    <b style={{ left: `${placeOf(total)}%` }} />
  </span>
);

/** 上调 and 下调 with the reason. */
const reasonOf = ({ step, way, reason }: GradeRow["review"]["moved"][number]): string =>
  text.moved(step, way, reason);

type GradesProps = Pick<RowProps, "row" | "round">;

function Grades({ row, round }: GradesProps): ReactElement {
  const { unit, computed, proposed, approved, review } = row;
  const reason = addresses.assessment(round, unit.id);
  if (row.awaitsApproval) {
    return (
      <td className="muted" colSpan={GRADES}>
        {text.awaited}
      </td>
    );
  }
  return (
    <>
      <td>{computed ? <GradeTag grade={computed} /> : <span className="grade none">{text.noGrade}</span>}</td>
      <td>
        {proposed === null ? (
          <span className="muted">{text.pending}</span>
        ) : proposed === computed ? (
          <span className="muted">{text.sameAsComputed}</span>
        ) : (
          <MovedGrade grade={proposed} move={moveAt(review, "proposed")} unit={unit.name} reason={reason} />
        )}
      </td>
      <td>
        {approved === null ? (
          <span className="muted">{text.pending}</span>
        ) : (
          <MovedGrade grade={approved} move={moveAt(review, "approved")} unit={unit.name} reason={reason} />
        )}
      </td>
    </>
  );
}

type Move = GradeRow["review"]["moved"][number];

const moveAt = ({ moved }: GradeRow["review"], at: Move["step"]): Move | null =>
  moved.find(({ step }) => step === at) ?? null;

interface MovedGradeProps {
  readonly grade: Grade;
  readonly move: Move | null;
  readonly unit: string;
  /** Address of the page with the reason; who has no such page is told of no move. */
  readonly reason: string;
}

/** A grade; when it was moved, ↑ or ↓ leads to the reason. */
const MovedGrade = ({ grade, move, unit, reason }: MovedGradeProps): ReactElement => (
  <>
    {move && (
      <Link href={reason} className="moved" aria-label={text.whyMoved(unit, move.way)}>
        {arrowOf(move)}
      </Link>
    )}
    <GradeTag grade={grade} />
  </>
);

const arrowOf = ({ way }: Move): string => (way === "up" ? "↑" : "↓");

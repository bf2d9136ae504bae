/** 历轮: units of this round beside their earlier rounds; order and unit type stand in the address. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import type { PastAnswer, PastCell } from "../../../server/http/office/answers-comparison.ts";
import { compare, past as text } from "../../text/console-compare.ts";
import { results } from "../../text/console-results.ts";
import { lookBack } from "../../text/console-review.ts";
import { withheld } from "../../text/withheld.ts";
import { addresses } from "../addresses.ts";
import { at, read } from "../api.ts";
import { AfterApproval } from "../parts/after-approval.tsx";
import { GradeTag } from "../parts/grade-tag.tsx";
import { LongRows } from "../parts/long-list.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { WithheldReasons } from "../parts/withheld-box.tsx";
import { useTitle } from "../use-title.ts";
import { UnitChoices } from "./unit-choices.tsx";

interface PastPageProps {
  readonly round: RoundAnswer;
  readonly order: string | null;
  readonly unitType: string | null;
}

const ORDERS = ["group", "type"] as const;

export function PastPage({ round, order, unitType }: PastPageProps): ReactElement {
  useTitle(text.title);
  const [, go] = useLocation();
  const found = useQuery({
    queryKey: ["past", round.id],
    queryFn: () => read<PastAnswer>(`/rounds/${at(round.id)}/past`),
  });
  if (found.isPending) return <Loading rows={12} />;
  if (isLost(found)) return <ReadFault error={found.error} again={() => void found.refetch()} />;
  const { rounds, rows } = found.data;
  const by = ORDERS.find((one) => one === order) ?? "group";
  const types = [...new Set(rows.map(({ unit }) => unit.unitType))];
  const only = types.find((one) => one === unitType) ?? null;
  const ordered =
    by === "group" ? rows : types.flatMap((type) => rows.filter((row) => row.unit.unitType === type));
  const shown = ordered.filter(({ unit }) => only === null || unit.unitType === only);
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
        <div className="acts heat-choices">
          <UnitChoices
            types={types}
            only={only}
            orders={ORDERS}
            by={by}
            choose={(order, type) => go(addresses.past(round.id, order, type))}
          />
          <Link href={addresses.compare(round.id, by, only ?? undefined)} className="btn">
            {compare.title}
          </Link>
          <button type="button" className="btn" onClick={() => print()}>
            {results.print}
          </button>
        </div>
      </div>
      <section className="panel scroll">
        <PastTable
          round={round.id}
          closed={new Set(round.units.filter(({ state }) => state === "closed").map(({ id }) => id))}
          rounds={rounds}
          rows={shown}
          list={`${by} ${only ?? ""}`}
          compareOf={(id) => addresses.compare(id, by, only ?? undefined)}
        />
        <AfterApproval />
        {rounds.length === 1 && <p className="in sub">{text.first}</p>}
      </section>
    </>
  );
}

interface PastTableProps {
  /** Units that have results to lead to. */
  readonly closed: ReadonlySet<string>;
  readonly round: string;
  readonly rounds: PastAnswer["rounds"];
  readonly rows: PastAnswer["rows"];
  /** Names order and choice of the rows. */
  readonly list: string;
  /** The comparison of a round, in the same order and with the same units. */
  readonly compareOf: (round: string) => string;
}

export const PastTable = (props: PastTableProps): ReactElement => {
  const { round, closed, rounds, rows, list, compareOf } = props;
  return (
    <>
      <table className="t past">
        <caption className="sr">{text.title}</caption>
        <thead>
          <tr>
            <th scope="col">{compare.columns.unit}</th>
            {rounds.map(({ id, title }) => (
              <th key={id} scope="col">
                {id === round ? title : <Link href={compareOf(id)}>{title}</Link>}
              </th>
            ))}
            <th scope="col" className="num">
              {text.difference}
            </th>
          </tr>
        </thead>
        <LongRows
          rows={rows}
          list={list}
          columns={rounds.length + 2}
          line={({ unit, cells, difference }) => (
            <tr key={unit.id}>
              <th scope="row">
                {closed.has(unit.id) ? (
                  <Link href={addresses.results(round, unit.id)}>{unit.name}</Link>
                ) : (
                  unit.name
                )}{" "}
                <span className="sub">{unit.unitType}</span>
              </th>
              {cells.map((cell, column) => (
                <Cell key={rounds[column]?.id} cell={cell} />
              ))}
              <td className="num">{difference?.replace("-", "−") ?? text.none}</td>
            </tr>
          )}
        />
      </table>
      <WithheldReasons sentences={reasonsOf(rounds, rows)} />
    </>
  );
};

/** In the order of the table; the same reason is said once. */
const reasonsOf = (rounds: PastAnswer["rounds"], rows: PastAnswer["rows"]): readonly string[] =>
  rows.flatMap(({ cells }) =>
    cells.flatMap((cell, column) =>
      cell && isWithheld(cell) ? withheld.score(cell.withheld, rounds[column]!.thresholds) : [],
    ),
  );

type WithheldCell = PastCell & { readonly withheld: NonNullable<PastCell["withheld"]> };

const isWithheld = (cell: PastCell): cell is WithheldCell => cell.total === null && cell.withheld !== null;

function Cell({ cell }: { readonly cell: PastCell | null }): ReactElement {
  if (cell === null) return <TextCell says={text.none} />;
  if (cell.notComparable) return <TextCell says={lookBack.notComparable[cell.notComparable]} />;
  const grade = cell.grade && <GradeTag grade={cell.grade} />;
  return isWithheld(cell) ? (
    <td className="withheld">
      <span>{withheld.cell}</span> {grade}
    </td>
  ) : (
    <td>
      {cell.total ?? text.noTotal} {grade}
    </td>
  );
}

const TextCell = ({ says }: { readonly says: string }): ReactElement => (
  <td>
    <span className="sub">{says}</span>
  </td>
);

/** 比较: every unit of the round by dimension; how it is ordered and what is left out stand in the address. */
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";
import { type CompareOrder, compare as text, past, totals } from "../../text/console-compare.ts";
import { results } from "../../text/console-results.ts";
import { addresses } from "../addresses.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost, useComparison } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { HeatKey } from "./heat-key.tsx";
import { HeatTable } from "./heat-table.tsx";
import { CopyHeat } from "./copy-heat.tsx";
import { orderRows } from "./order-rows.ts";
import { reasonsOf } from "./withheld-cells.ts";
import { UnitChoices } from "./unit-choices.tsx";

interface ComparePageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
  readonly order: string | null;
  readonly unitType: string | null;
}

const ORDERS: readonly CompareOrder[] = ["group", "type", "score"];

export function ComparePage({ round, session, order, unitType }: ComparePageProps): ReactElement {
  useTitle(text.title);
  const compared = useComparison(round.id);
  if (compared.isPending) return <Loading rows={12} />;
  if (isLost(compared)) return <ReadFault error={compared.error} again={() => void compared.refetch()} />;
  if (compared.data.rows.every(({ level, isBlind }) => level === "open" && !isBlind))
    return <NothingYet round={round.id} />;
  const by = ORDERS.find((one) => one === order) ?? "group";
  return (
    <Compared
      round={round}
      answer={compared.data}
      by={by}
      unitType={unitType}
      isOffice={session.role === "office"}
    />
  );
}

interface ComparedProps {
  readonly round: RoundAnswer;
  readonly answer: ComparisonAnswer;
  readonly by: CompareOrder;
  readonly unitType: string | null;
  readonly isOffice: boolean;
}

function Compared({ round, answer, by, unitType, isOffice }: ComparedProps): ReactElement {
  const [, go] = useLocation();
  const types = [...new Set(answer.rows.map(({ unit }) => unit.unitType))];
  const only = types.find((one) => one === unitType) ?? null;
  const rows = orderRows(answer.rows, by).filter(({ unit }) => only === null || unit.unitType === only);
  const sentences = reasonsOf(rows, round.thresholds);
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>
            {text.lead}
            {by === "score" && text.byScore}
          </p>
        </div>
        <div className="acts heat-choices">
          <UnitChoices
            types={types}
            only={only}
            orders={ORDERS}
            by={by}
            choose={(order, type) => go(addresses.compare(round.id, order, type))}
          />
          <Link href={addresses.past(round.id, by, only ?? undefined)} className="btn">
            {past.title}
          </Link>
          {isOffice && (
            <Link href={addresses.totals(round.id)} className="btn">
              {totals.title}
            </Link>
          )}
          <CopyHeat
            title={`${round.title}　${text.title}`}
            answer={answer}
            rows={rows}
            sentences={sentences}
          />
          <button type="button" className="btn" onClick={() => print()}>
            {results.print}
          </button>
        </div>
      </div>
      <section className="panel scroll">
        <HeatTable round={round.id} answer={answer} rows={rows} list={`${by} ${only ?? ""}`} />
        <HeatKey answer={answer} sentences={sentences} />
      </section>
    </>
  );
}

const NothingYet = ({ round }: { readonly round: string }): ReactElement => (
  <div className="empty">
    <h1>{text.emptyTitle}</h1>
    <p>{text.empty}</p>
    <div className="acts">
      <Link href={addresses.progress(round)} className="btn">
        {text.goProgress}
      </Link>
    </div>
  </div>
);

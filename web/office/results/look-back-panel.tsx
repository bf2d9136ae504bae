/** 前后对照: this unit beside its earlier rounds; nothing when there is none. */
import type { ReactElement } from "react";
import type { Thresholds } from "../../../server/core/round/round.ts";
import type { ComparedAnswer, LookBackAnswer } from "../../../server/http/office/answers-comparison.ts";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { lookBack as text } from "../../text/console-review.ts";
import { withheld } from "../../text/withheld.ts";
import { AfterApproval } from "../parts/after-approval.tsx";
import { Loading } from "../parts/loading.tsx";
import { Paragraph } from "../parts/paragraph.tsx";
import { ScoreCell } from "../parts/score-cell.tsx";
import { WithheldReasons } from "../parts/withheld-box.tsx";
import { isLost, useLookBack } from "../queries.ts";
import { PanelFault } from "./panel-fault.tsx";

export function LookBackPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const { round, unit } = results;
  const past = useLookBack(round.id, unit.id);
  if (past.isPending) return <Loading rows={5} />;
  if (isLost(past)) return <PanelFault title={text.title} read={past} />;
  if (past.data.lines.length === 0) return null;
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
        <span className="sub">{text.hint}</span>
      </header>
      <div className="in stack">
        {past.data.lines.map((line) => (
          <LookBackLineTable
            key={line.round.id}
            line={line}
            unit={unit.name}
            thresholds={results.thresholds}
          />
        ))}
        <Paragraph pieces={past.data.paragraph} />
        <AfterApproval />
      </div>
    </section>
  );
}

interface LineProps {
  readonly line: LookBackAnswer["lines"][number];
  readonly unit: string;
  /** Of the round that is looked at. */
  readonly thresholds: Thresholds;
}

/** One earlier round beside this one, with the reasons of what is withheld in either. */
export function LookBackLineTable({ line, unit, thresholds }: LineProps): ReactElement {
  const { round, name, grade, notComparable, total, roundMean, forms } = line;
  const title = text.round(round.title, name === unit ? null : name, grade);
  if (notComparable) {
    return (
      <p>
        {title}：{text.notComparable[notComparable]}
      </p>
    );
  }
  const rows = [...(total ? [{ ...total, title: text.total }] : []), ...forms];
  const sentences = rows.flatMap(({ withheld: { before, now } }) => [
    ...(before ? [withheld.score(before, round.thresholds)] : []),
    ...(now ? [withheld.score(now, thresholds)] : []),
  ]);
  return (
    <>
      <table className="t">
        <caption className="caption-line">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.item}</th>
            <th scope="col" className="num">
              {text.columns.before}
            </th>
            <th scope="col" className="num">
              {text.columns.now}
            </th>
            <th scope="col" className="num">
              {text.columns.difference}
            </th>
          </tr>
        </thead>
        <tbody>
          {total && <Row values={total} title={text.total} />}
          {roundMean && (roundMean.before ?? roundMean.now) !== null && (
            <Row
              values={{ ...roundMean, difference: null, withheld: { before: null, now: null } }}
              title={text.roundMean}
            />
          )}
          {forms.map((form) => (
            <Row key={form.title} values={form} title={form.title} />
          ))}
        </tbody>
      </table>
      <WithheldReasons sentences={sentences} />
    </>
  );
}

const Row = ({
  values,
  title,
}: {
  readonly values: Omit<ComparedAnswer, "title">;
  readonly title: string;
}): ReactElement => (
  <tr>
    <td>{title}</td>
    <ScoreCell printed={values.before} withheld={values.withheld.before} />
    <ScoreCell printed={values.now} withheld={values.withheld.now} />
    <td className="num">{values.difference?.replace("-", "−") ?? text.none}</td>
  </tr>
);

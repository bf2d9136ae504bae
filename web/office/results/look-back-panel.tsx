/** 前后对照: this unit beside its earlier rounds; nothing when there is none. */
import type { ReactElement } from "react";
import type { ComparedAnswer, LookBackAnswer } from "../../../server/http/office/answers-comparison.ts";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { lookBack as text } from "../../text/console-review.ts";
import { Paragraph } from "../parts/paragraph.tsx";
import { useLookBack } from "../queries.ts";

export function LookBackPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const { round, unit } = results;
  const past = useLookBack(round.id, unit.id);
  if (!past.data || past.data.lines.length === 0) return null;
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
        <span className="sub">{text.hint}</span>
      </header>
      <div className="in stack">
        {past.data.lines.map((line) => (
          <Line key={line.round.id} line={line} unit={unit.name} />
        ))}
        <Paragraph pieces={past.data.paragraph} />
      </div>
    </section>
  );
}

interface LineProps {
  readonly line: LookBackAnswer["lines"][number];
  readonly unit: string;
}

function Line({ line, unit }: LineProps): ReactElement {
  const { round, name, grade, notComparable, total, roundMean, forms } = line;
  const title = text.round(round.title, name === unit ? null : name, grade);
  if (notComparable) {
    return (
      <p>
        {title}：{text.notComparable[notComparable]}
      </p>
    );
  }
  return (
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
          <Row values={{ ...roundMean, difference: null }} title={text.roundMean} />
        )}
        {forms.map((form) => (
          <Row key={form.title} values={form} title={form.title} />
        ))}
      </tbody>
    </table>
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
    <td className="num">{values.before ?? "—"}</td>
    <td className="num">{values.now ?? "—"}</td>
    <td className="num">{values.difference?.replace("-", "−") ?? "—"}</td>
  </tr>
);

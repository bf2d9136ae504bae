/** What fits on one sheet of A4: ballots, score, dimensions, problems, low questions, and what is withheld. */
import { useMemo } from "react";
import type { ReactElement } from "react";
import { lowestItems } from "../../charts/lowest-items.ts";
import { problemBars } from "../../charts/problem-bars.ts";
import type { Dimension } from "../../../server/core/definition/instrument.ts";
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { charts } from "../../text/console-results.ts";
import { unitSummary as text } from "../../text/unit-summary.ts";
import { withheld } from "../../text/withheld.ts";
import { WithheldReasons } from "../parts/withheld-box.tsx";
import { DimensionList } from "./dimension-list.tsx";
import { ScoreFacts } from "./score-facts.tsx";
import { withheldDimensions } from "./withheld-dimensions.ts";
import { withheldLines } from "./withheld-lines.ts";

const LISTED = 5;
const WITHHELD_LISTED = 6;

interface UnitSummaryProps {
  readonly results: ResultsAnswer;
  /** Opens a question where its counts stand. */
  readonly open: (leaf: string) => void;
  /** Of the comparison, where this account sees differences from the means. */
  readonly compared: ComparisonAnswer | undefined;
}

export function UnitSummary({ results, open, compared }: UnitSummaryProps): ReactElement {
  const hidden = withheldLines(results);
  return (
    <section className="panel summary" aria-label={text.title}>
      <div className="summary-score">
        <ScoreFacts results={results} />
      </div>
      <FormsTable results={results} />
      <Dimensions results={results} compared={compared} />
      <Problems results={results} />
      <LowItems results={results} open={open} />
      <div>
        <h2>{text.withheldTitle}</h2>
        {hidden.length === 0 ? (
          <p className="sub">{text.withheldNone}</p>
        ) : (
          <ul className="summary-withheld">
            {hidden.slice(0, WITHHELD_LISTED).map((line) => (
              <li key={line}>{line}</li>
            ))}
            {hidden.length > WITHHELD_LISTED && <li>{text.more(hidden.length - WITHHELD_LISTED)}</li>}
          </ul>
        )}
      </div>
    </section>
  );
}

const FormsTable = ({ results }: { readonly results: ResultsAnswer }): ReactElement => (
  <div className={formReasons(results).length > 0 ? "wide-on-paper" : undefined}>
    <h2>{text.formsTitle}</h2>
    <table className="t">
      <caption className="sr">{text.formsTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{text.formColumns.form}</th>
          {(["eligible", "issued", "ballots", "valid", "participation", "score"] as const).map((column) => (
            <th key={column} scope="col" className="num">
              {text.formColumns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {results.forms.map((form) => (
          <tr key={form.instrument}>
            <td>{form.shortTitle}</td>
            <td className="num">{form.eligible ?? "—"}</td>
            <td className="num">
              {typeof form.issued === "number" ? form.issued : text.issued[form.issued]}
            </td>
            <td className="num">{form.ballots}</td>
            <td className="num">{form.level === "tables" ? form.valid : "—"}</td>
            <td className="num">{form.participation ? `${form.participation.printed}%` : "—"}</td>
            {!form.isScored ? (
              <td className="num">{text.notScored}</td>
            ) : form.level === "none" ? (
              <td className="withheld num">
                <span>{withheld.cell}</span>
              </td>
            ) : (
              <td className="num">{form.score?.printed ?? "—"}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
    <WithheldReasons sentences={formReasons(results)} />
  </div>
);

/** Why forms in the table have no score. */
const formReasons = ({ forms, thresholds }: ResultsAnswer): readonly string[] =>
  forms
    .filter(({ isScored, level }) => isScored && level === "none")
    .map((form) => withheld.form(form, forms, thresholds));

function Dimensions({
  results,
  compared,
}: Pick<UnitSummaryProps, "results" | "compared">): ReactElement | null {
  const hidden = withheldDimensions(results);
  const listed = results.dimensions.filter(
    ({ dimension, score }) => score !== null || hidden.some((one) => one.dimension === dimension),
  );
  const row = compared?.rows.find(({ unit }) => unit.id === results.unit.id);
  const differenceOf = (dimension: Dimension): string | null => {
    const cell = row?.cells[compared?.dimensions.indexOf(dimension) ?? -1];
    return cell?.difference?.replace("-", "−") ?? null;
  };
  if (listed.length === 0) return null;
  // Of a small unit forms and dimensions have one reason; on the one page it stands once, under the forms.
  const said = formReasons(results);
  const sentences = hidden.flatMap((one) => one.sentences).filter((sentence) => !said.includes(sentence));
  const hasMeans = listed.some(({ dimension }) => differenceOf(dimension) !== null);
  return (
    <div>
      <h2>
        {text.dimensionsTitle} <span className="sub">{text.dimensionsHint(hasMeans)}</span>
      </h2>
      <DimensionList
        results={results}
        scores={listed.map(({ dimension, score }) => ({
          dimension,
          printed: score?.printed ?? null,
          beside: differenceOf(dimension),
        }))}
      />
      <WithheldReasons sentences={sentences} />
    </div>
  );
}

function Problems({ results }: { readonly results: ResultsAnswer }): ReactElement {
  const bars = useMemo(() => problemBars(results.forms), [results]);
  const shown = bars.filter(({ line }) => line !== null).slice(0, LISTED);
  return (
    <div>
      <h2>
        {charts.problemsTitle} <span className="sub">{charts.problemsKey}</span>
      </h2>
      {shown.length === 0 ? (
        <p className="sub">{text.problemsNone}</p>
      ) : (
        <ul className="summary-list">
          {shown.map(({ title, question, printed, line }) => (
            <li key={`${question}/${title}`}>
              <span>
                {title} <span className="sub">{line === "salient" ? charts.salient : charts.attention}</span>
              </span>
              <b className="num">{printed}%</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function LowItems({ results, open }: Pick<UnitSummaryProps, "results" | "open">): ReactElement {
  const items = lowestItems(results.forms, LISTED);
  return (
    <div>
      <h2>
        {text.lowTitle} <span className="sub">{items.length > 0 && text.lowHint(items.length)}</span>
      </h2>
      {items.length === 0 ? (
        <p className="sub">{text.lowNone}</p>
      ) : (
        <ul className="summary-list">
          {items.map(({ leaf, title, form, printed }) => (
            <li key={leaf}>
              <button type="button" className="link" onClick={() => open(leaf)}>
                {title}
              </button>
              <span className="sub">{form}</span>
              <b className="num">{printed}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** One form, item by item; below the level of tables it keeps its place and its hatch. */
import { useMemo } from "react";
import type { ReactElement } from "react";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { charts as text } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import { WithheldBox } from "../parts/withheld-box.tsx";
import { figuresOf } from "./figures.ts";
import type { Tabled } from "./figures.ts";
import { ItemsFigure } from "./items-figure.tsx";

interface FormPanelProps {
  readonly form: ResultsAnswer["forms"][number];
  readonly results: ResultsAnswer;
}

export function FormPanel({ form, results }: FormPanelProps): ReactElement | null {
  if (form.level === "tables") return <Tables form={form} results={results} />;
  return (
    <section className="panel">
      <header>
        <h2>{form.title}</h2>
        {form.score && <span className="sub">{text.formScore(form.score.printed)}</span>}
      </header>
      <div className="in">
        <WithheldBox sentence={withheld.form(form, results.forms, results.thresholds)} />
      </div>
    </section>
  );
}

function Tables({ form, results }: { readonly form: Tabled; readonly results: ResultsAnswer }): ReactElement {
  const figures = useMemo(() => figuresOf(form), [form]);
  return (
    <>
      {figures.map((figure) => (
        <ItemsFigure
          key={figure.items[0]?.leaf}
          figure={figure}
          base={text.base(form.ballots, form.valid)}
          thresholds={results.thresholds}
        />
      ))}
    </>
  );
}

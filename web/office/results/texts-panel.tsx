/** What people wrote, per question, to be searched and put aside in this page only; a viewer reads numbers only, and below the threshold nobody reads anything. */
import { Fragment, useState } from "react";
import type { ReactElement } from "react";
import { charts } from "../../text/console-results.ts";
import { office } from "../../text/office.ts";
import { withheld } from "../../text/withheld.ts";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { Field } from "../parts/field.tsx";
import { Loading } from "../parts/loading.tsx";
import { isLost, useSession, useTexts } from "../queries.ts";
import { PanelFault } from "./panel-fault.tsx";
import { TextList } from "./text-list.tsx";

const NOTHING: ReadonlySet<number> = new Set();

export function TextsPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const mayRead = useSession().data?.role !== "viewer";
  const read = useTexts(mayRead ? results.poll : null);
  const [search, setSearch] = useState("");
  const [hidden, setHidden] = useState<ReadonlyMap<string, ReadonlySet<number>>>(new Map());
  if (!mayRead) return null;
  if (read.isPending) return <Loading rows={5} />;
  if (isLost(read)) return <PanelFault title={charts.textsTitle} read={read} />;
  const written = read.data.filter(({ questions }) => questions === null || questions.length > 0);
  if (written.length === 0) return null;
  return (
    <section className="panel">
      <header>
        <h2>{charts.textsTitle}</h2>
      </header>
      <div className="in stack">
        <p className="sub">{office.texts}</p>
        {written.some(({ questions }) => questions !== null) && (
          <Field label={charts.search} hint={charts.hideHint} value={search} change={setSearch} />
        )}
        {written.map(({ instrument, title, questions, byLink }) =>
          questions === null ? (
            <div key={instrument}>
              <h3>{title}</h3>
              <p className="withheld">{withheld.text(results.thresholds)}</p>
            </div>
          ) : (
            <Fragment key={instrument}>
              {byLink !== "none" && (
                <p className="sub">
                  {title}：{charts.textsByLink[byLink]}
                </p>
              )}
              {questions.map(({ leaf, title: asked, texts }) => (
                <TextList
                  key={leaf}
                  title={asked}
                  texts={texts}
                  search={search}
                  hidden={hidden.get(`${instrument}/${leaf}`) ?? NOTHING}
                  hide={(lines) => setHidden(new Map(hidden).set(`${instrument}/${leaf}`, lines))}
                />
              ))}
            </Fragment>
          ),
        )}
      </div>
    </section>
  );
}

/** 模板包: what was given out or taken in, and what differs from it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { TemplatesAnswer } from "../../../server/http/office/answers-exchange.ts";
import { templatesText as text } from "../../text/templates.ts";
import { Standing } from "../making/standing.tsx";
import { useLongWork } from "../making/use-long-work.ts";
import { TakePanel } from "../parcels/take-panel.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { exchangeApi, templatesKey } from "./exchange-api.ts";
import { MakeTemplateDialog } from "./make-template-dialog.tsx";
import { TemplatePanel } from "./template-panel.tsx";

export function TemplatesPage(): ReactElement {
  useTitle(text.title);
  const read = useQuery({ queryKey: templatesKey, queryFn: exchangeApi.templates });
  if (read.isPending) return <Loading rows={8} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  return <Templates answer={read.data} />;
}

function Templates({ answer }: { readonly answer: TemplatesAnswer }): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const work = useLongWork("template");
  const ask = (): void => {
    if (work.isPending) return;
    work.forget();
    setAsking(true);
  };
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
        <div className="acts">
          <button type="button" className="btn primary" aria-disabled={work.isPending} onClick={ask}>
            {text.make}
          </button>
        </div>
      </div>
      <div className="work stack">
        {!isAsking && <Standing work={work} busy={text.making} done={text.madeNow} />}
        {answer.templates.length === 0 && <p>{text.none}</p>}
        {answer.templates.map((template) => (
          <TemplatePanel key={template.id} template={template} />
        ))}
        <TakePanel />
      </div>
      {isAsking && <MakeTemplateDialog {...answer} close={() => setAsking(false)} />}
    </>
  );
}

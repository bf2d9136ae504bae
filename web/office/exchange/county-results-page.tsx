/** 各县结果: who has handed in, and units of one type of all counties; the type stands in the address. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import type { CountyResultsAnswer } from "../../../server/http/office/answers-exchange.ts";
import { countyResultsText as text } from "../../text/county-results.ts";
import { addresses } from "../addresses.ts";
import { TakePanel } from "../parcels/take-panel.tsx";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { Select } from "../parts/select.tsx";
import { useTitle } from "../use-title.ts";
import { CombinedTable } from "./combined-table.tsx";
import { CountiesTable } from "./counties-table.tsx";
import { countyFileAddress, countyResultsKey, exchangeApi } from "./exchange-api.ts";

const FORMATS = ["xlsx", "docx", "pdf"] as const;

export function CountyResultsPage({ unitType }: { readonly unitType: string }): ReactElement {
  useTitle(text.title);
  const read = useQuery({
    queryKey: countyResultsKey(unitType),
    queryFn: () => exchangeApi.countyResults(unitType),
    placeholderData: keepPreviousData,
  });
  if (read.isPending) return <Loading rows={12} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  return <CountyResults answer={read.data} unitType={unitType} />;
}

interface CountyResultsProps {
  readonly answer: CountyResultsAnswer;
  readonly unitType: string;
}

function CountyResults({ answer, unitType }: CountyResultsProps): ReactElement {
  const [, go] = useLocation();
  const { counties, template, unitTypes, tables } = answer;
  const areMissing = counties.some(({ hasHandedIn }) => !hasHandedIn);
  const isRepeated = counties.some(({ results }) => results.some(({ countedOf }) => countedOf !== null));
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
        {tables.length > 0 && (
          <div className="acts">
            {FORMATS.map((format) => (
              <a key={format} className="btn" href={countyFileAddress(format, unitType)} download>
                {text.exports(format.toUpperCase())}
              </a>
            ))}
          </div>
        )}
      </div>
      <div className="work stack">
        {counties.length === 0 ? (
          <p>{text.empty}</p>
        ) : (
          <>
            <p>{text.template(template)}</p>
            <Note tone={areMissing ? "warn" : "ok"}>{text.standing(counties)}</Note>
            {isRepeated && <Note tone="warn">{text.repeated}</Note>}
            <CountiesTable counties={counties} template={template} />
          </>
        )}
        {tables.length > 0 && (
          <Select
            label={text.unitType}
            none={text.allTypes}
            value={unitType}
            choices={unitTypes.map((one) => [one, one])}
            choose={(next) => go(addresses.countyResults(next))}
          />
        )}
        {tables.length > 1 && <Note tone="warn">{text.several}</Note>}
        {tables.map((table, at) => (
          <CombinedTable key={`${table.scheme.digest} ${at}`} table={table} />
        ))}
        <TakePanel />
      </div>
    </>
  );
}

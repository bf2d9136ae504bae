/** 全覆盖台账: how far a term has come, and which units are left; what is shown stands in the address. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { filterRows } from "../../../server/core/register/coverage.ts";
import type { RegisterAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText as text } from "../../text/register.ts";
import { addresses } from "../addresses.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { CoveragePanel } from "./coverage-panel.tsx";
import { ImportDialog, RegisterImported } from "./import-dialog.tsx";
import { PickedUnits } from "./picked-units.tsx";
import { registerApi, registerFileAddress, registerTemplateAddress } from "./register-api.ts";
import { choiceOf, type RegisterChoice } from "./register-choice.ts";
import { RegisterFilters } from "./register-filters.tsx";
import { RegisterTable } from "./register-table.tsx";

const FORMATS = ["xlsx", "csv"] as const;

export function RegisterPage(): ReactElement {
  useTitle(text.title);
  const [location] = useLocation();
  const choice = choiceOf(location);
  const register = useQuery({
    queryKey: ["register", choice.term],
    queryFn: () => registerApi.register(choice.term),
    placeholderData: keepPreviousData,
  });
  if (register.isPending) return <Loading rows={12} />;
  if (isLost(register)) return <ReadFault error={register.error} again={() => void register.refetch()} />;
  return <Register answer={register.data} choice={choice} />;
}

interface RegisterProps {
  readonly answer: RegisterAnswer;
  readonly choice: RegisterChoice;
}

function Register({ answer, choice }: RegisterProps): ReactElement {
  const [, go] = useLocation();
  const [isImporting, setImporting] = useState(false);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const isEmpty = answer.rows.length === 0;
  const rows = filterRows(answer.rows, choice);
  const importing = (
    <button type="button" className={`btn ${isEmpty ? "primary" : ""}`} onClick={() => setImporting(true)}>
      {text.import}
    </button>
  );
  const pick = (unit: string): void =>
    setPicked(picked.includes(unit) ? picked.filter((one) => one !== unit) : [...picked, unit]);
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          {!isEmpty && <p>{text.lead(answer)}</p>}
        </div>
        {!isEmpty && (
          <div className="acts">
            {importing}
            {FORMATS.map((format) => (
              <a key={format} className="btn" href={registerFileAddress(format, choice)} download>
                {text.exports(format.toUpperCase())}
              </a>
            ))}
          </div>
        )}
      </div>
      <div className="page-note">{!isImporting && <RegisterImported />}</div>
      {isEmpty ? (
        <div className="empty">
          <h2>{text.emptyTitle}</h2>
          <p>{text.empty}</p>
          <div className="acts">
            <a className="btn" href={registerTemplateAddress} download>
              {text.template}
            </a>
            {importing}
          </div>
        </div>
      ) : (
        <>
          <CoveragePanel answer={answer} />
          <RegisterFilters
            answer={answer}
            choice={choice}
            found={rows.length}
            choose={(next) => go(addresses.register(next))}
          />
          <PickedUnits units={picked} rows={answer.rows} done={() => setPicked([])} />
          <RegisterTable rows={rows} list={location.hash} picked={picked} pick={pick} />
          <p className="sub page-note">{text.how}</p>
        </>
      )}
      {isImporting && <ImportDialog lines={answer.lines} close={() => setImporting(false)} />}
    </>
  );
}

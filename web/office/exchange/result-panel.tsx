/** 结果包 of a round, on the page of what goes between machines. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { ResultsMadeAnswer } from "../../../server/http/office/answers-exchange.ts";
import { countyResultsText as text } from "../../text/county-results.ts";
import { localTime } from "../local-time.ts";
import { Standing } from "../making/standing.tsx";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { TwoPeopleDialog } from "../parts/two-people-dialog.tsx";
import { Recipient } from "../parcels/recipient.tsx";
import { exchangeApi, resultAddress, resultsMadeKey } from "./exchange-api.ts";

export function ResultPanel({ round }: { readonly round: string }): ReactElement {
  const read = useQuery({ queryKey: resultsMadeKey(round), queryFn: () => exchangeApi.resultsMade(round) });
  const [isAsking, setAsking] = useState(false);
  const work = useLongWork("result", round);
  const ask = (): void => {
    if (work.isPending) return;
    work.forget();
    setAsking(true);
  };
  return (
    <section>
      <h2>{text.panel}</h2>
      <p>{text.panelLead}</p>
      {isLost(read) && <ReadFault error={read.error} again={() => void read.refetch()} />}
      {read.data && (
        <div className="stack">
          {read.data.made.length === 0 ? (
            <p>{text.noneMade}</p>
          ) : (
            <Made round={round} made={read.data.made} />
          )}
          <div className="acts">
            <button type="button" className="btn" aria-disabled={work.isPending} onClick={ask}>
              {text.make}
            </button>
          </div>
          {!isAsking && <Standing work={work} busy={text.making} done={text.madeNow} />}
        </div>
      )}
      {isAsking && read.data && (
        <MakeResultDialog round={round} cities={read.data.cities} close={() => setAsking(false)} />
      )}
    </section>
  );
}

const Made = ({ round, made }: { round: string; made: ResultsMadeAnswer["made"] }): ReactElement => (
  <ul>
    {made.map(({ id, edition, to, atUtc }) => (
      <li key={id}>
        {text.made(edition, to, localTime(atUtc))}{" "}
        <a className="link" href={resultAddress(round, id)} download>
          {text.download(edition)}
        </a>
      </li>
    ))}
  </ul>
);

interface MakeResultDialogProps {
  readonly round: string;
  readonly cities: ResultsMadeAnswer["cities"];
  readonly close: () => void;
}

/** With one office above there is nothing to choose; of several none is chosen beforehand. */
function MakeResultDialog({ round, cities, close }: MakeResultDialogProps): ReactElement {
  const [only, ...more] = cities;
  const [to, setTo] = useState(only && more.length === 0 ? only.fingerprint : "");
  return (
    <TwoPeopleDialog
      question={text.make}
      words={{ safe: text.safe, confirm: text.confirm, busy: text.busy }}
      send={(people) => exchangeApi.makeResult(round, to, people)}
      long={{ key: longWorkKey("result", round), says: text.making }}
      close={close}
    >
      <p>{text.makeBody}</p>
      <Recipient
        words={text}
        trusted={cities}
        to={to}
        choose={setTo}
        {...(more.length > 0 && { none: text.choose })}
      />
    </TwoPeopleDialog>
  );
}

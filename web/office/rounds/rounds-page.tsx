/** All rounds this account may see. */
import { useState } from "react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { RoundLine, SessionAnswer } from "../../../server/http/office/answers.ts";
import { rounds as text } from "../../text/console.ts";
import { copyRoundText } from "../../text/copy-round.ts";
import { parcelsText } from "../../text/parcels.ts";
import { registerText } from "../../text/register.ts";
import { formsText } from "../../text/forms.ts";
import { addresses } from "../addresses.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost, useRounds } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { CopyDialog, RoundCopied } from "./copy-dialog.tsx";

export function RoundsPage({ session }: { readonly session: SessionAnswer }): ReactElement {
  useTitle(text.title);
  const rounds = useRounds();
  const [isCopying, setCopying] = useState(false);
  const isOffice = session.role === "office";
  if (rounds.isPending) return <Loading rows={4} />;
  if (isLost(rounds)) return <ReadFault error={rounds.error} again={() => void rounds.refetch()} />;
  const create = (
    <Link href={addresses.newRound} className="btn primary">
      {text.create}
    </Link>
  );
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead(rounds.data.length)}</p>
        </div>
        {isOffice && (
          <div className="acts">
            <Link href={addresses.forms} className="btn">
              {formsText.title}
            </Link>
            <Link href={addresses.register()} className="btn">
              {registerText.title}
            </Link>
            <Link href={addresses.installations} className="btn">
              {parcelsText.take}
            </Link>
            {rounds.data.length > 0 && (
              <button type="button" className="btn" onClick={() => setCopying(true)}>
                {copyRoundText.act}
              </button>
            )}
            {rounds.data.length > 0 && create}
          </div>
        )}
      </div>
      <div className="page-note">{isOffice && !isCopying && <RoundCopied />}</div>
      {rounds.data.length === 0 ? (
        <div className="empty">
          <h2>{text.emptyTitle}</h2>
          <p>{text.empty}</p>
          {isOffice && <div className="acts">{create}</div>}
        </div>
      ) : (
        <RoundsTable rounds={rounds.data} />
      )}
      {isCopying && <CopyDialog rounds={rounds.data} close={() => setCopying(false)} />}
    </>
  );
}

const RoundsTable = ({ rounds }: { readonly rounds: readonly RoundLine[] }): ReactElement => (
  <section className="panel holds-table">
    <table className="t rounds">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.title}</th>
          <th scope="col" className="num">
            {text.columns.units}
          </th>
          <th scope="col" className="num">
            {text.columns.closed}
          </th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => (
          <tr key={round.id}>
            <td>
              <Link href={addresses.progress(round.id)}>{round.title}</Link>
            </td>
            <td className="num">{round.units}</td>
            <td className="num">{text.progress(round.closed, round.units)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

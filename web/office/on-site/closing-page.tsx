/** After the box was closed: counts only, the roll sheet, and no way to a result; results are read after a separate sign-in. */
import type { ReactElement } from "react";
import type { RoundAnswer, SessionAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import { printShare } from "../../charts/share.ts";
import { common } from "../../text/console.ts";
import { closingPage as text } from "../../text/on-site.ts";
import { Note, RefusalNote } from "../parts/note.tsx";
import { askFirst } from "../way/unsaved.ts";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useSignOut } from "../session/use-sign-out.ts";
import { useTitle } from "../use-title.ts";
import { RollSheetPanel } from "./roll-sheet-panel.tsx";

interface ClosingPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
  readonly unit: string | null;
}

const SHOWN: readonly UnitRow["state"][] = ["closing", "sealing", "counted", "closed"];

export function ClosingPage({ round, session, unit: id }: ClosingPageProps): ReactElement {
  const unit = round.units.find((one) => one.id === id);
  useTitle(text.title(unit?.name ?? ""));
  const signOut = useSignOut(() => {
    location.hash = "#/";
  });
  if (!unit || unit.poll === null || session.role === "viewer" || !SHOWN.includes(unit.state))
    return <NoSuchPage />;
  const isClosed = unit.state === "closed";
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title(unit.name)}</h1>
        </div>
        <div className="acts">
          <button
            type="button"
            className="btn primary"
            disabled={signOut.isPending}
            onClick={() => askFirst(() => signOut.mutate())}
          >
            {text.signOut}
          </button>
        </div>
      </div>
      <RefusalNote error={signOut.error} />
      <div className="work stack">
        <Note tone="ok">{isClosed ? text.closed : text.running}</Note>
        {isClosed && <CountsTable unit={unit} />}
        {isClosed && <p>{text.next}</p>}
        {isClosed && <RollSheetPanel poll={unit.poll} />}
      </div>
    </>
  );
}

function CountsTable({ unit }: { readonly unit: UnitRow }): ReactElement {
  const { turnout } = unit;
  const returned = turnout !== null && "returned" in turnout ? turnout.returned : null;
  const rows: readonly (readonly [string, string])[] = [
    [text.rows.eligible, common.people(unit.eligible)],
    [text.rows.minted, text.sheets(unit.batches.reduce((sum, { minted }) => sum + minted, 0))],
    ...(returned === null
      ? []
      : ([
          [text.rows.returned, common.people(returned)],
          [text.rows.rate, unit.eligible > 0 ? `${printShare(returned, unit.eligible)}%` : "—"],
        ] as const)),
  ];
  return (
    <div className="panel counts-only holds-table">
      <table className="t">
        <caption className="sr">{text.caption}</caption>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { documents } from "../../text/console-documents.ts";
import { LongRows } from "../parts/long-list.tsx";
import { fileAddresses } from "./documents-api.ts";

const text = documents.meeting;
const PIECES = Object.entries(text.pieces);
const SIZES = ["A3", "A4"] as const;

interface MeetingTableProps {
  readonly units: readonly UnitRow[];
  readonly pack: (unit: UnitRow) => void;
}

/** What goes to the meetings that are still to come, piece by piece or in one pack with the tickets. */
export function MeetingTable({ units, pack }: MeetingTableProps): ReactElement {
  return (
    <section className="panel holds-table">
      <header>
        <h2>{text.title}</h2>
        <span className="sub">{text.lead}</span>
      </header>
      <table className="t documents">
        <caption className="sr">{text.title}</caption>
        <LongRows
          rows={units}
          list="meetings"
          columns={3}
          line={(unit) => (
            <tr key={unit.id}>
              <th scope="row">{unit.name}</th>
              <td>
                <MeetingLinks unit={unit} poll={unit.poll ?? ""} />
              </td>
              <td className="acts-cell">
                {unit.state === "sealed" ? (
                  <button
                    type="button"
                    className="btn small"
                    aria-label={text.packOf(unit.name)}
                    onClick={() => pack(unit)}
                  >
                    {text.pack}
                  </button>
                ) : (
                  <span className="sub">{text.opened}</span>
                )}
              </td>
            </tr>
          )}
        />
      </table>
    </section>
  );
}

function MeetingLinks({ unit, poll }: { readonly unit: UnitRow; readonly poll: string }): ReactElement {
  return (
    <>
      {SIZES.map((size) => (
        <a
          key={size}
          className="link"
          href={fileAddresses.poster(poll, size)}
          download
          aria-label={text.posterOf(unit.name, size)}
        >
          {text.posters(size)}
        </a>
      ))}
      {PIECES.map(([key, title]) => (
        <a
          key={key}
          className="link"
          href={fileAddresses.meeting(poll, key)}
          download
          aria-label={text.pieceOf(unit.name, title)}
        >
          {title}
        </a>
      ))}
    </>
  );
}

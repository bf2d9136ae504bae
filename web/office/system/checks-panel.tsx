/** The red and green list, each line with what to do. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { CheckLine } from "../../../server/core/installation/self-check.ts";
import { selfCheckText as text } from "../../text/self-check.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { checksKey, systemApi } from "./system-api.ts";

export function ChecksPanel(): ReactElement {
  const read = useQuery({ queryKey: checksKey, queryFn: systemApi.checks });
  const bad = (read.data ?? []).filter(({ verdict }) => verdict === "bad").length;
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      {read.isFetching && !read.data ? (
        <Loading rows={10} />
      ) : isLost(read) ? (
        <ReadFault error={read.error} again={() => void read.refetch()} />
      ) : (
        <>
          <div className="page-note">
            <Note tone={bad > 0 ? "alert" : "ok"}>{bad > 0 ? text.bad(bad) : text.allGood}</Note>
          </div>
          <div className="panel scroll">
            <ChecksTable lines={read.data ?? []} />
          </div>
        </>
      )}
      <div className="acts after">
        <button type="button" className="btn" disabled={read.isFetching} onClick={() => void read.refetch()}>
          {read.isFetching ? text.running : text.again}
        </button>
      </div>
    </section>
  );
}

const ChecksTable = ({ lines }: { readonly lines: readonly CheckLine[] }): ReactElement => (
  <table className="t checks-table">
    <caption className="sr">{text.title}</caption>
    <thead>
      <tr>
        <th scope="col">{text.columns.verdict}</th>
        <th scope="col">{text.columns.check}</th>
        <th scope="col">{text.columns.says}</th>
        <th scope="col">{text.columns.act}</th>
      </tr>
    </thead>
    <tbody>
      {lines.map((line) => {
        const [says, act] = text.sentences(line);
        return (
          <tr key={line.check}>
            <td>
              <span className={`verdict ${line.verdict}`}>{text.verdict[line.verdict]}</span>
            </td>
            <td>{text.check(line.check)}</td>
            <td className="wrap">{says}</td>
            <td className="wrap">{act || "—"}</td>
          </tr>
        );
      })}
    </tbody>
  </table>
);

/** 记录: everything the office has done, and whether the chain over it holds. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { AuditAnswer } from "../../../server/http/office/answers-records.ts";
import { auditText as text } from "../../text/audit.ts";
import { localTime } from "../local-time.ts";
import { LongRows } from "../parts/long-list.tsx";
import { Loading } from "../parts/loading.tsx";
import { NearEnd } from "../parts/near-end.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { AuditFilters, EVERYTHING, filterOf } from "./audit-filters.tsx";
import { auditFileAddress, recordsApi } from "./records-api.ts";

export function AuditPage(): ReactElement {
  useTitle(text.title);
  const [choice, setChoice] = useState(EVERYTHING);
  const filter = filterOf(choice);
  const pages = useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam }) => recordsApi.audit(pageParam, filter),
    // The lines of the last choice stand until those of the new one are there.
    placeholderData: keepPreviousData,
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
  if (pages.isPending) return <Loading rows={10} />;
  if (isLost(pages)) return <ReadFault error={pages.error} again={() => void pages.refetch()} />;
  const first = pages.data.pages[0];
  if (!first) return <Loading rows={10} />;
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
        <div className="acts">
          <a className="btn" href={auditFileAddress(filter)} download>
            {text.export}
          </a>
        </div>
      </div>
      {first.source && (
        <div className="page-note">
          <Note tone={first.source.isWhole ? "ok" : "alert"}>
            {text.carried(first.source, localTime(first.source.takenInAtUtc))}
          </Note>
        </div>
      )}
      <div className="page-note">
        <Note tone={first.verdict.ok ? "ok" : "alert"}>
          {first.verdict.ok ? text.good(first.total) : text.bad(first.verdict.sequence)}
          {first.digest !== null && text.digest(first.digest)}
        </Note>
      </div>
      <AuditFilters answer={first} choice={choice} choose={setChoice} />
      <section className="panel scroll">
        <AuditTable lines={pages.data.pages.flatMap(({ lines }) => lines)} list={JSON.stringify(filter)} />
      </section>
      {pages.hasNextPage && (
        <NearEnd
          words={text.older}
          isBusy={pages.isFetchingNextPage}
          more={() => void pages.fetchNextPage()}
        />
      )}
    </>
  );
}

/** More changes than this are opened by hand. */
const SHOWN_AT_ONCE = 4;

interface AuditTableProps {
  readonly lines: AuditAnswer["lines"];
  /** Names the choice of the lines. */
  readonly list: string;
}

const AuditTable = ({ lines, list }: AuditTableProps): ReactElement => (
  <table className="t record">
    <caption className="sr">{text.title}</caption>
    <thead>
      <tr>
        <th scope="col" className="num">
          {text.columns.sequence}
        </th>
        <th scope="col">{text.columns.at}</th>
        <th scope="col">{text.columns.who}</th>
        <th scope="col">{text.columns.act}</th>
        <th scope="col">{text.columns.about}</th>
        <th scope="col">{text.columns.facts}</th>
      </tr>
    </thead>
    <LongRows
      rows={lines}
      list={list}
      columns={6}
      line={(line) => (
        <tr key={line.sequence}>
          <td className="num">{line.sequence}</td>
          <td>{localTime(line.atUtc)}</td>
          <td>{text.who(line.who)}</td>
          <td>{text.act(line.act)}</td>
          <td className="wrap about">{line.name ?? text.about(line.about)}</td>
          <td className="wrap">
            {text.facts(line.facts)}
            <Changes lines={text.changes(line)} />
          </td>
        </tr>
      )}
    />
  </table>
);

/** What a line changed, each on a line of its own; of many the rest can be opened. */
function Changes({ lines }: { readonly lines: readonly string[] }): ReactElement | null {
  if (lines.length === 0) return null;
  const list = (
    <ul className="changed">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  if (lines.length <= SHOWN_AT_ONCE) return list;
  return (
    <details>
      <summary>{text.changesCount(lines.length)}</summary>
      {list}
    </details>
  );
}

/** 手机能打开吗: a code to scan and an address to type for each network; says when a phone really showed it. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { ReachAnswer } from "../../../server/http/office/answers-reach.ts";
import { isOwnAddress } from "../../../server/core/round/readiness.ts";
import { reachText as text } from "../../text/reach.ts";
import { read } from "../api.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { useTitle } from "../use-title.ts";

/** Somebody stands beside with a phone in hand. */
const EVERY_MS = 2_000;

export function ReachPage(): ReactElement {
  useTitle(text.title);
  const reach = useQuery({
    queryKey: ["reach"],
    queryFn: () => read<ReachAnswer>("/reach", { byTimer: true }),
    refetchInterval: EVERY_MS,
  });
  if (reach.isPending) return <Loading rows={8} />;
  if (isLost(reach)) return <ReadFault error={reach.error} again={() => void reach.refetch()} />;
  const { addresses, hasNoAddress } = reach.data;
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
      </div>
      <div className="work stack">
        {hasNoAddress && <Note tone="warn">{text.noAddress}</Note>}
        {addresses.some(({ isPrinted, address }) => isPrinted && isOwnAddress(address)) && (
          <Note tone="warn">{text.ownAddress}</Note>
        )}
        {addresses.length === 0 && <Note tone="warn">{text.none}</Note>}
        {addresses.map((one) => (
          <AddressPanel key={one.address} one={one} />
        ))}
        <section>
          <h2>{text.helpTitle}</h2>
          <ul className="plain">
            {text.help.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

function AddressPanel({ one }: { readonly one: ReachAnswer["addresses"][number] }): ReactElement {
  return (
    <section className="panel reach">
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(one.qr)}`}
        alt={text.qr(one.address)}
        width={168}
        height={168}
      />
      <div>
        <h2>{one.isPrinted ? text.printed : text.network}</h2>
        <p className="sub">{text.type}</p>
        <p className="typed">
          <code>{one.test}</code>
        </p>
        <p role="status">
          {one.opened > 0 ? <b className="opened">{text.opened(one.opened)}</b> : <span>{text.notYet}</span>}
        </p>
      </div>
    </section>
  );
}

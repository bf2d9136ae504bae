/** 互信电脑: the fingerprint to read out, and whose parcels are taken. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { InstallationsAnswer } from "../../../server/http/office/answers-parcels.ts";
import { installationsText as text } from "../../text/installations.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { localTime } from "../local-time.ts";
import { useTitle } from "../use-title.ts";
import { TakePanel } from "../parcels/take-panel.tsx";
import { FingerprintPanel } from "./fingerprint-panel.tsx";
import { installationsApi, installationsKey } from "./installations-api.ts";
import { CityDialog } from "./city-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { TrustDialog } from "./trust-dialog.tsx";

type Other = InstallationsAnswer["others"][number];
type Asking = "trust" | { readonly what: "city" | "revoke"; readonly other: Other };

export function InstallationsPage(): ReactElement {
  useTitle(text.title);
  const read = useQuery({ queryKey: installationsKey, queryFn: installationsApi.all });
  const [asking, setAsking] = useState<Asking | null>(null);
  if (read.isPending) return <Loading rows={4} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  const { own, others } = read.data;
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
        <div className="acts">
          <button type="button" className="btn primary" onClick={() => setAsking("trust")}>
            {text.add}
          </button>
        </div>
      </div>
      <div className="work stack">
        <FingerprintPanel fingerprint={own} />
        <TakePanel />
        <section>
          <h2>{text.others}</h2>
          {others.length === 0 ? <p>{text.none}</p> : <OthersTable others={others} ask={setAsking} />}
        </section>
      </div>
      {asking === "trust" && <TrustDialog close={() => setAsking(null)} />}
      {asking !== null && asking !== "trust" && <AskedOf {...asking} close={() => setAsking(null)} />}
    </>
  );
}

const AskedOf = ({
  what,
  other,
  close,
}: Exclude<Asking, "trust"> & { readonly close: () => void }): ReactElement =>
  what === "city" ? (
    <CityDialog installation={other} close={close} />
  ) : (
    <RevokeDialog installation={other} close={close} />
  );

interface OthersTableProps {
  readonly others: readonly Other[];
  readonly ask: (asking: Asking) => void;
}

const OthersTable = ({ others, ask }: OthersTableProps): ReactElement => (
  <div className="panel scroll">
    <table className="t">
      <caption className="sr">{text.others}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.name}</th>
          <th scope="col">{text.columns.fingerprint}</th>
          <th scope="col">{text.columns.at}</th>
          <th scope="col">{text.columns.state}</th>
          <th scope="col">
            <span className="sr">{text.columns.act}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {others.map((other) => (
          <tr key={other.fingerprint}>
            <td className="wrap">{other.name}</td>
            <td>{text.fingerprint(other.fingerprint)}</td>
            <td>{localTime(other.trustedAtUtc)}</td>
            <td className="wrap">
              {other.revoked
                ? text.revoked(localTime(other.revoked.atUtc), other.revoked.reason)
                : other.isCity
                  ? text.trustedCity
                  : text.trusted}
            </td>
            <td className="acts-cell">
              {!other.revoked && (
                <span>
                  <button
                    type="button"
                    className="btn small"
                    aria-label={text.cityOn(!other.isCity, other.name)}
                    onClick={() => ask({ what: "city", other })}
                  >
                    {text.city(!other.isCity)}
                  </button>
                  <button
                    type="button"
                    className="btn small"
                    aria-label={text.revokeOn(other.name)}
                    onClick={() => ask({ what: "revoke", other })}
                  >
                    {text.revoke}
                  </button>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

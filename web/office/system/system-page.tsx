/** 系统: what the IT person looks at before a round. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { installationText as text } from "../../text/installation.ts";
import { Loading } from "../parts/loading.tsx";
import { FingerprintPanel } from "../installations/fingerprint-panel.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { BackupsPanel } from "./backups-panel.tsx";
import { ChecksPanel } from "./checks-panel.tsx";
import { SetUpPanel } from "./set-up-panel.tsx";
import { StoragePanel } from "./storage-panel.tsx";
import { installationKey, systemApi } from "./system-api.ts";

export function SystemPage(): ReactElement {
  useTitle(text.title);
  const read = useQuery({ queryKey: installationKey, queryFn: systemApi.installation });
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
        </div>
      </div>
      <div className="work stack">
        <ChecksPanel />
        {read.isPending && <Loading rows={8} />}
        {isLost(read) && <ReadFault error={read.error} again={() => void read.refetch()} />}
        {read.data && (
          <>
            <BackupsPanel installation={read.data} />
            <FingerprintPanel fingerprint={read.data.fingerprint} />
            <SetUpPanel address={read.data.address} setUps={read.data.setUps} />
            <StoragePanel installation={read.data} />
          </>
        )}
      </div>
    </>
  );
}

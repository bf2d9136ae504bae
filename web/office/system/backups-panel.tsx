import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { BackupAnswer, InstallationAnswer } from "../../../server/http/office/answers-installation.ts";
import { making } from "../../text/console.ts";
import { installationText } from "../../text/installation.ts";
import { factsOf } from "../api.ts";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { Note, RefusalNote } from "../parts/note.tsx";
import { localTime } from "../local-time.ts";
import { checksKey, installationKey, systemApi } from "./system-api.ts";

const text = installationText.backups;

/** Backups that are there, one more, and what to beware of while people are answering. */
export function BackupsPanel({ installation }: { readonly installation: InstallationAnswer }): ReactElement {
  const client = useQueryClient();
  const make = useMutation({
    mutationKey: longWorkKey("backup"),
    mutationFn: systemApi.backUp,
    onSuccess: () =>
      Promise.all([installationKey, checksKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  const { isPending: isBusy, error, got: made } = useLongWork<BackupAnswer>("backup");
  const { backups, backupDays: days, backupsFolder, polls } = installation;
  const taking = (polls.open ?? 0) + (polls.paused ?? 0) + (polls.closing ?? 0);
  const isPaper = factsOf(error, "usage")?.reason === "paper not closed";
  return (
    <section>
      <h2>{text.title}</h2>
      <p>
        {text.lead}
        <br />
        {text.folder(backupsFolder)}
      </p>
      <div className="stack">
        {taking > 0 && <Note tone="warn">{text.open(taking)}</Note>}
        {isPaper ? <Note tone="alert">{text.paper}</Note> : <RefusalNote error={error} />}
        {made && <Note tone="ok">{text.done(made.name)}</Note>}
        {made && made.copiedAgain.length > 0 && <Note tone="alert">{text.again(made.copiedAgain)}</Note>}
        <p>{days === null ? text.none : text.last(days)}</p>
        {backups.length > 0 && <BackupsTable backups={backups} />}
        <div className="acts after">
          <button type="button" className="btn" disabled={isBusy} onClick={() => make.mutate()}>
            {text.make}
          </button>
          {isBusy && (
            <span className="making">
              <progress aria-label={making.progress} />
              <span>{text.busy}</span>
            </span>
          )}
        </div>
      </div>
    </section>
  );
}

const BackupsTable = ({ backups }: Pick<InstallationAnswer, "backups">): ReactElement => (
  <div className="panel scroll">
    <table className="t">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.name}</th>
          <th scope="col">{text.columns.at}</th>
          <th scope="col" className="num">
            {text.columns.bytes}
          </th>
          <th scope="col">{text.columns.keys}</th>
        </tr>
      </thead>
      <tbody>
        {backups.map(({ name, madeAtUtc, bytes, hasKeys }) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{localTime(madeAtUtc)}</td>
            <td className="num">{installationText.size(bytes)}</td>
            <td>{hasKeys ? text.keys.yes : text.keys.no}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** All documents of a round as one archive: start, progress, stop, the finished ones. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { ExportAnswer } from "../../../server/http/office/answers-documents.ts";
import { documents } from "../../text/console-documents.ts";
import { AskDialog } from "../parts/ask-dialog.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { documentsApi, fileAddresses, useExports } from "./documents-api.ts";

const text = documents.exports;

export function ExportsPanel({ round }: { readonly round: string }): ReactElement {
  const client = useQueryClient();
  const read = useExports(round, true);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ["exports", round] });
  const start = useMutation({ mutationFn: () => documentsApi.startExport(round), onSettled: again });
  const stop = useMutation({
    mutationFn: (id: string) => documentsApi.removeExport(round, id),
    onSettled: again,
  });
  const [asked, setAsked] = useState<string | null>(null);
  const jobs = read.data ?? [];
  const leaving = jobs.find(({ id }) => id === asked);
  const isRunning = jobs.some(({ state }) => state === "running");
  return (
    <section className="panel holds-table">
      <header>
        <h2>{text.title}</h2>
        <button
          type="button"
          className="btn small"
          disabled={isRunning || start.isPending}
          onClick={() => start.mutate()}
        >
          {text.start}
        </button>
      </header>
      <p className="in sub">
        {text.lead}
        {text.kept}
      </p>
      <RefusalNote error={start.error ?? stop.error ?? read.error} />
      {jobs.length > 0 && (
        <table className="t documents">
          <caption className="sr">{text.title}</caption>
          <tbody aria-live="polite">
            {jobs.toReversed().map((job) => (
              <JobRow
                key={job.id}
                job={job}
                round={round}
                // A pack that is not done holds nothing yet; one that is done is asked about first.
                remove={() => (job.state === "running" ? stop.mutate(job.id) : setAsked(job.id))}
              />
            ))}
          </tbody>
        </table>
      )}
      {leaving && (
        <AskDialog
          question={text.removeQuestion(leaving.name)}
          words={text.removing}
          act={() => documentsApi.removeExport(round, leaving.id)}
          done={() => {
            setAsked(null);
            void again();
          }}
          close={() => setAsked(null)}
        />
      )}
    </section>
  );
}

interface JobRowProps {
  readonly job: ExportAnswer;
  readonly round: string;
  readonly remove: () => void;
}

function JobRow({ job, round, remove }: JobRowProps): ReactElement {
  const isRunning = job.state === "running";
  const time = new Date(job.startedAtUtc).toLocaleString("zh-CN", { hour12: false });
  return (
    <tr>
      <th scope="row">
        {job.name} <span className="sub">{text.by(job.by, time)}</span>
      </th>
      <td>{stateOf(job)}</td>
      <td className="acts-cell">
        {job.state === "done" && (
          <a
            className="btn small"
            href={fileAddresses.export(round, job.id)}
            download
            aria-label={text.downloadOf(job.name)}
          >
            {text.download}
          </a>
        )}
        <button
          type="button"
          className="btn small"
          aria-label={isRunning ? text.stopOf(job.name) : text.removeOf(job.name)}
          onClick={remove}
        >
          {isRunning ? text.stop : text.remove}
        </button>
      </td>
    </tr>
  );
}

function stateOf({ state, done, of, bytes }: ExportAnswer): string {
  if (state === "running") return text.running(done, of);
  return state === "failed" ? text.failed : text.size((bytes / 1_000_000).toFixed(1));
}

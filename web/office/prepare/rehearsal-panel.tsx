/** 试填 before the seal: start, print rehearsal slips, wipe with one key. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import type { RehearsalsAnswer } from "../../../server/http/office/answers-records.ts";
import { rehearsalText as text } from "../../text/on-site.ts";
import { api } from "../api.ts";
import { onSiteApi } from "../on-site/on-site-api.ts";
import { AskDialog } from "../parts/ask-dialog.tsx";
import { Note, ReadFault, RefusalNote } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { saveAnswer } from "../parts/save-file.ts";

export function RehearsalPanel({ round }: { readonly round: RoundAnswer }): ReactElement | null {
  const client = useQueryClient();
  const key = ["rehearsals", round.id];
  const readAgain = async (): Promise<void> => {
    await Promise.all(
      [key, ["readiness", round.id]].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  };
  const [unit, setUnit] = useState("");
  const read = useQuery({ queryKey: key, queryFn: () => onSiteApi.rehearsals(round.id) });
  const start = useMutation({
    mutationFn: () => onSiteApi.rehearse(round.id, unit || (round.units[0]?.id ?? "")),
    onSuccess: readAgain,
  });
  const [asked, setAsked] = useState<RehearsalsAnswer[number] | null>(null);
  const [wiped, setWiped] = useState<string | null>(null);
  if (round.units.length === 0) return null;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  const running = read.data ?? [];
  return (
    <section id="rehearsal" tabIndex={-1}>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <form
        className="settings"
        onSubmit={(event) => {
          event.preventDefault();
          setWiped(null);
          start.mutate();
        }}
      >
        <div className="field">
          <label htmlFor="rehearsal-unit">{text.unit}</label>
          <select id="rehearsal-unit" value={unit} onChange={(event) => setUnit(event.target.value)}>
            {round.units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <RefusalNote error={start.error} />
        {wiped !== null && <Note tone="ok">{text.wiped(wiped)}</Note>}
        <div className="acts">
          <button type="submit" className="btn" disabled={start.isPending}>
            {start.isPending ? text.busy : text.start}
          </button>
        </div>
      </form>
      {running.length > 0 && <RunningTable running={running} wipe={setAsked} />}
      {asked && (
        <AskDialog
          question={text.wipeQuestion(asked.unit.name)}
          words={text.wiping}
          act={() => onSiteApi.wipe(asked.poll)}
          done={() => {
            setWiped(asked.unit.name);
            setAsked(null);
            void readAgain();
          }}
          close={() => setAsked(null)}
        />
      )}
    </section>
  );
}

interface RunningTableProps {
  readonly running: RehearsalsAnswer;
  readonly wipe: (one: RehearsalsAnswer[number]) => void;
}

const RunningTable = ({ running, wipe }: RunningTableProps): ReactElement => (
  <div className="panel scroll">
    <table className="t">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.unit}</th>
          <th scope="col">{text.columns.tickets}</th>
          <th scope="col">
            <span className="sr">{text.columns.act}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {running.map((one) => (
          <tr key={one.poll}>
            <td className="wrap">{one.unit.name}</td>
            <td className="wrap">
              <div className="acts">
                {one.batches.map((batch) => (
                  <SlipsButton key={batch.id} rehearsal={one} batch={batch} />
                ))}
              </div>
            </td>
            <td className="acts-cell">
              <button
                type="button"
                className="btn small"
                aria-label={text.wipeOn(one.unit.name)}
                onClick={() => wipe(one)}
              >
                {text.wipe}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

interface SlipsButtonProps {
  readonly rehearsal: RehearsalsAnswer[number];
  readonly batch: RehearsalsAnswer[number]["batches"][number];
}

function SlipsButton({ rehearsal, batch }: SlipsButtonProps): ReactElement {
  const mint = useMutation({
    mutationFn: async () => saveAnswer(await api.tickets(rehearsal.poll, batch.id, 0)),
  });
  return (
    <>
      <button type="button" className="btn small" disabled={mint.isPending} onClick={() => mint.mutate()}>
        {text.tickets(batch.name)}
      </button>
      <RefusalNote error={mint.error} />
    </>
  );
}

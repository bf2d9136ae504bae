/** A round like an earlier one: settings, units or the whole roster come along; nothing else does. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import type { RoundAnswer, RoundLine } from "../../../server/http/office/answers.ts";
import { settings } from "../../text/console.ts";
import { copyRoundText as text } from "../../text/copy-round.ts";
import { addresses } from "../addresses.ts";
import { api, type RoundCopy } from "../api.ts";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { WorkLine } from "../making/work-line.tsx";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";

const TAKES = ["settings", "units", "roster"] as const;

interface CopyDialogProps {
  readonly rounds: readonly RoundLine[];
  readonly close: () => void;
}

export function CopyDialog({ rounds, close }: CopyDialogProps): ReactElement {
  const [, go] = useLocation();
  const readAgain = useReadAgain();
  const [from, setFrom] = useState(rounds.at(-1)?.id ?? "");
  const [copy, setCopy] = useState<RoundCopy>({ title: "", openUntil: "", take: "units" });
  const { isPending, error, forget } = useLongWork("copy");
  const leave = (): void => {
    forget();
    close();
  };
  const act = useMutation({
    mutationKey: longWorkKey("copy"),
    mutationFn: () =>
      api.copyRound(from, { ...copy, title: copy.title.trim(), openUntil: copy.openUntil.trim() }),
    onSuccess: readAgain,
  });
  // Whoever has left the dialog stays where they are.
  const opened = (made: RoundAnswer): void => {
    forget();
    go(addresses.prepare(made.id));
  };
  return (
    <Dialog title={text.title} close={leave}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onSuccess: opened });
        }}
      >
        <p>{text.body}</p>
        <div className="field">
          <label htmlFor="copy-from">{text.from}</label>
          <select id="copy-from" value={from} onChange={(event) => setFrom(event.target.value)}>
            {rounds.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <Field
          label={text.name}
          placeholder={settings.namePlaceholder}
          required
          maxLength={100}
          value={copy.title}
          change={(title) => setCopy({ ...copy, title })}
        />
        <Field
          label={text.until}
          hint={settings.openUntilHint}
          maxLength={100}
          value={copy.openUntil}
          change={(openUntil) => setCopy({ ...copy, openUntil })}
        />
        <fieldset className="choice">
          <legend>{text.take}</legend>
          {TAKES.map((take) => (
            <label key={take}>
              <input
                type="radio"
                name="take"
                checked={copy.take === take}
                onChange={() => setCopy({ ...copy, take })}
              />
              <span>
                <b>{text.takes[take][0]}</b>
                <small>{text.takes[take][1]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <RefusalNote error={error} />
        {isPending ? (
          <>
            <WorkLine says={text.busy} />
            <div className="acts">
              <button type="button" className="btn" onClick={leave}>
                {text.close}
              </button>
            </div>
          </>
        ) : (
          <Acts safe={text.safe} confirm={text.confirm} busy={text.busy} isBusy={false} cancel={leave} />
        )}
      </form>
    </Dialog>
  );
}

/** How the last copy stands, for whoever left the dialog. */
export function RoundCopied(): ReactElement {
  const { isPending, error, got } = useLongWork<RoundAnswer>("copy");
  if (isPending) return <WorkLine says={text.busy} />;
  return got ? <Note tone="ok">{text.done(got.title)}</Note> : <RefusalNote error={error} />;
}

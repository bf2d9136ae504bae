/** Freezing the round. The dialog says what cannot be undone; the safe choice has the focus. Keys are made unit by unit. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { ReadinessAnswer, RoundAnswer } from "../../../server/http/office/answers.ts";
import { making, seal as text } from "../../text/console.ts";
import { readinessText } from "../../text/readiness.ts";
import { api } from "../api.ts";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";

const WATCHED_MS = 1_000;

interface SealPanelProps {
  readonly round: RoundAnswer;
  readonly readiness: ReadinessAnswer;
}

/**
 * Once a round is frozen there is nothing to ask, but while its keys are made there is something to see. What would be
 * refused after two people have given their passwords cannot be asked for.
 */
export function SealPanel({ round, readiness }: SealPanelProps): ReactElement | null {
  const [isAsking, setAsking] = useState(false);
  const { isPending: isSealing, error } = useLongWork("seal", round.id);
  if (round.units.length === 0 || (round.isFrozen && !isSealing)) return null;
  const [missing, notes] = [gapsBeforeSeal(readiness, "missing"), gapsBeforeSeal(readiness, "notes")];
  return (
    <section id="seal" tabIndex={-1}>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      {isSealing && !isAsking && <Sealing round={round} />}
      {!isSealing && (
        <div className="stack">
          {missing.length > 0 && <Note>{text.waits(missing)}</Note>}
          {notes.length > 0 && <Note>{text.look(notes)}</Note>}
          <div className="acts">
            <button
              type="button"
              className="btn"
              disabled={!readiness.isSealable}
              onClick={() => setAsking(true)}
            >
              {text.act}
            </button>
          </div>
        </div>
      )}
      {!isAsking && <RefusalNote error={error} />}
      {isAsking && <SealDialog round={round} close={() => setAsking(false)} />}
    </section>
  );
}

/** What the steps before the seal lack, or want looked at, in the words of the checklist. */
const gapsBeforeSeal = ({ steps }: ReadinessAnswer, kind: "missing" | "notes"): readonly string[] =>
  steps
    .slice(
      0,
      steps.findIndex(({ step }) => step === "seal"),
    )
    .flatMap((one) => one[kind].map((gap) => `${readinessText.step[one.step]}：${readinessText.gap(gap)}`));

/** How many units have their keys; seen again by whoever left and comes back. */
function Sealing({ round }: { readonly round: RoundAnswer }): ReactElement {
  const read = useQuery({
    queryKey: ["sealing", round.id],
    queryFn: () => api.round(round.id, { byTimer: true }),
    refetchInterval: WATCHED_MS,
  });
  const units = (read.data ?? round).units;
  const done = units.filter(({ state }) => state !== "draft").length;
  return (
    <div className="stack">
      <span className="making">
        <progress aria-label={making.progress} value={done / units.length} />
        <span aria-live="off">{text.sealing(done, units.length)}</span>
      </span>
      <Note>{text.leave}</Note>
    </div>
  );
}

interface SealDialogProps {
  readonly round: RoundAnswer;
  readonly close: () => void;
}

/** A component of its own, so that what was typed goes away with the dialog. */
function SealDialog({ round, close }: SealDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationKey: longWorkKey("seal", round.id),
    mutationFn: () => api.seal(round.id, people),
    onSuccess: readAgain,
  });
  const eligible = round.units.reduce((sum, unit) => sum + unit.eligible, 0);
  return (
    <Dialog title={text.question} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>
          {text.body(round.units.length, eligible)}
          <b>{text.cannot}</b>
          {text.after}
        </p>
        {act.isPending ? <Sealing round={round} /> : <TwoPeopleFields people={people} change={setPeople} />}
        <TwoPeopleRefusal error={act.error} />
        {act.isPending ? (
          <div className="acts">
            <button type="button" className="btn" onClick={close}>
              {text.close}
            </button>
          </div>
        ) : (
          <Acts safe={text.safe} confirm={text.confirm} busy={text.busy} isBusy={false} cancel={close} />
        )}
      </form>
    </Dialog>
  );
}

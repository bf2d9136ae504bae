/** Sheet after sheet of one stack, by one of its two people. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";
import { deskText as text } from "../../text/paper-keying.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { paperApi, type SheetChange, stackKey } from "./paper-api.ts";
import { type Place, SheetDesk } from "./sheet-desk.tsx";
import { showStack } from "./show-stack.ts";
import { type StackStroke, useStrokes } from "./strokes.ts";

interface KeyingDeskProps {
  readonly poll: string;
  readonly answer: StackAnswer;
  /** Where to begin: after the last sheet, or at one that has to be mended. */
  readonly start: Place;
  /** Back to the comparison. */
  readonly leave: () => void;
  /** How often the count was corrected from this page: the keys belong to the sheet again after each. */
  readonly recounts: number;
}

export function KeyingDesk({ poll, answer, start, leave, recounts }: KeyingDeskProps): ReactElement {
  const { keyed, sheets } = answer;
  const [place, setPlace] = useState(start);
  const [turn, setTurn] = useState(0);
  const [isRemoving, setRemoving] = useState(false);
  const [isFull, setFull] = useState(false);
  const go = (at: number, way: Place["way"] = "put"): void => {
    setPlace({ at, way, mark: 0 });
    setTurn(turn + 1);
    setFull(false);
  };
  const isMending = answer.differences !== null;
  const change = useSheetChange(poll, answer, ({ at, way }, isWhole) => {
    if (isMending && isWhole) leave();
    else go(way === "remove" ? at : at + 1);
  });
  const client = useQueryClient();
  const finish = useMutation({
    mutationFn: () => paperApi.finish(poll, answer.id),
    onSuccess: async (done) => {
      await showStack(client, poll, done);
      leave();
    },
  });
  const canLeave = answer.isDone || (isMending && keyed.length === sheets);
  const move = (stroke: StackStroke): void => {
    const isThere = place.way === "put" && place.at < keyed.length;
    if (stroke === "back" && place.at > 0) go(place.way === "insert" ? place.at : place.at - 1);
    else if (stroke === "forth" && isThere) go(place.at + 1);
    else if (stroke === "remove" && isThere) setRemoving(true);
    else if (stroke === "insert" && isThere && keyed.length < sheets) go(place.at, "insert");
    else if (stroke === "insert" && keyed.length >= sheets) setFull(true);
    else if (stroke === "leave" && place.way === "insert") go(place.at);
    else if (stroke === "leave" && canLeave) leave();
  };
  const isBusy = change.isPending || finish.isPending;
  return (
    <div>
      <RefusalNote error={change.error ?? finish.error} />
      {isFull && <Note tone="warn">{text.full}</Note>}
      {place.at >= sheets ? (
        <AllKeyed isBusy={isBusy} finish={() => finish.mutate()} move={move} />
      ) : (
        <SheetDesk
          key={turn}
          answer={answer}
          place={place}
          recounts={recounts}
          isBusy={isBusy}
          canLeave={canLeave && place.way === "put"}
          save={(sheet) => change.mutate({ at: place.at, way: place.way, sheet })}
          move={move}
        />
      )}
      {isRemoving && (
        <RemoveDialog
          sheet={place.at + 1}
          close={() => setRemoving(false)}
          act={() => {
            setRemoving(false);
            change.mutate({ at: place.at, way: "remove", sheet: null });
          }}
        />
      )}
    </div>
  );
}

/** Sends one change and shows it at once. */
function useSheetChange(
  poll: string,
  answer: StackAnswer,
  then: (change: SheetChange, isWhole: boolean) => void,
) {
  const client = useQueryClient();
  const key = stackKey(poll, answer.id);
  return useMutation({
    mutationFn: (change: SheetChange) => paperApi.key(poll, answer.id, change),
    onSuccess: async (_, change) => {
      const { at, way, sheet } = change;
      const keyed = answer.keyed.toSpliced(at, way === "insert" ? 0 : 1, ...(sheet ? [sheet] : []));
      // What the other has done meanwhile may have been read since.
      const now = client.getQueryData<StackAnswer>(key) ?? answer;
      await showStack(client, poll, { ...now, keyed });
      // Whether one is still through with the stack, the server says.
      if (answer.isDone) await client.invalidateQueries({ queryKey: key });
      then(change, keyed.length === now.sheets);
    },
  });
}

interface AllKeyedProps {
  readonly isBusy: boolean;
  readonly finish: () => void;
  readonly move: (stroke: StackStroke) => void;
}

function AllKeyed({ isBusy, finish, move }: AllKeyedProps): ReactElement {
  useStrokes((stroke) => {
    if (isBusy) return;
    if (typeof stroke === "string") move(stroke);
    else if (stroke.does === "enter") finish();
  });
  return (
    <section className="stack" aria-live="polite">
      <Note>{text.all}</Note>
      <div className="acts">
        <button type="button" className="btn primary" disabled={isBusy} onClick={finish}>
          {isBusy ? text.busy : text.finish}
        </button>
      </div>
    </section>
  );
}

interface RemoveDialogProps {
  /** From 1. */
  readonly sheet: number;
  readonly close: () => void;
  readonly act: () => void;
}

const RemoveDialog = ({ sheet, close, act }: RemoveDialogProps): ReactElement => (
  <Dialog title={text.remove.title(sheet)} close={close}>
    <p>{text.remove.lead}</p>
    <Acts
      safe={text.remove.safe}
      confirm={text.remove.confirm}
      busy={text.busy}
      isBusy={false}
      cancel={close}
      act={act}
    />
  </Dialog>
);

/** Freezing the round. The dialog says what cannot be undone; the safe choice has the focus. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { seal as text } from "../../text/console.ts";
import { api } from "../api.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";

export function SealPanel({ round }: { readonly round: RoundAnswer }): ReactElement | null {
  const [isAsking, setAsking] = useState(false);
  if (round.units.length === 0) return null;
  return (
    <section id="seal" tabIndex={-1}>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        {text.act}
      </button>
      {isAsking && <SealDialog round={round} close={() => setAsking(false)} />}
    </section>
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
    mutationFn: () => api.seal(round.id, people),
    onSuccess: readAgain,
  });
  const eligible = round.units.reduce((sum, unit) => sum + unit.eligible, 0);
  return (
    <Dialog title={text.question} close={() => !act.isPending && close()}>
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
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={act.error} />
        <Acts
          safe={text.safe}
          confirm={text.confirm}
          busy={text.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

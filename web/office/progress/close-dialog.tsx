/** Closing the box: two people, both with their own password. What cannot be undone is said first. */
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { closing as text, progress } from "../../text/console.ts";
import { api } from "../api.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";
import { spanOf } from "./count-states.ts";
import type { ActDialogProps } from "./open-dialog.tsx";

export function CloseDialog({ unit, close, say }: ActDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => api.closePoll(unit.poll ?? "", people),
    onSuccess: async ({ state }) => {
      await readAgain();
      say(state === "closed" ? progress.did.closed(unit.name) : progress.did.close(unit.name));
      close();
    },
  });
  const { from, to } = spanOf(unit.turnout);
  return (
    <Dialog title={text.question(unit.name)} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>
          {text.remaining(unit.eligible - to, unit.eligible - from)}
          {text.body}
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

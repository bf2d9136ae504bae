import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { freeze as text } from "../../text/console-review.ts";
import { assessmentApi } from "../assessment/assessment-api.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";

interface FreezeDialogProps {
  readonly round: string;
  /** Units that are approved and not frozen. */
  readonly count: number;
  readonly close: () => void;
}

export function FreezeDialog({ round, count, close }: FreezeDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => assessmentApi.freeze(round, people),
    onSuccess: async () => {
      await readAgain();
      close();
    },
  });
  return (
    <Dialog title={text.question(count)} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>{text.lead}</p>
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

import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { progress as text } from "../../text/console.ts";
import { api } from "../api.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";

export interface ActDialogProps {
  readonly unit: UnitRow;
  readonly close: () => void;
  readonly say: (sentence: string) => void;
}

interface OpenDialogProps extends ActDialogProps {
  /** Phones will reach the poll without TLS: that takes two people. */
  readonly isPlain: boolean;
}

export function OpenDialog({ unit, isPlain, close, say }: OpenDialogProps): ReactElement {
  const [people, setPeople] = useTwoPeople();
  const readAgain = useReadAgain();
  const act = useMutation({
    mutationFn: () => api.open(unit.poll ?? "", isPlain ? people : null),
    onSuccess: async () => {
      await readAgain();
      say(text.did.open(unit.name));
      close();
    },
  });
  return (
    <Dialog title={text.openQuestion(unit.name)} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>
          {text.openBody}
          {unit.batches.some(({ minted }) => minted === 0) && <b>{text.openWithout}</b>}
          {isPlain && text.openPlain}
        </p>
        {isPlain && <TwoPeopleFields people={people} change={setPeople} />}
        <TwoPeopleRefusal error={act.error} />
        <Acts
          safe={text.openSafe}
          confirm={text.openConfirm}
          busy={text.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { progress as text } from "../../text/console.ts";
import { api } from "../api.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";

export interface ActDialogProps {
  readonly unit: UnitRow;
  readonly close: () => void;
  readonly say: (sentence: string) => void;
}

export function OpenDialog({ unit, close, say }: ActDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const act = useMutation({
    mutationFn: () => api.open(unit.poll ?? ""),
    onSuccess: async () => {
      await readAgain();
      say(text.did.open(unit.name));
      close();
    },
  });
  return (
    <Dialog title={text.openQuestion(unit.name)} close={close}>
      <p>
        {text.openBody}
        {unit.batches.some(({ minted }) => minted === 0) && <b>{text.openWithout}</b>}
      </p>
      <RefusalNote error={act.error} />
      <Acts
        safe={text.openSafe}
        confirm={text.openConfirm}
        busy={text.busy}
        isBusy={act.isPending}
        cancel={close}
        act={() => act.mutate()}
      />
    </Dialog>
  );
}

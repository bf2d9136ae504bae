import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { volumes } from "../../text/console-volumes.ts";
import { UnderWay } from "../making/under-way.tsx";
import { longWorkKey } from "../making/use-long-work.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { volumesApi } from "./volumes-api.ts";

const text = volumes.destroy;

interface DestroyDialogProps {
  readonly round: Pick<RoundAnswer, "id" | "title">;
  readonly close: () => void;
}

export function DestroyDialog({ round, close }: DestroyDialogProps): ReactElement {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [people, setPeople] = useTwoPeople();
  const destroying = useMutation({
    mutationKey: longWorkKey("destroy", round.id),
    mutationFn: () => volumesApi.destroy(round.id, reason, people),
    // Whatever was read of the round is no longer so.
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <Dialog title={text.question(round.title)} close={close}>
      {destroying.isPending ? (
        <UnderWay says={text.working} close={close} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            destroying.mutate(undefined, { onSuccess: close });
          }}
        >
          <p>{text.body}</p>
          <p>{text.stays}</p>
          <Field label={text.reason} required maxLength={200} value={reason} change={setReason} />
          <TwoPeopleFields people={people} change={setPeople} />
          <TwoPeopleRefusal error={destroying.error} />
          <Acts safe={text.safe} confirm={text.confirm} busy={text.busy} isBusy={false} cancel={close} />
        </form>
      )}
    </Dialog>
  );
}

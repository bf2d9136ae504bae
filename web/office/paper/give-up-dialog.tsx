import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { paperText, stackText } from "../../text/paper-keying.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { paperApi } from "./paper-api.ts";

const text = stackText.given;

interface GiveUpDialogProps {
  readonly poll: string;
  readonly stack: string;
  readonly close: () => void;
  /** Called when the drafts are gone. */
  readonly gone: () => void;
}

/** Throws away what both have keyed; the reason goes on record. */
export function GiveUpDialog({ poll, stack, close, gone }: GiveUpDialogProps): ReactElement {
  const [reason, setReason] = useState("");
  const act = useMutation({
    mutationFn: () => paperApi.giveUp(poll, stack, reason.trim()),
    onSuccess: gone,
  });
  return (
    <Dialog title={text.title} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>{text.lead}</p>
        <Field label={text.reason} required maxLength={200} value={reason} change={setReason} />
        <RefusalNote error={act.error} />
        <Acts
          safe={text.safe}
          confirm={text.confirm}
          busy={paperText.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

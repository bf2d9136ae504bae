import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { progress } from "../../text/console.ts";
import { extendText as text } from "../../text/on-site.ts";
import { onSiteApi } from "../on-site/on-site-api.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import type { ActDialogProps } from "./open-dialog.tsx";

/** 延长: another end is told to people. It closes nothing. */
export function ExtendDialog({ unit, close, say }: ActDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [until, setUntil] = useState(unit.openUntil);
  const act = useMutation({
    mutationFn: () => onSiteApi.extend(unit.poll ?? "", until.trim()),
    onSuccess: async () => {
      await readAgain();
      say(text.done(unit.name, until.trim()));
      close();
    },
  });
  return (
    <Dialog title={text.title(unit.name)} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>{text.body}</p>
        <Field label={text.field} hint={text.hint} required maxLength={100} value={until} change={setUntil} />
        <RefusalNote error={act.error} />
        <Acts
          safe={text.safe}
          confirm={text.confirm}
          busy={progress.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

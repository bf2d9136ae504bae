/** Closing the box: two people, both with their own password. What cannot be undone is said first. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { closing as text, progress } from "../../text/console.ts";
import { api, factsOf } from "../api.ts";
import { signIn } from "../../text/console.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { spanOf } from "./count-states.ts";
import type { ActDialogProps } from "./open-dialog.tsx";

export function CloseDialog({ unit, close, say }: ActDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const act = useMutation({
    mutationFn: () => api.closePoll(unit.poll ?? "", { name: name.trim(), password }),
    onSuccess: async ({ state }) => {
      await readAgain();
      say(state === "closed" ? progress.did.closed(unit.name) : progress.did.close(unit.name));
      close();
    },
  });
  const { from, to } = spanOf(unit.turnout);
  const refused = factsOf(act.error, "account.refused");
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
        <p>{text.two}</p>
        <div className="two">
          <Field label={text.name} required autoComplete="off" value={name} change={setName} />
          <Field
            label={text.password}
            type="password"
            required
            autoComplete="new-password"
            value={password}
            change={setPassword}
          />
        </div>
        {refused ? (
          <Note tone="alert">
            {text.refused}
            {refused.waitSeconds > 0 && signIn.wait(refused.waitSeconds)}
          </Note>
        ) : (
          <RefusalNote error={act.error} />
        )}
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

/** Asks one person before something is thrown away or stopped: what goes, what stays, and the safe choice first. */
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Acts } from "./acts.tsx";
import { Dialog } from "./dialog.tsx";
import { RefusalNote } from "./note.tsx";

interface AskDialogProps {
  readonly question: string;
  readonly words: {
    /** What will happen, and what cannot be undone or how to go on. */
    readonly body: string;
    readonly safe: string;
    readonly confirm: string;
    readonly busy: string;
  };
  readonly act: () => Promise<unknown>;
  readonly done: () => void;
  readonly close: () => void;
}

export function AskDialog({ question, words, act, done, close }: AskDialogProps): ReactElement {
  const doing = useMutation({ mutationFn: act, onSuccess: done });
  return (
    <Dialog title={question} close={() => !doing.isPending && close()}>
      <p>{words.body}</p>
      <RefusalNote error={doing.error} />
      <Acts
        safe={words.safe}
        confirm={words.confirm}
        busy={words.busy}
        isBusy={doing.isPending}
        cancel={close}
        act={() => doing.mutate()}
      />
    </Dialog>
  );
}

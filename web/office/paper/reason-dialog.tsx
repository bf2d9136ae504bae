import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement, ReactNode } from "react";
import { paperText } from "../../text/paper-keying.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { TwoPeopleRefusal } from "../parts/two-people.tsx";

interface ReasonDialogProps<Outcome> {
  readonly words: {
    readonly title: string;
    readonly lead: string;
    readonly reason: string;
    readonly safe: string;
    readonly confirm: string;
  };
  /** What else is asked. */
  readonly children?: ReactNode;
  readonly act: (reason: string) => Promise<Outcome>;
  readonly close: () => void;
  readonly done: (outcome: Outcome) => void | Promise<void>;
}

/** An act on a whole stack; the reason goes on record. */
export function ReasonDialog<Outcome>({
  words,
  children,
  act,
  close,
  done,
}: ReasonDialogProps<Outcome>): ReactElement {
  const [reason, setReason] = useState("");
  const doing = useMutation({ mutationFn: () => act(reason.trim()), onSuccess: done });
  return (
    <Dialog title={words.title} close={() => !doing.isPending && close()}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          doing.mutate();
        }}
      >
        <p>{words.lead}</p>
        {children}
        <Field label={words.reason} required maxLength={200} value={reason} change={setReason} />
        <TwoPeopleRefusal error={doing.error} />
        <Acts
          safe={words.safe}
          confirm={words.confirm}
          busy={paperText.busy}
          isBusy={doing.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

/** An act of two people that asks for nothing else: the question, what it does, both passwords. */
import { useMutation } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { useReadAgain } from "../queries.ts";
import { Acts } from "./acts.tsx";
import { Dialog } from "./dialog.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "./two-people.tsx";

interface TwoPeopleDialogProps {
  readonly question: string;
  /** What will happen, and what cannot be undone. */
  readonly children: ReactNode;
  readonly words: { readonly safe: string; readonly confirm: string; readonly busy: string };
  readonly send: (people: TwoPeople) => Promise<unknown>;
  readonly close: () => void;
}

export function TwoPeopleDialog({
  question,
  children,
  words,
  send,
  close,
}: TwoPeopleDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => send(people),
    onSuccess: async () => {
      await readAgain();
      close();
    },
  });
  return (
    <Dialog title={question} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        {children}
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={act.error} />
        <Acts
          safe={words.safe}
          confirm={words.confirm}
          busy={words.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

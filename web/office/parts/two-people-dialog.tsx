/** An act of two people that asks for nothing else: the question, what it does, both passwords. */
import { useMutation } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { UnderWay } from "../making/under-way.tsx";
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
  /** Of long work: its key, and what is said while it is under way. The dialog may be closed then; its page shows it on. */
  readonly long?: { readonly key: readonly string[]; readonly says: string };
}

export function TwoPeopleDialog({
  question,
  children,
  words,
  send,
  close,
  long,
}: TwoPeopleDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    ...(long && { mutationKey: long.key }),
    mutationFn: () => send(people),
    onSuccess: readAgain,
  });
  if (long && act.isPending)
    return (
      <Dialog title={question} close={close}>
        <UnderWay says={long.says} close={close} />
      </Dialog>
    );
  return (
    <Dialog title={question} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // Whoever has closed it may have opened another one since.
          act.mutate(undefined, { onSuccess: close });
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

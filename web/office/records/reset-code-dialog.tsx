import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { AccountsAnswer } from "../../../server/http/office/answers-records.ts";
import { accountsText as text } from "../../text/accounts.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { recordsApi } from "./records-api.ts";

interface ResetCodeDialogProps {
  readonly account: AccountsAnswer[number];
  readonly close: () => void;
  readonly done: () => void;
}

export function ResetCodeDialog({ account, close, done }: ResetCodeDialogProps): ReactElement {
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => recordsApi.resetCode(account.id, people),
    onSuccess: done,
  });
  return (
    <Dialog title={text.resetCodeTitle(account.name)} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>{text.resetCodeBody}</p>
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={act.error} />
        <Acts
          safe={text.safe}
          confirm={text.resetCodeConfirm}
          busy={text.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { AccountMadeAnswer, AccountsAnswer } from "../../../server/http/office/answers-records.ts";
import { accountsText as text } from "../../text/accounts.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { recordsApi } from "./records-api.ts";

interface ResetPasswordDialogProps {
  readonly account: AccountsAnswer[number];
  readonly close: () => void;
  readonly made: (account: AccountMadeAnswer) => void;
}

export function ResetPasswordDialog({ account, close, made }: ResetPasswordDialogProps): ReactElement {
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => recordsApi.resetPassword(account.id, people),
    onSuccess: made,
  });
  return (
    <Dialog title={text.resetTitle(account.name)} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>{text.resetBody}</p>
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={act.error} />
        <Acts
          safe={text.safe}
          confirm={text.resetConfirm}
          busy={text.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

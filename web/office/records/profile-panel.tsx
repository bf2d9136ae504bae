/** 账号管理方式: how the installation divides its duties, and the act of two people that changes it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { ProfileAnswer } from "../../../server/http/office/answers-records.ts";
import { accountsText as text } from "../../text/accounts.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ReadFault } from "../parts/note.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { sessionKey } from "../queries.ts";
import { recordsApi } from "./records-api.ts";

export const profileKey = ["profile"] as const;

export function ProfilePanel(): ReactElement | null {
  const profile = useQuery({ queryKey: profileKey, queryFn: recordsApi.profile });
  const [next, setNext] = useState<ProfileAnswer | null>(null);
  if (profile.isPending) return null;
  if (profile.isError) return <ReadFault error={profile.error} again={() => void profile.refetch()} />;
  const { hasKeepers } = profile.data;
  return (
    <section>
      <h2>{text.profile}</h2>
      <p>{hasKeepers ? text.profileIs.kept : text.profileIs.plain}</p>
      {!hasKeepers && <p>{text.profileHint}</p>}
      <div className="acts">
        <button type="button" className="btn" onClick={() => setNext({ hasKeepers: !hasKeepers })}>
          {hasKeepers ? text.switchOff : text.switchOn}
        </button>
      </div>
      {next && <SwitchDialog next={next} close={() => setNext(null)} />}
    </section>
  );
}

interface SwitchDialogProps {
  readonly next: ProfileAnswer;
  readonly close: () => void;
}

function SwitchDialog({ next, close }: SwitchDialogProps): ReactElement {
  const client = useQueryClient();
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => recordsApi.switchProfile(next, people),
    onSuccess: (profile) => {
      client.setQueryData(profileKey, profile);
      close();
      // What this account may still see has changed with it.
      void client.invalidateQueries({ queryKey: sessionKey });
    },
  });
  return (
    <Dialog
      title={next.hasKeepers ? text.switchOnTitle : text.switchOffTitle}
      close={() => !act.isPending && close()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>{next.hasKeepers ? text.switchOnBody : text.switchOffBody}</p>
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={act.error} />
        <Acts
          safe={text.safe}
          confirm={text.switchConfirm}
          busy={text.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

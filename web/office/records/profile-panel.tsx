/** 账号管理方式 and 动态口令: how the installation is run, and the acts of two people that change it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { ProfileAnswer } from "../../../server/http/office/answers-records.ts";
import { accountsText as text } from "../../text/accounts.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { isLost, sessionKey } from "../queries.ts";
import { recordsApi } from "./records-api.ts";

export const profileKey = ["profile"] as const;

/** One switch of the installation: what it is, what it would be, and the act of two people between. */
interface Switch {
  readonly title: string;
  readonly is: string;
  readonly hint: string | null;
  readonly act: string;
  readonly askTitle: string;
  readonly askBody: string;
  readonly change: Partial<ProfileAnswer>;
}

const keepersSwitch = ({ hasKeepers }: ProfileAnswer): Switch => ({
  title: text.profile,
  is: hasKeepers ? text.profileIs.kept : text.profileIs.plain,
  hint: hasKeepers ? null : text.profileHint,
  act: hasKeepers ? text.switchOff : text.switchOn,
  askTitle: hasKeepers ? text.switchOffTitle : text.switchOnTitle,
  askBody: hasKeepers ? text.switchOffBody : text.switchOnBody,
  change: { hasKeepers: !hasKeepers },
});

const codesSwitch = ({ hasCodes }: ProfileAnswer): Switch => ({
  title: text.codes,
  is: hasCodes ? text.codesIs.on : text.codesIs.off,
  hint: hasCodes ? null : text.codesHint,
  act: hasCodes ? text.codesOff : text.codesOn,
  askTitle: hasCodes ? text.codesOffTitle : text.codesOnTitle,
  askBody: hasCodes ? text.codesOffBody : text.codesOnBody,
  change: { hasCodes: !hasCodes },
});

export function ProfilePanel(): ReactElement {
  const profile = useQuery({ queryKey: profileKey, queryFn: recordsApi.profile });
  const [asking, setAsking] = useState<Switch | null>(null);
  if (profile.isPending) return <Loading rows={3} />;
  if (isLost(profile)) return <ReadFault error={profile.error} again={() => void profile.refetch()} />;
  return (
    <>
      {[keepersSwitch(profile.data), codesSwitch(profile.data)].map((one) => (
        <section key={one.title}>
          <h2>{one.title}</h2>
          <p>{one.is}</p>
          {one.hint && <p>{one.hint}</p>}
          <div className="acts">
            <button type="button" className="btn" onClick={() => setAsking(one)}>
              {one.act}
            </button>
          </div>
        </section>
      ))}
      {asking && <SwitchDialog asked={asking} close={() => setAsking(null)} />}
    </>
  );
}

interface SwitchDialogProps {
  readonly asked: Switch;
  readonly close: () => void;
}

function SwitchDialog({ asked, close }: SwitchDialogProps): ReactElement {
  const client = useQueryClient();
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => recordsApi.switchProfile(asked.change, people),
    onSuccess: (profile) => {
      client.setQueryData(profileKey, profile);
      close();
      // What this account may still see has changed with it, or its session has ended.
      void client.invalidateQueries({ queryKey: sessionKey });
    },
  });
  return (
    <Dialog title={asked.askTitle} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>{asked.askBody}</p>
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

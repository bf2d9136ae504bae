import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { InstallationsAnswer } from "../../../server/http/office/answers-parcels.ts";
import { installationsText as text } from "../../text/installations.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { installationsApi, installationsKey } from "./installations-api.ts";

interface RevokeDialogProps {
  readonly installation: InstallationsAnswer["others"][number];
  readonly close: () => void;
}

export function RevokeDialog({ installation, close }: RevokeDialogProps): ReactElement {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [people, setPeople] = useTwoPeople();
  const revoking = useMutation({
    mutationFn: () => installationsApi.revoke(installation.fingerprint, reason, people),
    onSuccess: (answer) => {
      client.setQueryData(installationsKey, answer);
      close();
    },
  });
  return (
    <Dialog title={text.revokeTitle(installation.name)} close={() => !revoking.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          revoking.mutate();
        }}
      >
        <p>{text.revokeBody}</p>
        <Field label={text.reason} required maxLength={200} value={reason} change={setReason} />
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={revoking.error} />
        <Acts
          safe={text.safe}
          confirm={text.revokeConfirm}
          busy={text.busy}
          isBusy={revoking.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

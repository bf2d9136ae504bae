import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { installationsText as text } from "../../text/installations.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { Select } from "../parts/select.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { installationsApi, installationsKey } from "./installations-api.ts";

/** The fingerprint is typed, never pasted from the parcel itself: that is what comparing means. */
export function TrustDialog({ close }: { readonly close: () => void }): ReactElement {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [fingerprint, setFingerprint] = useState("");
  const [isCity, setIsCity] = useState(false);
  const [people, setPeople] = useTwoPeople();
  const trusting = useMutation({
    mutationFn: () => installationsApi.trust({ name, fingerprint, isCity }, people),
    onSuccess: (answer) => {
      client.setQueryData(installationsKey, answer);
      close();
    },
  });
  return (
    <Dialog title={text.add} close={() => !trusting.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          trusting.mutate();
        }}
      >
        <p>{text.addBody}</p>
        <Field label={text.name} hint={text.nameHint} required maxLength={80} value={name} change={setName} />
        <Field
          label={text.typed}
          hint={text.typedHint}
          required
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          value={fingerprint}
          change={setFingerprint}
        />
        <Select
          label={text.is}
          value={isCity ? "city" : "peer"}
          choices={Object.entries(text.kinds)}
          choose={(kind) => setIsCity(kind === "city")}
        />
        <p className="sub">{text.isHint}</p>
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={trusting.error} />
        <Acts
          safe={text.safe}
          confirm={text.addConfirm}
          busy={text.busy}
          isBusy={trusting.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

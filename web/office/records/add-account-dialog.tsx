import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { AccountMadeAnswer } from "../../../server/http/office/answers-records.ts";
import { ROLES } from "../../../server/core/access/role.ts";
import { accountsText as text } from "../../text/accounts.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { type NewAccount, recordsApi } from "./records-api.ts";

interface AddAccountDialogProps {
  readonly close: () => void;
  readonly made: (account: AccountMadeAnswer) => void;
}

export function AddAccountDialog({ close, made }: AddAccountDialogProps): ReactElement {
  const [name, setName] = useState("");
  const [role, setRole] = useState<NewAccount["role"]>("group");
  const [group, setGroup] = useState("");
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () =>
      recordsApi.addAccount(
        { name: name.trim(), role, group: role === "group" ? group.trim() : null },
        people,
      ),
    onSuccess: made,
  });
  return (
    <Dialog title={text.addTitle} close={() => !act.isPending && close()}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <Field
          label={text.name}
          hint={text.nameHint}
          required
          maxLength={50}
          autoComplete="off"
          value={name}
          change={setName}
        />
        <fieldset className="choice">
          <legend>{text.role}</legend>
          {ROLES.map((one) => (
            <label key={one}>
              <input type="radio" name="role" checked={role === one} onChange={() => setRole(one)} />
              {text.roles[one]}
            </label>
          ))}
        </fieldset>
        {role === "group" && (
          <Field
            label={text.group}
            hint={text.groupHint}
            required
            maxLength={100}
            value={group}
            change={setGroup}
          />
        )}
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={act.error} />
        <Acts
          safe={text.safe}
          confirm={text.confirm}
          busy={text.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}

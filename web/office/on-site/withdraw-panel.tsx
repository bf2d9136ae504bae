import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { Withdrawal } from "../../../server/core/round/round.ts";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { invalidText, voidText } from "../../text/on-site.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";
import { onSiteApi } from "./on-site-api.ts";

interface WithdrawPanelProps {
  readonly unit: UnitRow;
  readonly poll: string;
  /** void: before it is counted. invalid: after it was closed. */
  readonly way: Withdrawal;
}

const WORDS = { void: voidText, invalid: invalidText };

/** Takes a poll out of the round by two people, with a reason that goes on record. */
export function WithdrawPanel({ unit, poll, way }: WithdrawPanelProps): ReactElement {
  const text = WORDS[way];
  const [isAsking, setAsking] = useState(false);
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <div className="acts">
        <button type="button" className="btn" onClick={() => setAsking(true)}>
          {text.act}
        </button>
      </div>
      {isAsking && <WithdrawDialog unit={unit} poll={poll} way={way} close={() => setAsking(false)} />}
    </section>
  );
}

interface WithdrawDialogProps extends WithdrawPanelProps {
  readonly close: () => void;
}

function WithdrawDialog({ unit, poll, way, close }: WithdrawDialogProps): ReactElement {
  const text = WORDS[way];
  const readAgain = useReadAgain();
  const [reason, setReason] = useState("");
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => onSiteApi.withdraw(poll, way, reason.trim(), people),
    onSuccess: async () => {
      await readAgain();
      close();
    },
  });
  return (
    <Dialog title={text.question(unit.name)} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <p>{text.lead}</p>
        <Field label={text.reason} required maxLength={200} value={reason} change={setReason} />
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

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { invalidText, repeatText, voidText } from "../../text/on-site.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";
import { onSiteApi, type PollAct } from "./on-site-api.ts";

interface TwoPeoplePanelProps {
  readonly unit: UnitRow;
  readonly poll: string;
  /** void: before it is counted. invalid: after it was closed. repeat: the unit's poll is held anew after either. */
  readonly way: PollAct;
}

const WORDS = { void: voidText, invalid: invalidText, repeat: repeatText };

/** One act on the whole poll by two people; whoever takes it out of the round says why. */
export function TwoPeoplePanel({ unit, poll, way }: TwoPeoplePanelProps): ReactElement {
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
      {isAsking && <ActDialog unit={unit} poll={poll} way={way} close={() => setAsking(false)} />}
    </section>
  );
}

interface ActDialogProps extends TwoPeoplePanelProps {
  readonly close: () => void;
}

function ActDialog({ unit, poll, way, close }: ActDialogProps): ReactElement {
  const text = WORDS[way];
  const readAgain = useReadAgain();
  const [reason, setReason] = useState("");
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () =>
      onSiteApi.actOn(poll, way, { ...(text.reason !== null && { reason: reason.trim() }), ...people }),
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
        {text.reason !== null && (
          <Field label={text.reason} required maxLength={200} value={reason} change={setReason} />
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

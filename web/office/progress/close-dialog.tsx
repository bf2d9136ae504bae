/** Closing the box: two people, both with their own password. What cannot be undone is said first. */
import { useMutation } from "@tanstack/react-query";
import { type ReactElement, useId, useState } from "react";
import { useLocation } from "wouter";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { closing as text } from "../../text/console.ts";
import { addresses } from "../addresses.ts";
import { api } from "../api.ts";
import { UnderWay } from "../making/under-way.tsx";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";
import { spanOf } from "./count-states.ts";

interface CloseDialogProps {
  readonly round: string;
  readonly unit: UnitRow;
  readonly close: () => void;
}

/** What comes after is a page of counts that leads nowhere: the room may still be looking. */
export function CloseDialog({ round, unit, close }: CloseDialogProps): ReactElement {
  const [, go] = useLocation();
  const readAgain = useReadAgain();
  const [people, setPeople] = useTwoPeople();
  const [isAtOnce, setAtOnce] = useState(false);
  const hint = useId();
  const { forget } = useLongWork("close", round, unit.id);
  const act = useMutation({
    mutationKey: longWorkKey("close", round, unit.id),
    mutationFn: () => api.closePoll(unit.poll ?? "", !isAtOnce, people),
    onSuccess: readAgain,
  });
  /** Who sees here how it ended needs no other word of it. */
  const leave = (): void => {
    forget();
    close();
  };
  /** Only who is still looking is taken to the page of counts. */
  const seen = (): void => {
    leave();
    go(addresses.closing(round, unit.id));
  };
  const { from, to } = spanOf(unit.turnout);
  const asking = (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: seen });
      }}
    >
      <p>
        {text.remaining(unit.eligible - to, unit.eligible - from)}
        {text.body}
        <b>{text.cannot}</b>
        {text.after}
      </p>
      <TwoPeopleFields people={people} change={setPeople} />
      <div className="checks">
        <label>
          <input
            type="checkbox"
            checked={isAtOnce}
            aria-describedby={hint}
            onChange={(event) => setAtOnce(event.target.checked)}
          />
          {text.atOnce}
        </label>
      </div>
      <p id={hint} className="sub">
        {text.grace}
      </p>
      <TwoPeopleRefusal error={act.error} />
      <Acts safe={text.safe} confirm={text.confirm} busy={text.busy} isBusy={false} cancel={leave} />
    </form>
  );
  return (
    <Dialog title={text.question(unit.name)} close={act.isPending ? close : leave}>
      {act.isPending ? <UnderWay says={text.underWay(unit.name)} close={close} /> : asking}
    </Dialog>
  );
}

/** Slips that may be in people's hands are voided by two: a sheet made anew while a poll is open. */
import type { ReactElement } from "react";
import type { BatchRow, TwoPeople } from "../../../server/http/office/answers.ts";
import { tickets as text } from "../../text/console.ts";
import { Acts } from "../parts/acts.tsx";
import { TwoPeopleFields, useTwoPeople } from "../parts/two-people.tsx";

interface ReprintFormProps {
  readonly batch: BatchRow;
  readonly isBusy: boolean;
  readonly reprint: (people: TwoPeople) => void;
  readonly cancel: () => void;
}

export function ReprintForm({ batch, isBusy, reprint, cancel }: ReprintFormProps): ReactElement {
  const [people, setPeople] = useTwoPeople();
  return (
    <form
      aria-label={text.actOn(text.again, batch.name)}
      onSubmit={(event) => {
        event.preventDefault();
        reprint(people);
      }}
    >
      <p>
        <b>{text.againOpen}</b>
      </p>
      <TwoPeopleFields people={people} change={setPeople} />
      <Acts
        safe={text.againSafe}
        confirm={text.againConfirm(batch.name)}
        busy={text.begun}
        isBusy={isBusy}
        cancel={cancel}
      />
    </form>
  );
}

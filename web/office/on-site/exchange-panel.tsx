import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { exchangeText as text } from "../../text/on-site.ts";
import { Field } from "../parts/field.tsx";
import { Note } from "../parts/note.tsx";
import { saveAnswer } from "../parts/save-file.ts";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";
import { onSiteApi } from "./on-site-api.ts";

interface ExchangePanelProps {
  readonly unit: UnitRow;
  readonly poll: string;
}

/** The spoiled slip is scanned or typed; the new one is a file of one slip, never shown here. */
export function ExchangePanel({ unit, poll }: ExchangePanelProps): ReactElement {
  const readAgain = useReadAgain();
  const [ticket, setTicket] = useState("");
  const [batch, setBatch] = useState("");
  const [people, setPeople] = useTwoPeople();
  const act = useMutation({
    mutationFn: () => onSiteApi.exchange(poll, ticket.trim(), batch || null, people),
    onSuccess: async (answer) => {
      await saveAnswer(answer);
      setTicket("");
      setPeople({ own: "", second: { name: "", password: "" } });
      await readAgain();
    },
  });
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <form
        className="settings"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <div data-forget>
          <Field
            label={text.ticket}
            hint={text.ticketHint}
            required
            autoComplete="off"
            spellCheck={false}
            maxLength={300}
            value={ticket}
            change={setTicket}
          />
        </div>
        <div className="field">
          <label htmlFor="exchange-batch">{text.batch}</label>
          <select id="exchange-batch" value={batch} onChange={(event) => setBatch(event.target.value)}>
            <option value="">{text.same}</option>
            {unit.batches.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <TwoPeopleFields people={people} change={setPeople} />
        <Note>
          {text.bag}
          {text.cap}
        </Note>
        <TwoPeopleRefusal error={act.error} />
        {act.isSuccess && <Note tone="ok">{text.done}</Note>}
        <div className="acts">
          <button type="submit" className="btn" disabled={act.isPending}>
            {act.isPending ? text.busy : text.act}
          </button>
        </div>
      </form>
    </section>
  );
}

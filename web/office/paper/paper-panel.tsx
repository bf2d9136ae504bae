/** Paper of one unit: blank forms to print, stacks that are being keyed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { paperText as text } from "../../text/paper-keying.ts";
import { addresses } from "../addresses.ts";
import { Field } from "../parts/field.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault, RefusalNote } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { Select } from "../parts/select.tsx";
import { blankFormsAddress, paperApi, stacksKey } from "./paper-api.ts";
import { showStack } from "./show-stack.ts";
import { StacksTable } from "./stacks-table.tsx";

interface PaperPanelProps {
  readonly round: string;
  readonly unit: UnitRow;
  readonly poll: string;
}

export function PaperPanel({ round, unit, poll }: PaperPanelProps): ReactElement {
  // A list from an earlier visit would offer stacks that are gone by now.
  const read = useQuery({ queryKey: stacksKey(poll), queryFn: () => paperApi.stacks(poll), gcTime: 0 });
  const isKeyed = unit.state === "open" || unit.state === "paused";
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.blank}</p>
      <div className="acts">
        {unit.batches.map(({ id, name }) => (
          <a key={id} className="btn" href={blankFormsAddress(poll, id)} download>
            {text.form(name)}
          </a>
        ))}
      </div>
      <p>{text.lead}</p>
      {!isKeyed ? (
        <p className="sub">{text.notOpen}</p>
      ) : read.isPending ? (
        <Loading rows={2} />
      ) : isLost(read) ? (
        <ReadFault error={read.error} again={() => void read.refetch()} />
      ) : (
        <>
          {read.data.length > 0 && <StacksTable round={round} unit={unit} poll={poll} stacks={read.data} />}
          <BeginForm round={round} unit={unit} poll={poll} />
        </>
      )}
    </section>
  );
}

function BeginForm({ round, unit, poll }: PaperPanelProps): ReactElement {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [pair, setPair] = useState("");
  const [sheets, setSheets] = useState("");
  const pairs = unit.batches.flatMap((batch) =>
    batch.forms.map((instrument) => {
      const form = unit.forms.find((one) => one.instrument === instrument)?.shortTitle ?? instrument;
      return { batch: batch.id, instrument, said: text.pair(batch.name, form) };
    }),
  );
  const chosen = pairs[Number(pair) - 1];
  const count = Number(sheets);
  const begin = useMutation({
    mutationFn: ({ batch, instrument }: { readonly batch: string; readonly instrument: string }) =>
      paperApi.begin(poll, batch, instrument, count),
    onSuccess: async (stack) => {
      await showStack(client, poll, stack);
      void client.invalidateQueries({ queryKey: stacksKey(poll) });
      navigate(addresses.stack(round, unit.id, stack.id));
    },
  });
  return (
    <form
      className="settings"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) begin.mutate(chosen);
      }}
    >
      <div className="two grid">
        <Select
          label={text.what}
          none={text.choose}
          value={pair}
          choices={pairs.map(({ said }, i) => [String(i + 1), said])}
          choose={setPair}
        />
        <Field
          label={text.sheets}
          hint={text.sheetsHint}
          inputMode="numeric"
          value={sheets}
          change={(value) => setSheets(value.replace(/\D/g, "").slice(0, 4))}
        />
      </div>
      <RefusalNote error={begin.error} />
      <div className="acts">
        <button
          type="submit"
          className="btn"
          disabled={!chosen || count < 1 || count > 2000 || begin.isPending}
        >
          {begin.isPending ? text.busy : text.begin}
        </button>
      </div>
    </form>
  );
}

/** Which schemes score a form; for a form that none does, a copy of one that takes from it instead of another. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { DefinitionsAnswer } from "../../../server/http/office/answers.ts";
import { scoringText as text } from "../../text/form-scoring.ts";
import { Field } from "../parts/field.tsx";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault, RefusalNote } from "../parts/note.tsx";
import { Select } from "../parts/select.tsx";
import { isLost, useDefinitions } from "../queries.ts";
import { useUnsaved } from "../way/unsaved.ts";
import { formsApi } from "./forms-api.ts";

interface ScoringPanelProps {
  readonly form: { readonly id: string; readonly title: string };
}

export function ScoringPanel({ form }: ScoringPanelProps): ReactElement {
  const read = useDefinitions();
  if (read.isPending) return <Loading rows={3} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  const scoring = read.data.schemes.filter(({ forms }) => forms.includes(form.id));
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in stack">
        {scoring.length === 0 ? (
          <p>{text.none}</p>
        ) : (
          <>
            <p>{text.some}</p>
            <ul>
              {scoring.map((one) => (
                <li key={one.id}>{text.scheme(one, scoring)}</li>
              ))}
            </ul>
          </>
        )}
        <CopyScheme form={form} definitions={read.data} isOpen={scoring.length === 0} />
      </div>
    </section>
  );
}

interface CopySchemeProps extends ScoringPanelProps {
  readonly definitions: DefinitionsAnswer;
  /** At first. */
  readonly isOpen: boolean;
}

interface Chosen {
  /** Empty: whatever comes first. */
  readonly scheme: string;
  readonly replaced: string;
  readonly title: string | null;
}

const NOTHING: Chosen = { scheme: "", replaced: "", title: null };

function CopyScheme({ form, definitions, isOpen }: CopySchemeProps): ReactElement | null {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>(NOTHING);
  const [open, setOpen] = useState(isOpen);
  const [made, setMade] = useState<string | null>(null);
  const schemes = definitions.schemes.filter(({ forms }) => forms.some((one) => one !== form.id));
  const scheme = schemes.find(({ id }) => id === chosen.scheme) ?? schemes[0];
  const others = scheme?.forms.filter((one) => one !== form.id) ?? [];
  const replaced = others.find((one) => one === chosen.replaced) ?? stemOf(form.id, others) ?? others[0];
  const title = chosen.title ?? text.titleFor(scheme?.title ?? "", form.title);
  useUnsaved(made === null && chosen !== NOTHING);
  const copy = useMutation({
    mutationFn: () => formsApi.copyScheme(scheme!.id, title.trim(), { [replaced!]: form.id }),
    onSuccess: async (answer) => {
      setMade(text.made(answer.title));
      await client.invalidateQueries({ queryKey: ["definitions"] });
    },
  });
  if (!scheme || replaced === undefined) return null;
  const nameOf = (id: string): string => definitions.forms.find((one) => one.id === id)?.title ?? id;
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text.open}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setMade(null);
          copy.mutate();
        }}
      >
        <p>{text.lead}</p>
        <Select
          label={text.from}
          value={scheme.id}
          choices={schemes.map((one) => [one.id, text.scheme(one, schemes)] as const)}
          choose={(id) => setChosen({ ...chosen, scheme: id, replaced: "" })}
        />
        <Select
          label={text.replaced}
          value={replaced}
          choices={others.map((id) => [id, nameOf(id)] as const)}
          choose={(id) => setChosen({ ...chosen, replaced: id })}
        />
        <Field
          label={text.name}
          required
          maxLength={200}
          value={title}
          change={(value) => setChosen({ ...chosen, title: value })}
        />
        <RefusalNote error={copy.error} />
        {made !== null && <Note tone="ok">{made}</Note>}
        <div className="acts">
          <button type="submit" className="btn primary" disabled={copy.isPending}>
            {copy.isPending ? text.busy : text.copy}
          </button>
        </div>
      </form>
    </details>
  );
}

/** What a copy was made from, by its id: `leadership-team-2`. */
const stemOf = (id: string, others: readonly string[]): string | undefined =>
  others.find((one) => id === one || id.startsWith(`${one}-`));

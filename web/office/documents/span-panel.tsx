/** First and last day of the round, as its report prints them. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { documents } from "../../text/console-documents.ts";
import { Field } from "../parts/field.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { useUnsaved } from "../way/unsaved.ts";
import { documentsApi } from "./documents-api.ts";

const text = documents.span;

export function SpanPanel({ round }: { readonly round: RoundAnswer }): ReactElement {
  const readAgain = useReadAgain();
  const [span, setSpan] = useState(round.span);
  const save = useMutation({ mutationFn: () => documentsApi.saveSpan(round.id, span), onSettled: readAgain });
  const isUpsideDown = span.from !== "" && span.to !== "" && span.to < span.from;
  const hasChanged = span.from !== round.span.from || span.to !== round.span.to;
  useUnsaved(hasChanged);
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
        <span className="sub">{text.hint}</span>
      </header>
      <form
        className="in span"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field
          label={text.from}
          type="date"
          value={span.from}
          change={(from) => setSpan({ ...span, from })}
        />
        <Field
          label={text.to}
          type="date"
          value={span.to}
          fault={isUpsideDown ? text.upsideDown : null}
          change={(to) => setSpan({ ...span, to })}
        />
        <button type="submit" className="btn" disabled={!hasChanged || isUpsideDown || save.isPending}>
          {text.save}
        </button>
        <span className="sub" role="status">
          {save.isSuccess && !hasChanged ? text.saved : ""}
        </span>
      </form>
      <RefusalNote error={save.error} />
    </section>
  );
}

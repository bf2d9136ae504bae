/** One file in, whatever it is: all of it or nothing. */
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { TakenAnswer } from "../../../server/http/office/answers-parcels.ts";
import { parcelsText as text } from "../../text/parcels.ts";
import { addresses } from "../addresses.ts";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { WorkLine } from "../making/work-line.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { parcelsApi } from "./parcels-api.ts";

export function TakePanel(): ReactElement {
  const readAgain = useReadAgain();
  const take = useMutation({
    mutationKey: longWorkKey("parcel"),
    mutationFn: parcelsApi.take,
    onSuccess: readAgain,
  });
  const { isPending, error, got } = useLongWork<TakenAnswer>("parcel");
  return (
    <section>
      <h2>{text.take}</h2>
      <p>{text.takeLead}</p>
      <div className="stack">
        <div className="picker">
          <label className="btn file">
            {text.choose}
            <input
              type="file"
              className="sr"
              accept=".zip"
              disabled={isPending}
              onChange={(event) => {
                const chosen = event.target.files?.[0];
                if (chosen) take.mutate(chosen);
                // The same file can be chosen again.
                event.target.value = "";
              }}
            />
          </label>
        </div>
        {isPending && <WorkLine says={text.taking} />}
        <RefusalNote error={error} />
        {got && (
          <Note tone="ok">
            {text.taken(got)} <WhereTaken taken={got} />
          </Note>
        )}
      </div>
    </section>
  );
}

function WhereTaken({ taken }: { readonly taken: TakenAnswer }): ReactElement {
  if (taken.kind === "template") return <Link href={addresses.templates}>{text.openTemplates}</Link>;
  if (taken.kind === "result") return <Link href={addresses.countyResults()}>{text.openResults}</Link>;
  return <Link href={addresses.parcels(taken.round)}>{text.open}</Link>;
}

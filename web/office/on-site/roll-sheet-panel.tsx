import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { rollSheetText as text } from "../../text/on-site.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { onSiteApi } from "./on-site-api.ts";
import { RollSheetForm } from "./roll-sheet-form.tsx";

export function RollSheetPanel({ poll }: { readonly poll: string }): ReactElement {
  const read = useQuery({
    queryKey: ["roll-sheet", poll],
    queryFn: () => onSiteApi.rollSheet(poll),
    // What was read a moment before the close has no sheet to print, however young it is.
    staleTime: 0,
  });
  if (read.isPending) return <Loading rows={6} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <RollSheetForm key={poll} poll={poll} answer={read.data} />
      {!read.data.sheet && <p className="sub">{text.afterClose}</p>}
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { bigScreenText as text } from "../../text/on-site.ts";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { onSiteApi } from "./on-site-api.ts";

/** The way to the big screen, a window of its own that stays when this account signs out. */
export function ScreenPanel({ poll }: { readonly poll: string }): ReactElement {
  const read = useQuery({ queryKey: ["screen", poll], queryFn: () => onSiteApi.screen(poll) });
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      {isLost(read) && <ReadFault error={read.error} again={() => void read.refetch()} />}
      {read.data && (
        <a className="btn" href={read.data.path} target="_blank" rel="noreferrer">
          {text.open}
        </a>
      )}
    </section>
  );
}

import type { ReactElement } from "react";
import { Link } from "wouter";
import { common } from "../../text/console.ts";
import { addresses } from "../addresses.ts";
import { useTitle } from "../use-title.ts";

export function NoSuchPage(): ReactElement {
  useTitle(common.noSuchPage);
  return (
    <div className="empty">
      <h1>{common.noSuchPage}</h1>
      <p>{common.noSuchPageHint}</p>
      <Link href={addresses.rounds} className="btn">
        {common.backToRounds}
      </Link>
    </div>
  );
}

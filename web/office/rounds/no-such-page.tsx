import type { ReactElement } from "react";
import { Link } from "wouter";
import { common } from "../../text/console.ts";
import { addresses } from "../addresses.ts";
import { useSession } from "../queries.ts";
import { useTitle } from "../use-title.ts";

export function NoSuchPage(): ReactElement {
  useTitle(common.noSuchPage);
  const hasRounds = useSession().data?.duties.includes("rounds") ?? false;
  return (
    <div className="empty">
      <h1>{common.noSuchPage}</h1>
      <p>{hasRounds ? common.noSuchPageHint : common.notYourPageHint}</p>
      <Link href={addresses.rounds} className="btn">
        {hasRounds ? common.backToRounds : common.backToFirst}
      </Link>
    </div>
  );
}

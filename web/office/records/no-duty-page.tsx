import type { ReactElement } from "react";
import { accountsText as text } from "../../text/accounts.ts";
import { useTitle } from "../use-title.ts";

/** For an account of the three keepers while the installation does without them. */
export function NoDutyPage(): ReactElement {
  useTitle(text.noDuty);
  return (
    <div className="empty">
      <h1>{text.noDuty}</h1>
      <p>{text.noDutyHint}</p>
    </div>
  );
}

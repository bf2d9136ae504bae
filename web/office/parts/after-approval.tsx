import type { ReactElement } from "react";
import { changes } from "../../text/console-compare.ts";
import { useSession } from "../queries.ts";

/** Why a viewer finds no total where the others have one. */
export function AfterApproval(): ReactElement | null {
  const session = useSession();
  if (session.data?.role !== "viewer") return null;
  return <p className="sub table-note">{changes.awaitedHint}</p>;
}

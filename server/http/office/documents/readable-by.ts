import type { Deps } from "../../../services/deps.ts";
import type { ListedDocument } from "../../../services/documents/document-list.ts";
import { tellOfUnapproved } from "../../../services/review/look-back-unit.ts";
import type { RoundStanding, UnitStanding } from "../../../services/score-round.ts";
import type { AccountRow } from "../../../store/office.ts";
import { asReadBy, isAwaited } from "../read-round.ts";

/**
 * What an account may have of the documents about one unit: a viewer no texts, and no score before its approval, nor in the
 * report that of an earlier round which stands beside it.
 */
export async function readableBy(
  deps: Deps,
  account: AccountRow,
  standing: RoundStanding,
  unit: UnitStanding,
): Promise<(listed: Pick<ListedDocument, "kind" | "hasTexts" | "hasScore">) => boolean> {
  if (account.role !== "viewer") return () => true;
  const own = asReadBy(account, standing).units.find((one) => one.unit.id === unit.unit.id);
  const isApproved = own !== undefined && !isAwaited(own);
  const isReportApproved = isApproved && !(await tellOfUnapproved(deps, standing, unit));
  return ({ kind, hasTexts, hasScore }) =>
    !hasTexts && (!hasScore || (kind === "unit-report" ? isReportApproved : isApproved));
}

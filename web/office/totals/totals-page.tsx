/** 合计: one unit with its sub-units, or all units of the round; which one stands in the address. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import type { RoundAnswer, SessionAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import type { TotalAnswer } from "../../../server/http/office/answers-results.ts";
import { withdrawalOf } from "../../../server/core/round/round.ts";
import { compare, totals as text } from "../../text/console-compare.ts";
import { results } from "../../text/console-results.ts";
import { addresses } from "../addresses.ts";
import { at, read } from "../api.ts";
import { Choice } from "../compare/choice.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { WithheldBox } from "../parts/withheld-box.tsx";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { TotalForms } from "./total-forms.tsx";

interface TotalsPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
  /** Id of the unit with sub-units; null = the round. */
  readonly parent: string | null;
}

export function TotalsPage({ round, session, parent }: TotalsPageProps): ReactElement {
  useTitle(text.title);
  const [, go] = useLocation();
  const parents = round.units.filter(({ id }) => round.units.some((one) => one.parent === id));
  const top = parents.find(({ id }) => id === parent) ?? null;
  if (session.role !== "office" || (parent !== null && top === null)) return <NoSuchPage />;
  const members = round.units.filter(
    ({ id, parent: above }) => top === null || id === top.id || above === top.id,
  );
  return (
    <>
      <div className="head">
        <div>
          <h1>{top ? text.parent(top.name) : text.title}</h1>
          <p>{text.lead}</p>
          {top && <p className="sub">{text.members(members.map(({ name }) => name))}</p>}
        </div>
        <div className="acts heat-choices">
          <Choice
            label={text.scope}
            value={top?.id ?? ""}
            choices={[["", text.round], ...parents.map(({ id, name }) => [id, text.parent(name)] as const)]}
            choose={(one) => go(addresses.totals(round.id, one))}
          />
          <Link href={addresses.compare(round.id)} className="btn">
            {compare.title}
          </Link>
          <button type="button" className="btn" onClick={() => print()}>
            {results.print}
          </button>
        </div>
      </div>
      <Totals round={round.id} thresholds={round.thresholds} parent={top?.id ?? null} members={members} />
    </>
  );
}

interface TotalsProps {
  readonly round: string;
  readonly thresholds: RoundAnswer["thresholds"];
  readonly parent: string | null;
  readonly members: readonly UnitRow[];
}

/** Whether a unit has been asked and has not ended. */
const isOpen = ({ poll, state }: UnitRow): boolean =>
  poll !== null && state !== "closed" && withdrawalOf(state) === null;

function Totals({ round, thresholds, parent, members }: TotalsProps): ReactElement {
  const open = members.filter(isOpen);
  const found = useQuery({
    queryKey: ["totals", round, parent],
    queryFn: () =>
      read<readonly TotalAnswer[]>(
        `/rounds/${at(round)}/totals${parent === null ? "" : `?parent=${at(parent)}`}`,
      ),
    enabled: open.length === 0,
  });
  if (open.length > 0) {
    return (
      <div className="empty">
        <h2>{text.openTitle}</h2>
        <p>{text.open(open.map(({ name }) => name))}</p>
        <div className="acts">
          <Link href={addresses.progress(round)} className="btn">
            {results.goProgress}
          </Link>
        </div>
      </div>
    );
  }
  if (found.isPending) return <Loading rows={12} />;
  if (isLost(found)) return <ReadFault error={found.error} again={() => void found.refetch()} />;
  return found.data.length === 0 ? (
    <WithheldBox sentence={text.withheld} />
  ) : (
    <TotalForms totals={found.data} thresholds={thresholds} />
  );
}

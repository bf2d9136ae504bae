/** One unit at its meeting: exchange a slip, fill the roll sheet, take the poll out of the round. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import { onSite as text } from "../../text/on-site.ts";
import { addresses } from "../addresses.ts";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { PaperPanel } from "../paper/paper-panel.tsx";
import { ExchangePanel } from "./exchange-panel.tsx";
import { LinkPanel } from "./link-panel.tsx";
import { ReceiptsPanel } from "./receipts-panel.tsx";
import { RollSheetPanel } from "./roll-sheet-panel.tsx";
import { ScreenPanel } from "./screen-panel.tsx";
import { TabletPanel } from "./tablet-panel.tsx";
import { TwoPeoplePanel } from "./two-people-panel.tsx";
import { withdrawalOf } from "../../../server/core/round/round.ts";

interface OnSitePageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
  readonly unit: string | null;
}

export function OnSitePage({ round, session, unit: id }: OnSitePageProps): ReactElement {
  const unit = round.units.find((one) => one.id === id);
  useTitle(text.title(unit?.name ?? ""));
  if (!unit || unit.poll === null || session.role === "viewer") return <NoSuchPage />;
  const isRunning = unit.state === "sealed" || unit.state === "open" || unit.state === "paused";
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title(unit.name)}</h1>
        </div>
        <div className="acts">
          <Link href={addresses.progress(round.id)} className="btn">
            {text.back}
          </Link>
        </div>
      </div>
      <div className="work stack">
        {isRunning && unit.links.length > 0 && <LinkPanel unit={unit} poll={unit.poll} />}
        {isRunning && <ScreenPanel poll={unit.poll} />}
        {isRunning && <TabletPanel poll={unit.poll} address={round.address ?? location.origin} />}
        {isRunning && <ExchangePanel unit={unit} poll={unit.poll} />}
        {isRunning && <PaperPanel round={round.id} unit={unit} poll={unit.poll} />}
        {unit.state === "closed" && <ReceiptsPanel round={round} poll={unit.poll} />}
        {withdrawalOf(unit.state) === null && <RollSheetPanel poll={unit.poll} />}
        {isRunning && <TwoPeoplePanel unit={unit} poll={unit.poll} way="void" />}
        {unit.state === "closed" && <TwoPeoplePanel unit={unit} poll={unit.poll} way="invalid" />}
        {withdrawalOf(unit.state) !== null && <TwoPeoplePanel unit={unit} poll={unit.poll} way="repeat" />}
      </div>
    </>
  );
}

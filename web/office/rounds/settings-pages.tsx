/** New round, and the settings of a round that is not sealed yet. */
import type { ReactElement } from "react";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import { settings as text } from "../../text/console.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { isLost, useDefinitions } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { NoSuchPage } from "./no-such-page.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { office } from "../../text/office.ts";

export function NewRoundPage(): ReactElement {
  return <SettingsPage title={text.newTitle} round={null} />;
}

interface EditRoundProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
}

export function EditRoundPage({ round, session }: EditRoundProps): ReactElement {
  if (session.role !== "office") return <NoSuchPage />;
  return round.isFrozen ? (
    <Note>{office.afterOpen}</Note>
  ) : (
    <SettingsPage title={text.editTitle} round={round} />
  );
}

interface SettingsPageProps {
  readonly title: string;
  readonly round: RoundAnswer | null;
}

function SettingsPage({ title, round }: SettingsPageProps): ReactElement {
  useTitle(title);
  const definitions = useDefinitions();
  if (definitions.isPending) return <Loading rows={12} />;
  if (isLost(definitions))
    return <ReadFault error={definitions.error} again={() => void definitions.refetch()} />;
  return (
    <>
      <div className="head">
        <div>
          <h1>{title}</h1>
          <p>{text.lead}</p>
        </div>
      </div>
      <SettingsForm definitions={definitions.data} round={round} />
    </>
  );
}

import type { ReactElement } from "react";
import { installationText } from "../../text/installation.ts";
import type { SetUp } from "../../../server/core/round/round.ts";
import { statement } from "../../text/landing.ts";
import { Note } from "../parts/note.tsx";

const text = installationText.setUp;

interface SetUpPanelProps {
  readonly address: string | null;
  /** Of the rounds that are under way; none: the address says which one the next round would have. */
  readonly setUps: readonly SetUp[];
}

/** How phones reach this server now, and the statement that follows from it: the very one that people read. */
export function SetUpPanel({ address, setUps }: SetUpPanelProps): ReactElement {
  const isEncrypted = address?.startsWith("https://") ?? false;
  const active: readonly SetUp[] = setUps.length > 0 ? setUps : [isEncrypted ? "online" : "onsite"];
  return (
    <section>
      <h2>{text.title}</h2>
      {address === null ? (
        <Note tone="warn">{text.none}</Note>
      ) : (
        <>
          <p>
            {isEncrypted ? text.encrypted(address) : text.plain(address)}
            {text.active(active)}
            {text.lead}
          </p>
          {active.map((setUp) => {
            const said = statement({ setUp, isEncrypted, source: "ticket", size: "normal", merged: [] });
            return (
              <div key={setUp} className="panel statement">
                <h3>{text.of[setUp]}</h3>
                <p>{said.greeting}</p>
                {said.first && (
                  <p>
                    <b>{said.first}</b>
                  </p>
                )}
                <ul>
                  {said.promises.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
                <p>{said.mind}</p>
                {said.extra.map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </div>
            );
          })}
        </>
      )}
    </section>
  );
}

/** 建议进一步了解的方面: on the screen only, for those who go on asking. */
import type { ReactElement } from "react";
import type { SignalAnswer } from "../../../server/http/office/answers-signals.ts";
import { useSession } from "../queries.ts";
import { signals as text, signalSentence } from "../../text/signals.ts";

export function SignalsPanel({
  signals,
}: {
  readonly signals: readonly SignalAnswer[];
}): ReactElement | null {
  const role = useSession().data?.role;
  if (role !== "office" && role !== "group") return null;
  const kinds = [...new Set(signals.map(({ kind }) => kind))];
  return (
    <section className="panel no-print">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in">
        <p className="sub">{signals.length === 0 ? text.none : text.lead}</p>
        {kinds.map((kind) => (
          <div key={kind}>
            <ul>
              {signals
                .filter((one) => one.kind === kind)
                .map((one) => (
                  <li key={signalSentence(one)}>{signalSentence(one)}</li>
                ))}
            </ul>
            <p className="sub">{text.isNot[kind]}</p>
          </div>
        ))}
      </div>
    </section>
  );
}

import type { ReactElement } from "react";
import type { DifferenceLine, TemplateLine } from "../../../server/http/office/answers-exchange.ts";
import { templatesText as text } from "../../text/templates.ts";
import { localTime } from "../local-time.ts";
import { templateAddress } from "./exchange-api.ts";

export function TemplatePanel({ template }: { readonly template: TemplateLine }): ReactElement {
  const { id, title, edition, atUtc, isIncoming, isInForce, issuer, to, sinceEarlier, here } = template;
  const at = localTime(atUtc);
  const name = `template-${id.slice(0, 8)}`;
  return (
    <section className="panel" aria-labelledby={name}>
      <header>
        <h2 id={name}>{text.heading(title, edition)}</h2>
        {isIncoming ? (
          <span className="sub">{isInForce ? text.inForce : text.former}</span>
        ) : (
          <a
            className="btn small"
            href={templateAddress(id)}
            aria-label={text.downloadOn(title, edition)}
            download
          >
            {text.download}
          </a>
        )}
      </header>
      <div className="in stack">
        <p>{isIncoming ? text.came(at, issuer) : text.made(at, to)}</p>
        {here && (
          <Differences
            title={text.here}
            none={text.hereNone}
            lines={[
              ...here.added.map((line) => ({ line, said: text.added(line) })),
              ...here.changed.map((line) => ({ line, said: text.changed(line) })),
            ]}
          />
        )}
        {sinceEarlier && (
          <Differences
            title={text.since}
            none={text.sinceNone}
            lines={sinceEarlier.map((line) => ({ line, said: text.difference(line) }))}
          />
        )}
        <Definitions template={template} />
      </div>
    </section>
  );
}

const Definitions = ({ template }: { template: TemplateLine }): ReactElement => (
  <div className="scroll">
    <table className="t">
      <caption className="sr">{template.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.kind}</th>
          <th scope="col">{text.columns.title}</th>
          <th scope="col">{text.columns.version}</th>
          <th scope="col">{text.columns.digest}</th>
        </tr>
      </thead>
      <tbody>
        {[
          ...template.forms.map((one) => ({ ...one, kind: text.kind.form })),
          ...template.schemes.map((one) => ({ ...one, kind: text.kind.scheme })),
        ].map((one) => (
          <tr key={`${one.kind} ${one.id}`}>
            <td>{one.kind}</td>
            <td className="wrap">{one.title}</td>
            <td>{one.version}</td>
            <td>
              <code title={one.digest}>{one.digest.slice(0, 8)}</code>
            </td>
          </tr>
        ))}
        {template.labelSets.map(({ id, title, labels }) => (
          <tr key={`labels ${id} ${labels.join()}`}>
            <td>{text.kind.labels}</td>
            <td className="wrap">{text.labelSet(title, labels)}</td>
            <td>—</td>
            <td>—</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

interface DifferencesProps {
  readonly title: string;
  readonly none: string;
  readonly lines: readonly { readonly line: DifferenceLine; readonly said: string }[];
}

const Differences = ({ title, none, lines }: DifferencesProps): ReactElement => (
  <div className="differences">
    <h3>{title}</h3>
    {lines.length === 0 ? (
      <p>{none}</p>
    ) : (
      <ul>
        {lines.map(({ line, said }) => (
          <li key={`${line.kind} ${line.id} ${line.after ?? ""}`}>
            {said}
            {line.changes.length > 0 && (
              <ul>
                {line.changes.map((change, at) => (
                  <li key={at}>{text.change(change)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    )}
  </div>
);

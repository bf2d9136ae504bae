import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { linkText as text } from "../../text/on-site.ts";
import { linkAddress } from "./on-site-api.ts";

interface LinkPanelProps {
  readonly unit: UnitRow;
  readonly poll: string;
}

/** The open link: seen here, on a big screen, and on a poster. */
export function LinkPanel({ unit, poll }: LinkPanelProps): ReactElement {
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      {unit.links.map(({ id, name }) => (
        <div key={id} className="open-link">
          <img
            src={linkAddress(poll, id, "qr.svg")}
            alt={text.alt(unit.name, name)}
            width={168}
            height={168}
          />
          <div>
            <p>
              <b>{name}</b>
            </p>
            <p>{text.hint}</p>
            <div className="acts">
              <a className="btn" href={linkAddress(poll, id, "screen.html")} target="_blank" rel="noreferrer">
                {text.screen}
              </a>
              {(["A3", "A4"] as const).map((size) => (
                <a
                  key={size}
                  className="btn"
                  href={linkAddress(poll, id, `poster.pdf?size=${size}`)}
                  download
                >
                  {text.poster(size)}
                </a>
              ))}
            </div>
          </div>
        </div>
      ))}
    </section>
  );
}

import type { ReactElement } from "react";
import type { CountyResultsAnswer } from "../../../server/http/office/answers-exchange.ts";
import { countyResultsText as text } from "../../text/county-results.ts";
import { localTime } from "../local-time.ts";

/** Whoever has not handed in stands there as well as the others. */
export const CountiesTable = ({
  counties,
  template,
}: Pick<CountyResultsAnswer, "counties" | "template">): ReactElement => (
  <div className="panel scroll">
    <table className="t">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.county}</th>
          <th scope="col">{text.columns.state}</th>
          <th scope="col">{text.columns.results}</th>
        </tr>
      </thead>
      <tbody>
        {counties.map(({ name, hasHandedIn, results }) => (
          <tr key={name}>
            <td className="wrap">{name}</td>
            <td className="wrap">
              {hasHandedIn ? text.handedInUnder(results, template) : <b>{text.missing}</b>}
            </td>
            <td className="wrap">
              {results.length === 0 && "—"}
              {results.map((one) => (
                <div key={one.id}>
                  {text.result(one, localTime(one.atUtc))}
                  <span className="sub">
                    {" "}
                    {text.underTemplate(one)}
                    {template !== null && one.differs.length > 0 && `；${text.differs(one.differs)}`}
                  </span>
                  {one.countedOf !== null && <b className="sub"> {text.countedOf(one.countedOf)}</b>}
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

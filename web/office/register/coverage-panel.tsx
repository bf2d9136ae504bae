import type { ReactElement } from "react";
import type { RegisterAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText as text } from "../../text/register.ts";

/** Coverage of a term by unit type, all types at the end, and by year in a sentence. */
export const CoveragePanel = ({ answer }: { readonly answer: RegisterAnswer }): ReactElement => (
  <section className="panel scroll coverage">
    <header>
      <h2>{text.coverageTitle}</h2>
      <span className="sub">{text.coverageHint}</span>
    </header>
    <table className="t">
      <caption className="sr">{text.coverageTitle}</caption>
      <thead>
        <tr>
          {text.coverageColumns.map((title, index) => (
            <th key={title} scope="col" className={index === 0 ? "" : "num"}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answer.coverage.map(({ unitType, units, inspected, planned, rest, rate }) => (
          <tr key={unitType} className={unitType === null ? "all-types" : ""}>
            <td>{unitType ?? text.allTypes}</td>
            <td className="num">{units}</td>
            <td className="num">{inspected}</td>
            <td className="num">{planned}</td>
            <td className="num">{rest}</td>
            <td className="num rate">
              <span className="covered" aria-hidden="true">
                <span style={{ width: `${rate ?? 0}%` }} />
              </span>
              {text.rate(rate)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <p className="sub in">{text.years(answer.years)}</p>
  </section>
);

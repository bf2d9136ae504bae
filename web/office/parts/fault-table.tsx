/** Every fault of an imported table by its place; nothing of it was taken over. */
import type { ReactElement } from "react";
import type { ImportFault } from "../../../server/core/problem.ts";
import { roster as text } from "../../text/console.ts";

export function FaultTable({ faults }: { readonly faults: readonly ImportFault[] }): ReactElement {
  return (
    <div className="panel" role="alert">
      <header>
        <h2>{text.faultsTitle}</h2>
        <span className="sub">{text.faultsHint}</span>
      </header>
      <div className="in">
        <table className="t faults">
          <thead>
            <tr>
              <th scope="col">{text.faultColumns.place}</th>
              <th scope="col">{text.faultColumns.found}</th>
              <th scope="col">{text.faultColumns.sentence}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault, index) => (
              <tr key={index}>
                <td>{text.place(fault)}</td>
                <td>{fault.found || text.nothingFound}</td>
                <td>{fault.sentence}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="sub">{text.faultsCount(faults.length)}</p>
      </div>
    </div>
  );
}

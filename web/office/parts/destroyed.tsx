import type { ReactElement } from "react";
import { explainProblem } from "../../text/problems.ts";

/** The closed files are gone by rule: what the server says whoever asks for a result. */
export function Destroyed(): ReactElement {
  const { title, reason, action } = explainProblem({ code: "round.destroyed" });
  return (
    <div className="empty">
      <h1>{title}</h1>
      <p>{reason}</p>
      <p className="sub">{action}</p>
    </div>
  );
}

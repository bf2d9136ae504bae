import { useState } from "react";
import type { ReactElement } from "react";
import { steps as text } from "../../text/console-review.ts";
import { Field } from "../parts/field.tsx";
import { useUnsaved } from "../way/unsaved.ts";
import type { Step } from "./assessment-api.ts";

interface OpinionFormProps {
  readonly isBusy: boolean;
  readonly take: (step: Step) => void;
}

/** 巡察办审核: an opinion lets it pass or sends it back. */
export function OpinionForm({ isBusy, take }: OpinionFormProps): ReactElement {
  const [opinion, setOpinion] = useState("");
  const said = opinion.trim();
  useUnsaved(said !== "");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        take({ step: "reviewed", opinion: said });
      }}
    >
      <p>{text.reviewLead}</p>
      <Field label={text.opinion} required maxLength={300} value={opinion} change={setOpinion} />
      <div className="acts">
        <button
          type="button"
          className="btn"
          disabled={isBusy || said === ""}
          onClick={() => take({ step: "returned", reason: said })}
        >
          {text.back}
        </button>
        <button type="submit" className="btn" disabled={isBusy || said === ""}>
          {isBusy ? text.busy : text.review}
        </button>
      </div>
    </form>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { KEEP_DAYS_MAX } from "../../../server/core/volume/destruction.ts";
import type { VolumesAnswer } from "../../../server/http/office/answers-volumes.ts";
import { volumes } from "../../text/console-volumes.ts";
import { Field } from "../parts/field.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { useUnsaved } from "../way/unsaved.ts";
import { volumesApi, volumesKey } from "./volumes-api.ts";

const text = volumes.keeping;

interface KeepingFormProps {
  readonly round: string;
  readonly keeping: VolumesAnswer["keeping"];
  /** 销毁 is under way. */
  readonly isDestroying: boolean;
  readonly destroy: () => void;
}

/** Days of keeping; the way to 销毁 once they are over. */
export function KeepingForm({ round, keeping, isDestroying, destroy }: KeepingFormProps): ReactElement {
  const client = useQueryClient();
  const [typed, setTyped] = useState(keeping.days === null ? "" : String(keeping.days));
  const days = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  useUnsaved(typed !== (keeping.days === null ? "" : String(keeping.days)));
  const isGood = days >= 1 && days <= KEEP_DAYS_MAX;
  const save = useMutation({
    mutationFn: () => volumesApi.keep(round, days),
    onSuccess: (answer) => client.setQueryData(volumesKey(round), answer),
  });
  return (
    <>
      <h3 className="in">{text.title}</h3>
      <form
        className="in span"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field
          label={text.days}
          hint={text.daysHint}
          fault={typed !== "" && !isGood ? text.badDays : null}
          inputMode="numeric"
          maxLength={5}
          value={typed}
          change={setTyped}
        />
        <button type="submit" className="btn" disabled={!isGood || days === keeping.days || save.isPending}>
          {text.save}
        </button>
        <span className="sub" role="status">
          {save.isSuccess && days === keeping.days ? text.saved : ""}
          {stateOf(keeping)}
        </span>
        {keeping.isDue && (
          <button type="button" className="btn" aria-disabled={isDestroying} onClick={destroy}>
            {volumes.destroy.act}
          </button>
        )}
      </form>
      <RefusalNote error={save.error} />
    </>
  );
}

function stateOf({ until, isDue }: VolumesAnswer["keeping"]): string {
  if (until === null) return text.unset;
  return isDue ? text.due(until) : text.until(until);
}

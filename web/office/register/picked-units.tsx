import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { RegisterAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText as text } from "../../text/register.ts";
import { RefusalNote } from "../parts/note.tsx";
import { saveFile } from "../parts/save-file.ts";
import { registerApi } from "./register-api.ts";

interface PickedUnitsProps {
  readonly units: readonly string[];
  readonly rows: RegisterAnswer["rows"];
  readonly done: () => void;
}

/** What was picked for the next round goes into its roster's template. */
export function PickedUnits({ units, rows, done }: PickedUnitsProps): ReactElement {
  const download = useMutation({
    mutationFn: () => registerApi.rosterTemplate(units),
    onSuccess: (file) => {
      saveFile(file, text.rosterFile);
      done();
    },
  });
  const again = rows.filter(({ name, standing }) => standing === "inspected" && units.includes(name));
  return (
    <div className="picked">
      <p className="sub" role="status">
        {units.length === 0 || again.length === 0
          ? text.pickHint
          : text.pickedInspected(again.map(({ name }) => name))}
      </p>
      {units.length > 0 && (
        <button
          type="button"
          className="btn primary"
          disabled={download.isPending}
          onClick={() => download.mutate()}
        >
          {text.picked(units.length)}
        </button>
      )}
      <RefusalNote error={download.error} />
    </div>
  );
}

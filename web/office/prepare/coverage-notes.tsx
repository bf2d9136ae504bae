import type { ReactElement } from "react";
import type { Standing } from "../../../server/core/register/coverage.ts";
import type { RoundCoverageAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText } from "../../text/register.ts";
import { Note } from "../parts/note.tsx";

const text = registerText.planned;

interface CoverageNotesProps {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly coverage: RoundCoverageAnswer;
}

/** Units of a round that this term has had already, or has in another round. */
export function CoverageNotes({ units, coverage }: CoverageNotesProps): ReactElement | null {
  const named = (standing: Standing): readonly string[] => {
    const ids = new Set(coverage.units.filter((unit) => unit.standing === standing).map(({ id }) => id));
    return units.filter(({ id }) => ids.has(id)).map(({ name }) => name);
  };
  const [inspected, planned] = [named("inspected"), named("planned")];
  const isUnsure = !coverage.isNamed;
  if (inspected.length + planned.length === 0 && !isUnsure) return null;
  return (
    <div className="page-note stack">
      {inspected.length > 0 && <Note tone="warn">{text.inspected(inspected)}</Note>}
      {planned.length > 0 && <Note tone="warn">{text.planned(planned)}</Note>}
      {isUnsure && <p className="sub">{text.notNamed(coverage.term)}</p>}
    </div>
  );
}

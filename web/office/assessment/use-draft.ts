import { useState } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { type DraftEntry, isChanged, startEntry } from "./draft-entry.ts";
import { type Clash, mergeEntries } from "./merge-entries.ts";

interface Draft {
  readonly draft: DraftEntry;
  readonly setDraft: (draft: DraftEntry) => void;
  /** What the draft began as: its version is what is saved upon. */
  readonly base: AssessmentAnswer;
  readonly setBase: (base: AssessmentAnswer) => void;
  readonly clashes: readonly Clash[];
  readonly setClashes: (clashes: readonly Clash[]) => void;
  /** Somebody else has saved, and something is typed here. */
  readonly isBehind: boolean;
  /** Puts both together; the fields that both have changed are in `clashes`. */
  readonly merge: () => void;
}

/** What stands in the fields. While nothing is typed it follows what others save; afterwards it waits to be asked. */
export function useDraft(answer: AssessmentAnswer): Draft {
  const [draft, setDraft] = useState(() => startEntry(answer));
  const [base, setBase] = useState(answer);
  const [seen, setSeen] = useState(answer.version);
  const [isBehind, setBehind] = useState(false);
  const [clashes, setClashes] = useState<readonly Clash[]>([]);
  if (answer.version !== seen) {
    setSeen(answer.version);
    if (answer.version !== base.version) {
      if (isChanged(draft, base)) setBehind(true);
      else {
        setDraft(startEntry(answer));
        setBase(answer);
      }
    }
  }
  const merge = (): void => {
    const merged = mergeEntries(startEntry(base), draft, startEntry(answer));
    setDraft(merged.draft);
    setClashes(merged.clashes);
    setBase(answer);
    setBehind(false);
  };
  return { draft, setDraft, base, setBase, clashes, setClashes, isBehind, merge };
}

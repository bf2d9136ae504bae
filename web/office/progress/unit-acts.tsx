/** What can be done with a unit now. An act that is not possible has no button. */
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { type PollState, withdrawalOf } from "../../../server/core/round/round.ts";
import { progress as text } from "../../text/console.ts";
import { onSite } from "../../text/on-site.ts";
import { addresses } from "../addresses.ts";
import { api } from "../api.ts";
import { useReadAgain } from "../queries.ts";

/** Acts that open a dialog first. */
export type Asked = "tickets" | "open" | "pause" | "extend" | "close";
type Act = Asked | "resume";

const possible: { readonly [state in PollState]: readonly Act[] } = {
  draft: [],
  away: [],
  sealed: ["tickets", "open"],
  open: ["tickets", "pause", "extend", "close"],
  paused: ["tickets", "resume", "extend", "close"],
  closing: [],
  sealing: [],
  counted: [],
  closed: [],
  invalid: [],
  destroyed: [],
  void: [],
};

const ON_SITE: readonly PollState[] = ["sealed", "open", "paused", "closed", "invalid", "void"];

interface UnitActsProps {
  readonly round: string;
  readonly unit: UnitRow;
  readonly mayAct: boolean;
  readonly ask: (what: Asked, unit: UnitRow) => void;
  readonly say: (sentence: string) => void;
  /** Of an act that is done at once; null as soon as the next one is asked for. */
  readonly refuse: (error: unknown) => void;
}

export function UnitActs({ round, unit, mayAct, ask, say, refuse }: UnitActsProps): ReactElement {
  const readAgain = useReadAgain();
  const now = useMutation({
    mutationFn: () => api.resume(unit.poll ?? ""),
    onMutate: () => {
      say("");
      refuse(null);
    },
    onSuccess: async () => {
      await readAgain();
      say(text.did.resume(unit.name));
    },
    // What was refused may be done already by somebody else: the row says how it stands.
    onError: async (error) => {
      refuse(error);
      await readAgain();
    },
  });
  const isWithdrawn = withdrawalOf(unit.state) !== null;
  const acts = mayAct && unit.poll !== null ? possible[unit.state] : [];
  return (
    <span>
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          className="btn small"
          aria-label={text.acts.on(text.acts[act], unit.name)}
          disabled={now.isPending}
          onClick={() => (act === "resume" ? now.mutate() : ask(act, unit))}
        >
          {text.acts[act]}
        </button>
      ))}
      {mayAct && unit.poll !== null && ON_SITE.includes(unit.state) && (
        <Link
          href={addresses.onSite(round, unit.id)}
          className="btn small"
          aria-label={(isWithdrawn ? onSite.linkWithdrawnOn : onSite.linkOn)(unit.name)}
        >
          {isWithdrawn ? onSite.linkWithdrawn : onSite.link}
        </Link>
      )}
      {unit.state === "closed" && (
        <Link
          href={addresses.results(round, unit.id)}
          className="btn small"
          aria-label={text.acts.on(text.acts.results, unit.name)}
        >
          {text.acts.results}
        </Link>
      )}
    </span>
  );
}

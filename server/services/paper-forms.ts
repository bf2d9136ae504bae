import { type PaperForm, paperForm } from "../core/documents/paper-form.ts";
import { Problem } from "../core/problem.ts";
import type { PlannedBatch } from "../core/round/plan.ts";
import type { Deps } from "./deps.ts";
import type { LivePoll } from "./live-polls.ts";

/** Blank forms of one bag, as they are printed: one set is for one person. */
export interface PaperForms {
  readonly round: string;
  readonly unit: string;
  readonly batch: string;
  readonly isRehearsal: boolean;
  readonly forms: readonly (PaperForm & { readonly digest: string | null })[];
}

/** @throws Problem poll.unknown, poll.not-open before `seal`, poll.closed, unit.unknown for another bag */
export async function readPaperForms(deps: Deps, pollId: string, batchId: string): Promise<PaperForms> {
  const live = await deps.live.get(pollId);
  const batch = batchOf(live, batchId);
  const { frozen } = live.round;
  const forms = live.plan.forms.filter(({ instrument }) => batch.blocks[instrument] !== undefined);
  return {
    round: live.round.round.title,
    unit: live.unit.name,
    batch: batch.name,
    isRehearsal: live.row.isRehearsal ?? false,
    forms: forms.map(({ instrument }) => ({
      ...paperForm(live.forms.get(instrument)!.form),
      // A rehearsal comes before anything is frozen.
      digest: frozen?.instruments.find((one) => one.instrument.id === instrument)?.digest ?? null,
    })),
  };
}

/** @throws Problem unit.unknown */
export function batchOf({ plan }: LivePoll, id: string): PlannedBatch {
  const batch = plan.batches.find((one) => one.id === id);
  if (!batch) throw new Problem("unit.unknown", {});
  return batch;
}

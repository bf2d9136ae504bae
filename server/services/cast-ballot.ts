import { canonicalJson } from "../core/definition/canonical.ts";
import { Problem } from "../core/problem.ts";
import { pollClosed } from "./poll-closed.ts";
import { nullifierOf, retryDigest } from "../core/ticket/nullifier.ts";
import { receiptOf } from "../keys/receipt.ts";
import { verifyCredential } from "../keys/verify-credential.ts";
import type { CheckedAnswers } from "../core/definition/checker.ts";
import type { CastRows } from "../store/box.ts";
import type { Deps } from "./deps.ts";
import { keyOf, type LivePoll } from "./live-polls.ts";
import { requireSecretKeys } from "./require-secret-keys.ts";

export interface CastRequest {
  readonly poll: string;
  readonly block: string;
  readonly instrument: string;
  readonly digest: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly retry: Uint8Array;
  readonly answers: unknown;
}

export interface Cast {
  readonly receipt: string;
  /** false: this very ballot had been received before, the first write stands. */
  readonly isNew: boolean;
}

/**
 * Takes one ballot: checked against the frozen form, entitled by a blind signature, split into three tables.
 *
 * @returns after the commit is on disk
 * @throws Problem poll.not-open, poll.closed, form.unknown, form.changed, ballot.invalid, credential.refused,
 *   ballot.already-cast (same credential, other retry), poll.keys-missing
 * @source anonymity.md §2 cut 3, §3
 */
export function castBallot(deps: Deps, request: CastRequest): Promise<Cast> {
  return deps.live.admit(request.poll, (live) => castInto(deps, live, request));
}

async function castInto(deps: Deps, live: LivePoll, request: CastRequest): Promise<Cast> {
  requireCastable(live);
  requireSecretKeys(live);
  const form = live.forms.get(request.instrument);
  if (!form) throw new Problem("form.unknown", {});
  if (form.digest !== request.digest) throw new Problem("form.changed", { digest: form.digest });
  const key = live.phoneKeys.get(keyOf(request.block, request.instrument));
  if (!key || !verifyCredential(key, request.message, request.signature)) {
    throw new Problem("credential.refused", {});
  }
  const checked = form.check(request.answers);
  const nullifier = nullifierOf(key.keyId, request.message);
  const outcome = await deps.box.cast(castRows(deps, key.keyId, nullifier, request, checked), live.seen);
  if (outcome === "other") throw new Problem("ballot.already-cast", {});
  return { receipt: receiptOf(live.pollKeys.receiptKey, nullifier), isNew: outcome === "new" };
}

function requireCastable(live: LivePoll): void {
  const { state } = live.row;
  if (state === "open" || state === "closing") return;
  if (state === "draft" || state === "sealed" || state === "paused")
    throw new Problem("poll.not-open", { state });
  throw pollClosed(live.row);
}

/** The rows of one ballot; nothing in one table points into another. */
export function castRows(
  deps: Pick<Deps, "random">,
  keyId: Uint8Array,
  nullifier: Uint8Array,
  request: Pick<CastRequest, "message" | "signature" | "retry">,
  checked: CheckedAnswers,
): CastRows {
  return {
    spent: {
      keyId,
      nullifier,
      message: request.message,
      signature: request.signature,
      retryDigest: retryDigest(request.retry),
    },
    ballot: { keyId, tag: deps.random(16), answers: canonicalJson(checked.answers) },
    texts: checked.texts.map(({ leaf, text }) => ({ keyId, question: leaf, tag: deps.random(16), text })),
  };
}

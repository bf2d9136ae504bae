import { digestOf } from "../../core/definition/canonical.ts";
import type { Note } from "../../core/results/difference.ts";
import { fromBase64Url, toBase64Url } from "../../core/ticket/bytes.ts";
import { parseSpki } from "../../core/ticket/spki.ts";
import type { Source } from "../../core/tally/tally.ts";
import type { ClosedHead } from "../../store/closed.ts";

/** A key of the head whose id, form and place were right. */
export interface KnownKey {
  readonly keyId: string;
  readonly instrument: string;
  /** The planned block, from before the second partition. */
  readonly block: string;
  readonly source: Source;
  readonly publicSpki: Uint8Array;
}

const SOURCES: ReadonlySet<string> = new Set(["ticket", "open", "paper", "import"]);

/**
 * keyId = SHA-256(SPKI), an admissible RSA key, in a block of the plan, one for each form, block and source: a second
 * one would double what its tickets may bring.
 *
 * @returns keys by id
 */
export function checkKeys(head: ClosedHead, note: Note): Map<string, KnownKey> {
  const known = new Map<string, KnownKey>();
  const places = new Set<string>();
  for (const { keyId, instrument, block, spki, source } of head.keys) {
    const place = { instrument, block };
    const planned = head.plan.forms.find((form) => form.instrument === instrument);
    if (!planned?.blocks.some((one) => one.id === block) || !SOURCES.has(source)) note("key.place", place);
    const held = JSON.stringify([instrument, block, source]);
    if (known.has(keyId) || places.has(held)) note("key.twice", place);
    places.add(held);
    try {
      const publicSpki = fromBase64Url(spki);
      if (toBase64Url(parseSpki(publicSpki).keyId) === keyId) {
        known.set(keyId, { keyId, instrument, block, source, publicSpki });
      } else note("key.id", place);
    } catch {
      note("key.refused", place);
    }
  }
  return known;
}

/** The forms are those of the plan, in its order, and each has the content that its digest names. */
export function checkForms(head: ClosedHead, note: Note): void {
  for (let i = 0; i < Math.max(head.plan.forms.length, head.forms.length); i++) {
    const planned = head.plan.forms[i];
    const found = head.forms[i];
    const isPlanned =
      found?.digest === planned?.digest &&
      found?.form.instrument === planned?.instrument &&
      found !== undefined;
    if (!isPlanned || digestOf(found.form) !== found.digest) {
      note("form.digest", { instrument: planned?.instrument ?? found?.form.instrument ?? "" });
    }
  }
}

/**
 * What web views between Chromium 79 / iOS 14.0 and today have gained, taken away again: names as `Object.hasOwn`, or
 * `Array#at` for a method of what `new` makes.
 *
 * @source Chrome platform status, WebKit release notes: in neither of the two
 */
export const NEWER: readonly string[] = [
  "structuredClone",
  "reportError",
  "AggregateError",
  "Promise.any",
  "Promise.withResolvers",
  "Promise.try",
  "WeakRef",
  "FinalizationRegistry",
  "Object.hasOwn",
  "Object.groupBy",
  "Map.groupBy",
  "Array.fromAsync",
  ...["at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"].flatMap((name) => [
    `Array#${name}`,
    `Uint8Array#${name}`,
  ]),
  "String#at",
  "String#replaceAll",
  "String#isWellFormed",
  "String#toWellFormed",
  "Uint8Array#toBase64",
  "Uint8Array#toHex",
  "Uint8Array.fromBase64",
  "Uint8Array.fromHex",
  "ArrayBuffer#transfer",
  "DataView#setBigUint64",
  "DataView#setBigInt64",
  "DataView#getBigUint64",
  "DataView#getBigInt64",
  ...["union", "intersection", "difference", "isSubsetOf"].map((name) => `Set#${name}`),
  "Iterator",
  "Error.captureStackTrace",
  "Intl.Segmenter",
  "Intl.ListFormat",
  "Intl.DisplayNames",
  "AbortSignal.timeout",
  "AbortSignal.any",
  "AbortSignal.abort",
  "AbortSignal#throwIfAborted",
  "Element#replaceChildren",
  "Element#checkVisibility",
  "Element#getHTML",
  "Element#setHTMLUnsafe",
  "DocumentFragment#replaceChildren",
  "Document#replaceChildren",
  "Document#startViewTransition",
  "HTMLElement#showPopover",
  "HTMLDialogElement#showModal",
  "CSSStyleSheet#replaceSync",
  "BroadcastChannel",
  "requestIdleCallback",
  "cancelIdleCallback",
  "scheduler",
  "navigation",
  "CompressionStream",
  "DecompressionStream",
  "URLPattern",
  "Highlight",
  "SubtleCrypto",
  "Crypto#subtle",
  "Crypto#randomUUID",
  "Navigator#locks",
  "Navigator#userAgentData",
  "Navigator#serviceWorker",
  "Navigator#storage",
];

/** Runs in the page before its scripts. */
export function forget(names: readonly string[]): void {
  const everything = globalThis as unknown as Record<string, Record<string, unknown> | undefined>;
  for (const name of names) {
    const [, owner, separator, member] = /^(\w+)(?:([.#])(\w+))?$/.exec(name)!;
    const holder = separator === undefined ? everything : everything[owner!];
    const from = separator === "#" ? (holder?.["prototype"] as Record<string, unknown>) : holder;
    if (from) delete from[member ?? owner!];
  }
}

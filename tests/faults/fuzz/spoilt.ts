/** Values, texts and bytes that began well formed and were changed a little; fast-check makes a failing one smaller. */
import fc from "fast-check";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const NASTY: readonly Json[] = [
  null,
  true,
  false,
  "",
  " ",
  "0",
  "constructor",
  "甲".repeat(3_000),
  "\u0000\u202e\ud800",
  "<img src=x onerror=alert(1)>",
  "=HYPERLINK(1)",
  "{a} = 1 or {b} <> 2",
  "^(a+)+$",
  "../../etc/passwd",
  "2026-02-30",
  0,
  -0,
  -1,
  0.1,
  1e-320,
  2 ** 53,
  1e308,
  [],
  [[]],
  {},
  { value: 1 },
  [1, "1", null, { a: [] }],
  JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`) as Json,
];

const newValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  fc.string({ unit: "binary", maxLength: 30 }),
);

/** Where (a number for each step down), what happens there, and the value it may need. */
const change = fc.record({
  way: fc.array(fc.nat(60), { maxLength: 8 }),
  act: fc.constantFrom("put", "put", "drop", "rename", "double", "exchange"),
  value: newValue,
  key: fc.oneof(
    fc.constantFrom("__proto__", "toString", "name", "type", "value"),
    fc.string({ maxLength: 8 }),
  ),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** One of the values with one to four changes anywhere in it. */
export const spoiltValue = (values: readonly unknown[]): fc.Arbitrary<unknown> =>
  spoiltOf(fc.constantFrom(...values));

/** The same of a value that is itself made at random. */
export const spoiltOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(value, fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([one, changes]) => changes.reduce(changed, structuredClone(one) as Json));

/** The same as JSON text, sometimes cut, repeated or mixed with other letters. */
export const spoiltText = (values: readonly unknown[]): fc.Arbitrary<string> =>
  fc
    .tuple(spoiltValue(values), fc.array(cut, { maxLength: 2 }), fc.integer({ min: 0, max: 3 }))
    .map(([value, cuts, isCut]) => {
      const text = JSON.stringify(value) ?? "";
      return isCut === 0 ? cuts.reduce(spliced, text) : text;
    });

/** Bytes of a file with one to six of them changed, cut out or repeated. */
export const spoiltBytes = (files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255), fc.nat(3), fc.nat(40)), {
        minLength: 1,
        maxLength: 6,
      }),
    )
    .map(([file, changes]) => {
      let bytes = new Uint8Array(file);
      for (const [place, byte, act, length] of changes) {
        const at = Math.floor(place * bytes.length);
        if (act < 2) bytes[Math.min(at, bytes.length - 1)] = byte;
        else if (act === 2) bytes = joined(bytes.subarray(0, at), bytes.subarray(at + length));
        else bytes = joined(bytes.subarray(0, at + length), bytes.subarray(at));
      }
      return bytes;
    });

const cut = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(20),
  text: fc.oneof(
    fc.constantFrom("", "{", "}", "[", '"', "\\", ",", ":", "\u0000", "\ufeff"),
    fc.string({ maxLength: 6 }),
  ),
});

function spliced(
  text: string,
  { place, length, text: put }: { place: number; length: number; text: string },
) {
  const at = Math.floor(place * text.length);
  return text.slice(0, at) + put + text.slice(at + length);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const isBranch = (value: Json): value is readonly Json[] | { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

function changed(value: Json, one: Change): Json {
  const [step, ...way] = one.way;
  if (step === undefined || !isBranch(value)) return one.act === "put" ? one.value : value;
  const keys = Object.keys(value);
  const at = step % keys.length;
  const below = (value as { [key: string]: Json })[keys[at]!]!;
  if (way.length > 0 && isBranch(below)) return put(value, at, changed(below, { ...one, way }));
  return actOn(value, at, one);
}

function actOn(value: Json, at: number, { act, value: newer, key }: Change): Json {
  const entries = Object.entries(value as object) as [string, Json][];
  const [name, here] = entries[at]!;
  if (act === "put") return put(value, at, newer);
  if (act === "exchange") return put(value, at, entries[(at + 1) % entries.length]![1]);
  if (Array.isArray(value)) return act === "drop" ? value.filter((_, i) => i !== at) : [...value, here];
  if (act === "drop") return fromEntries(entries.filter((_, i) => i !== at));
  const more: [string, Json] = [key, act === "double" ? here : newer];
  return fromEntries(
    act === "rename" ? entries.map((entry) => (entry[0] === name ? [key, here] : entry)) : [...entries, more],
  );
}

function put(value: Json, at: number, newer: Json): Json {
  if (Array.isArray(value)) return value.with(at, newer);
  return fromEntries(
    (Object.entries(value as object) as [string, Json][]).map(([key, old], i) => [
      key,
      i === at ? newer : old,
    ]),
  );
}

/** Own keys all of them, `__proto__` too, so that it stands in the text. */
const fromEntries = (entries: readonly (readonly [string, Json])[]): Json => Object.fromEntries(entries);

/** Values that have the shape a call asks for, as its JSON Schema in the OpenAPI document says it. */
import fc from "fast-check";

/** The words of JSON Schema that the routes' shapes use. */
export interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What stands under some keys in a real installation: names, passwords, ids. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** One of these fits nearly every pattern of the routes. */
const WORDS = ["甲", "own-1", "000000", "2026-11-20", "90.5", "7", "0".repeat(64), "", "县水利局党组"];

/**
 * A value of this shape. Under a key that is known it is mostly a known one, so that what comes after the shape is
 * reached too.
 *
 * @param key under which the value stands; the items of a list stand under the list's key
 */
export function shaped(shape: Shape, known: Known, key = ""): fc.Arbitrary<unknown> {
  const real = known[key];
  const made = madeOf(shape, known, key);
  if (!real || shape.type === "array") return made;
  return fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...real) }, { weight: 1, arbitrary: made });
}

function madeOf(shape: Shape, known: Known, key: string): fc.Arbitrary<unknown> {
  if ("const" in shape) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fc.oneof(...choices.map((one) => shaped(one, known, key)));
  if (shape.type === "object") return objectOf(shape, known);
  if (shape.type === "array") return listOf(shape, known, key);
  if (shape.type === "integer" || shape.type === "number") return numberOf(shape);
  if (shape.type === "boolean") return fc.boolean();
  return shape.type === "null" ? fc.constant(null) : textOf(shape);
}

function objectOf(shape: Shape, known: Known): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties: more } = shape;
  if (typeof more === "object") {
    const names = fc.constantFrom(...(known["*"] ?? WORDS).map(String));
    return fc.dictionary(names, shaped(more, known), { maxKeys: 6 });
  }
  const each = Object.entries(properties).map(([name, one]) => [name, shaped(one, known, name)] as const);
  return fc.record(Object.fromEntries(each), { requiredKeys: [...required] });
}

const listOf = ({ items = {}, minItems = 0, maxItems = 4 }: Shape, known: Known, key: string) =>
  fc.array(shaped(items, known, key), {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(4, maxItems)),
  });

/** Small, at its lower end, or one beyond an end: what lies at the upper end makes hundreds of pages. */
const numberOf = ({ minimum = 0, maximum = 100 }: Shape): fc.Arbitrary<number> =>
  fc.constantFrom(minimum, minimum + 1, 2, 3, 5, minimum - 1, maximum + 1, 0.5);

function textOf({ pattern, minLength = 0, maxLength = 200 }: Shape): fc.Arbitrary<string> {
  const isAllowed = (word: string) =>
    [...word].length >= minLength &&
    [...word].length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, "u").test(word));
  const allowed = WORDS.filter(isAllowed);
  const anything = fc.string({ unit: "binary", minLength, maxLength: Math.min(maxLength, minLength + 30) });
  return allowed.length === 0 ? anything : fc.oneof(fc.constantFrom(...allowed), anything);
}

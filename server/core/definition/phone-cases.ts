/**
 * Which UTF-16 units a browser takes for the same when a pattern ignores case without the u flag: those with the same
 * capital, of one unit, where no unit beyond ASCII stands for one of ASCII. So ſ is not s and the Kelvin sign is not k.
 *
 * @source ECMA-262 §22.2.2.7.3 Canonicalize(rer, ch)
 */

let groups: ReadonlyMap<number, readonly number[]> | null = null;

/** The other units that stand for the same as this one. */
export const otherCasesOf = (unit: number): readonly number[] =>
  (allGroups().get(canonical(unit)) ?? []).filter((one) => one !== unit);

/** The units outside a range that stand for the same as one inside. */
export function otherCasesWithin(from: number, to: number): readonly number[] {
  const isInside = (unit: number): boolean => unit >= from && unit <= to;
  return [...allGroups().values()]
    .filter((units) => units.some(isInside))
    .flatMap((units) => units.filter((unit) => !isInside(unit)));
}

function canonical(unit: number): number {
  const capital = String.fromCharCode(unit).toUpperCase();
  const code = capital.charCodeAt(0);
  return capital.length !== 1 || (unit > 0x7f && code <= 0x7f) ? unit : code;
}

/** By their capital, those of more than one unit; made when the first pattern ignores case. */
function allGroups(): ReadonlyMap<number, readonly number[]> {
  if (groups !== null) return groups;
  const made = new Map<number, number[]>();
  for (let unit = 0; unit <= 0xffff; unit += 1) {
    const capital = canonical(unit);
    if (capital === unit) continue;
    const group = made.get(capital) ?? [capital];
    group.push(unit);
    made.set(capital, group);
  }
  return (groups = made);
}

/**
 * Methods that browsers of Chromium 86's age (360, 奇安信) lack and that the console uses; imported before all else.
 *
 * @source ECMAScript 2022 and 2023, as far as the console needs them: whole numbers, no species
 */
import "../phone/old-web-views.ts";

const at = function <T>(this: ArrayLike<T>, index: number): T | undefined {
  return this[index < 0 ? this.length + index : index];
};

const arrays = {
  at,
  findLast<T>(this: T[], holds: (one: T, index: number, all: T[]) => boolean): T | undefined {
    for (let index = this.length - 1; index >= 0; index -= 1)
      if (holds(this[index]!, index, this)) return this[index];
    return undefined;
  },
  toReversed<T>(this: T[]): T[] {
    return [...this].reverse();
  },
  toSorted<T>(this: T[], compare?: (a: T, b: T) => number): T[] {
    return [...this].sort(compare);
  },
  toSpliced<T>(this: T[], start: number, removed: number, ...added: T[]): T[] {
    const copy = [...this];
    copy.splice(start, removed, ...added);
    return copy;
  },
};

addMissing(Array.prototype, arrays);
addMissing(String.prototype, { at });

function addMissing(holder: object, methods: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(methods))
    if (!(name in holder)) Object.defineProperty(holder, name, { value, writable: true, configurable: true });
}

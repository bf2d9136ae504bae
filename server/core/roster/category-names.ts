/** Default category names and weights per unit type, and the words a unit type uses (`surveys/category-names.json`). */

export interface UnitType {
  /** As the roster writes it: 县直, 乡镇, 学校 … */
  readonly name: string;
  /** Category id → name in words. */
  readonly categories: { readonly [category: string]: string };
  /** Values of {{本单位}}, {{领导班子}} … for units of this type. */
  readonly variables: { readonly [variable: string]: string };
  /** Wording replacements, applied to the form's texts in order. */
  readonly words: readonly (readonly [from: string, to: string])[];
}

export interface CategoryNames {
  readonly formatVersion: 1;
  /** Category id → weight in percent (exact decimal). */
  readonly weights: { readonly [category: string]: string };
  /** Categories of people outside the unit. */
  readonly outside: readonly string[];
  readonly unitTypes: readonly UnitType[];
}

/** The entry of a unit type; undefined for one the office has not named. */
export function unitTypeOf(names: CategoryNames, unitType: string): UnitType | undefined {
  return names.unitTypes.find((one) => one.name === unitType);
}

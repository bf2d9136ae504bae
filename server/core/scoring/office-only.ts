/**
 * A value that only the office may see: it has no field, no text and no JSON, so it cannot slip into a table, a file
 * or an answer. The one way to it is `forOffice`, which asks for the role; an import rule says who may call it.
 */
declare const officeOnly: unique symbol;

export interface OfficeOnly<T> {
  readonly [officeOnly]: (value: T) => void;
}

const values = new WeakMap<object, unknown>();

class Sealed {
  toJSON(): undefined {
    return undefined;
  }
  toString(): string {
    return "";
  }
}

export function sealForOffice<T>(value: T): OfficeOnly<T> {
  const sealed = Object.freeze(new Sealed());
  values.set(sealed, value);
  return sealed as unknown as OfficeOnly<T>;
}

/** @returns null for every role but the office's */
export const forOffice = <T>(sealed: OfficeOnly<T>, role: string): T | null =>
  role === "office" ? (values.get(sealed) as T) : null;

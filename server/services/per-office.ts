/**
 * What this process remembers of an office in memory, apart from what it remembers of any other that it serves: two may
 * have taken in the same poll, or have been made from one backup, and then their ids are the same.
 *
 * @param make what is remembered of an office of which nothing is
 * @returns by one of the office's own stores
 */
export function perOffice<T>(make: () => T): (store: object) => T {
  const known = new WeakMap<object, { readonly kept: T }>();
  return (store) => {
    const found = known.get(store) ?? { kept: make() };
    known.set(store, found);
    return found.kept;
  };
}

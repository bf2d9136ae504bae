/** Of small forms only, so that there are few. */
const known = new Map<string, readonly (readonly number[])[]>();
const KNOWN_MAX = 2000;

/**
 * How many of some answers each block may have.
 *
 * @param rooms   ballots of each block that may hold one, "3,4"
 * @param answers to be placed
 */
export function waysToLie(rooms: string, answers: number): readonly (readonly number[])[] {
  const key = `${rooms}|${answers}`;
  const found = known.get(key) ?? placed(rooms.split(",").map(Number), answers);
  if (known.size < KNOWN_MAX) known.set(key, found);
  return found;
}

function placed([room, ...others]: readonly number[], answers: number): readonly (readonly number[])[] {
  if (room === undefined) return answers === 0 ? [[]] : [];
  return Array.from({ length: Math.min(room, answers) + 1 }, (_, n) =>
    placed(others, answers - n).map((rest) => [n, ...rest]),
  ).flat();
}

const around = (name: string): readonly string[] => [`before ${name}`, `after ${name}`];

/** Where `closing-child.ts` can be killed, in the order in which a close comes by. */
export const CLOSING_POINTS: readonly string[] = [
  ...around("closing"),
  ...around("sealing"),
  ...around("drain"),
  "before write",
  "among credentials",
  "among ballots",
  "among texts",
  "after write",
  ...around("check"),
  ...around("counted"),
  ...around("box.erase"),
  ...around("roll.erase"),
  ...around("closed"),
];

/** `npm run faults` sets this: every fault test in its long form, some hours in all. */
const IS_LONG = process.env["PLUMBLINE_FAULTS"] === "long";

/** How often a fault is repeated: `short` in `npm test`, `long` in `npm run faults`. */
export const rounds = (short: number, long: number): number => (IS_LONG ? long : short);

import { signalsOf } from "../results/signals.ts";

export const printed = signalsOf;

import { printRatio, ratio } from "../../server/core/ratio.ts";

/** Percent at one decimal, exact and rounded half up once. @param of more than 0 */
export const printShare = (count: number, of: number): string => printRatio(ratio(100 * count, of), 1);

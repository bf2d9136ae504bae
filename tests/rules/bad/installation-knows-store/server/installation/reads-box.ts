import type { Box } from "../store/box.ts";

export type Known = Box;

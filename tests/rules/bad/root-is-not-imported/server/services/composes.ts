import { compose } from "../compose.ts";

export const all = compose;

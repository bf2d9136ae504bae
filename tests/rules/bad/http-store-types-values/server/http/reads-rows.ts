import { EMPTY } from "../store/office.ts";

export const empty = EMPTY;

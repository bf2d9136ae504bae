import type { Office } from "../store/office.ts";

export type Known = Office;

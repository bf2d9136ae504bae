import { forOffice } from "../core/scoring/office-only.ts";

export const printed = forOffice;

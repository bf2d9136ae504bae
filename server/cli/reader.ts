import type { AccountRow } from "../store/office.ts";

/** What is printed on a command line is for readers: all units, and nothing that is for the console only. */
export const READER = { role: "viewer", group: null } as AccountRow;

import { openStores } from "../store/sqlite/open-stores.ts";

export const open = openStores;

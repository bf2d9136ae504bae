import { describeRoll } from "../roll.case.ts";
import { temporaryStores } from "./temporary-stores.ts";

describeRoll("SQLite", temporaryStores);

import { describeBox } from "../box.case.ts";
import { temporaryStores } from "./temporary-stores.ts";

describeBox("SQLite", temporaryStores);

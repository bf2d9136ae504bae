import { describeOffice } from "../office.case.ts";
import { temporaryStores } from "./temporary-stores.ts";

describeOffice("SQLite", temporaryStores);

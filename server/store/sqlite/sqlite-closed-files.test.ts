import { describeClosed } from "../closed.case.ts";
import { temporaryStores } from "./temporary-stores.ts";

describeClosed("SQLite", temporaryStores);

/** Child of `killed-acts.test.ts`: puts a backup back, to its end unless it is killed. */
import { restore } from "../../../server/store/sqlite/restore.ts";

const [copy, target] = process.argv.slice(2);
restore(copy!, target!);

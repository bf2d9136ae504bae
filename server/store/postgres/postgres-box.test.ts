import { describe } from "vitest";
import { describeBox } from "../box.case.ts";
import { isPostgresAbsent, onPostgres, temporaryPostgres } from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("box"), () => {
  describeBox("PostgreSQL", temporaryPostgres);
});

import { describe } from "vitest";
import { describeRoll } from "../roll.case.ts";
import { isPostgresAbsent, onPostgres, temporaryPostgres } from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("roll"), () => {
  describeRoll("PostgreSQL", temporaryPostgres);
});

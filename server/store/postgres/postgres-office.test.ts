import { describe } from "vitest";
import { describeOffice } from "../office.case.ts";
import { isPostgresAbsent, onPostgres, temporaryPostgres } from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("office"), () => {
  describeOffice("PostgreSQL", temporaryPostgres);
});

import { Kysely } from "kysely";
import { join } from "node:path";
import { plan } from "../core/round/plan.ts";

export interface Office {
  readonly name: string;
}
export const open = () => [Kysely, join, plan];

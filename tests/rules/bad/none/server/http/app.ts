import { Hono } from "hono";
import type { Office } from "../store/office.ts";

export type App = { readonly office: Office; readonly hono: Hono };

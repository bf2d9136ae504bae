import type { Hono } from "hono";
import { openAPIRouteHandler } from "hono-openapi";

/** The OpenAPI 3.1 document, generated from the routes themselves. */
export function openApi(app: Hono) {
  return openAPIRouteHandler(app, {
    documentation: {
      openapi: "3.1.0",
      info: { title: "Plumbline office API", version: "1", description: "All refusals are { code, facts }." },
    },
    includeEmptyPaths: false,
    // Workbooks are calls too, though their paths look like files.
    excludeStaticFile: false,
  });
}

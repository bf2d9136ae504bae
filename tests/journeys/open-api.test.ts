/** The OpenAPI document names every call of the office, and nobody needs a secret to read it. @source docs/http.md */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openServices, type Services } from "../../server/compose.ts";
import { createApp } from "../../server/http/app.ts";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  readonly summary: string;
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, { readonly content: object }>;
}

let folder: string;
let services: Services;
let app: ReturnType<typeof createApp>;
let found: OpenApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
  services = await openServices({ dataFolder: folder, address: null });
  app = createApp({ deps: services.deps, pages: new Map(), exportsFolder: "", onFault: () => {} });
  const response = await app.request("/api/office/openapi.json");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("application/json");
  found = (await response.json()) as OpenApi;
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

/** "GET /api/office/rounds/{round}" for every handler of the office that the app really has. */
function routes(): string[] {
  const calls = app.routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/office/"))
    .filter(({ path }) => path !== "/api/office/openapi.json")
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  return [...new Set(calls)].toSorted();
}

const calls = (): [string, Operation][] =>
  Object.entries(found.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

it("is OpenAPI 3.1 with a title", () => {
  expect(found.openapi).toMatch(/^3\.1\.\d+$/);
  expect(found.info).toMatchObject({ title: "Plumbline office API", version: "1" });
});

it("names every call of the office with its method, and no other", () => {
  expect(routes().length).toBeGreaterThan(15);
  expect(
    calls()
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(routes());
});

it("says of each in Chinese what it does, and what a refusal looks like", () => {
  for (const [name, { summary, responses }] of calls()) {
    expect(summary, name).toMatch(/\p{Script=Han}/u);
    expect(Object.keys(responses), name).toEqual(expect.arrayContaining(["200", "default"]));
  }
});

it("gives the shape of every JSON body, closed against unknown members", () => {
  const bodies = calls().flatMap(([name, { requestBody }]) =>
    requestBody ? [[name, requestBody] as const] : [],
  );
  expect(bodies.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      "POST /api/office/session",
      "PUT /api/office/password",
      "POST /api/office/rounds",
      "POST /api/office/polls/{poll}/tickets",
      "POST /api/office/polls/{poll}/close",
    ]),
  );
  for (const [name, body] of bodies) {
    const schema = body.content["application/json"]?.schema as { oneOf?: readonly object[] } | undefined;
    // A step of the review is one of several closed objects.
    for (const one of schema?.oneOf ?? [schema]) {
      expect(one, name).toMatchObject({ type: "object", additionalProperties: false });
    }
  }
});

it("names every parameter of a path", () => {
  for (const [path, methods] of Object.entries(found.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(methods)) {
      const parameters = (operation as { parameters?: { name: string; in: string; required: boolean }[] })
        .parameters;
      expect(
        (parameters ?? []).filter((one) => one.in === "path").map((one) => one.name),
        path,
      ).toEqual(names);
    }
  }
});

it("documents every call that docs/http.md lists", async () => {
  const text = await readFile(new URL("../../docs/http.md", import.meta.url), "utf8");
  const listed = [...text.slice(text.indexOf("## Office")).matchAll(/`(GET|POST|PUT|DELETE) (\/[^ `?[]+)/g)];
  expect(listed.length).toBeGreaterThan(12);
  const known = new Set([...routes(), "GET /api/office/openapi.json"]);
  for (const [, method, path] of listed) {
    expect(known).toContain(`${method} /api/office${path!.replace(/:(\w+)/g, "{$1}")}`);
  }
});

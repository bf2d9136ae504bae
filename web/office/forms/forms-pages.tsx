/** The pages of 表单库. Editing and comparing are loaded when somebody goes there. */
import { lazy, Suspense } from "react";
import type { ReactElement } from "react";
import { Route, Switch } from "wouter";
import { Loading } from "../parts/loading.tsx";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { LibraryPage } from "./library-page.tsx";

const FormPage = lazy(async () => ({ default: (await import("./form-page.tsx")).FormPage }));
const EditPage = lazy(async () => ({ default: (await import("./edit-page.tsx")).EditPage }));
const NewPage = lazy(async () => ({ default: (await import("./new-page.tsx")).NewPage }));

export const FormsPages = (): ReactElement => (
  <Suspense fallback={<Loading />}>
    <Switch>
      <Route path="/forms">
        <LibraryPage />
      </Route>
      <Route path="/forms/new">
        <NewPage />
      </Route>
      <Route<{ id: string }> path="/forms/of/:id">{({ id }) => <FormPage id={id} />}</Route>
      {(["change", "copy"] as const).map((way) => (
        <Route<{ id: string; version: string }> key={way} path={`/forms/${way}/:id/:version`}>
          {({ id, version }) => (
            <EditPage key={`${way} ${id} ${version}`} way={way} id={id} version={version} />
          )}
        </Route>
      ))}
      <Route>
        <NoSuchPage />
      </Route>
    </Switch>
  </Suspense>
);

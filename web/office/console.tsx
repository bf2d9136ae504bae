/** Who is signed in decides what is shown; then the address does. */
import type { ReactElement } from "react";
import { Route, Switch } from "wouter";
import type { SessionAnswer } from "../../server/http/office/answers.ts";
import { Frame } from "./frame.tsx";
import { Loading } from "./parts/loading.tsx";
import { CountyResultsPage } from "./exchange/county-results-page.tsx";
import { TemplatesPage } from "./exchange/templates-page.tsx";
import { FormsPages } from "./forms/forms-pages.tsx";
import { InstallationsPage } from "./installations/installations-page.tsx";
import { ReadFault } from "./parts/note.tsx";
import { useSession } from "./queries.ts";
import { ReachPage } from "./reach/reach-page.tsx";
import { AccountsPage } from "./records/accounts-page.tsx";
import { AuditPage } from "./records/audit-page.tsx";
import { NoDutyPage } from "./records/no-duty-page.tsx";
import { RegisterPage } from "./register/register-page.tsx";
import { RoundPage } from "./round-page.tsx";
import { NewRoundPage } from "./rounds/settings-pages.tsx";

import { NoSuchPage } from "./rounds/no-such-page.tsx";
import { RoundsPage } from "./rounds/rounds-page.tsx";
import { SystemPage } from "./system/system-page.tsx";
import { useSessionWatch } from "./session/watch-session.ts";
import { EnrolPage } from "./sign-in/enrol-page.tsx";
import { PasswordPage } from "./sign-in/password-page.tsx";
import { SignInPage } from "./sign-in/sign-in-page.tsx";

interface RoundParams {
  readonly round: string;
  readonly page?: string;
  readonly unit?: string;
  readonly stack?: string;
  readonly [name: string]: string | undefined;
}

export function Console(): ReactElement {
  const session = useSession();
  useSessionWatch(Boolean(session.data));
  if (session.isPending) return <Loading />;
  if (session.isError) {
    return (
      <main className="sheet">
        <ReadFault error={session.error} again={() => void session.refetch()} />
      </main>
    );
  }
  if (session.data === null) return <SignInPage />;
  if (session.data.mustChange) return <PasswordPage session={session.data} isFirst />;
  if (session.data.mustEnrol) return <EnrolPage session={session.data} />;
  const me = session.data;
  return (
    <Switch>
      <Route path="/password">
        <PasswordPage session={me} isFirst={false} />
      </Route>
      <Route path="/">
        <Frame session={me}>
          <FirstPage session={me} />
        </Frame>
      </Route>
      <Route path="/accounts">
        <Frame session={me}>
          {me.duties.includes("accounts") ? (
            <AccountsPage isKept={me.role !== "office"} hasCodes={me.hasCodes} />
          ) : (
            <NoSuchPage />
          )}
        </Frame>
      </Route>
      <Route path="/audit">
        <Frame session={me}>{me.duties.includes("record") ? <AuditPage /> : <NoSuchPage />}</Frame>
      </Route>
      <Route path="/system">
        <Frame session={me}>{me.duties.includes("installation") ? <SystemPage /> : <NoSuchPage />}</Frame>
      </Route>
      <Route path="/installations">
        <Frame session={me}>{me.role === "office" ? <InstallationsPage /> : <NoSuchPage />}</Frame>
      </Route>
      <Route path="/templates">
        <Frame session={me}>{me.role === "office" ? <TemplatesPage /> : <NoSuchPage />}</Frame>
      </Route>
      <Route<{ readonly type?: string }> path="/county-results/:type?">
        {({ type }) => (
          <Frame session={me}>
            {me.role === "office" ? (
              <CountyResultsPage unitType={type ? decode(type) : ""} />
            ) : (
              <NoSuchPage />
            )}
          </Frame>
        )}
      </Route>
      <Route path="/reach">
        <Frame session={me}>{maySetUp(me) ? <ReachPage /> : <NoSuchPage />}</Frame>
      </Route>
      <Route path="/register/*?">
        <Frame session={me}>{me.role === "office" ? <RegisterPage /> : <NoSuchPage />}</Frame>
      </Route>
      <Route path="/forms/*?">
        <Frame session={me}>{me.role === "office" ? <FormsPages /> : <NoSuchPage />}</Frame>
      </Route>
      <Route path="/rounds/new">
        <Frame session={me}>{me.role === "office" ? <NewRoundPage /> : <NoSuchPage />}</Frame>
      </Route>
      <Route<RoundParams> path="/rounds/:round/:page?/:unit?/:stack?">
        {({ round, page, unit, stack }) =>
          me.duties.includes("rounds") ? (
            <RoundPage
              session={me}
              round={decode(round)}
              page={page ?? "progress"}
              unit={unit ? decode(unit) : null}
              stack={stack ? decode(stack) : null}
            />
          ) : (
            <Frame session={me}>
              <NoSuchPage />
            </Frame>
          )
        }
      </Route>
      <Route>
        <Frame session={me}>
          <NoSuchPage />
        </Frame>
      </Route>
    </Switch>
  );
}

const maySetUp = ({ role }: SessionAnswer): boolean => role === "office" || role === "group";

/** Rounds, or for the keepers of the installation the one page that is theirs. */
function FirstPage({ session }: { readonly session: SessionAnswer }): ReactElement {
  if (session.duties.includes("rounds")) return <RoundsPage session={session} />;
  if (session.duties.includes("accounts")) return <AccountsPage isKept hasCodes={session.hasCodes} />;
  return session.duties.includes("record") ? <AuditPage /> : <NoDutyPage />;
}

/** An address typed by hand may hold a broken escape; it then names nothing. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Who is signed in, light or dark, password, sign out. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { SessionAnswer } from "../../server/http/office/answers.ts";
import { accountsText } from "../text/accounts.ts";
import { auditText } from "../text/audit.ts";
import { common } from "../text/console.ts";
import { countyResultsText } from "../text/county-results.ts";
import { formsText } from "../text/forms.ts";
import { installationText } from "../text/installation.ts";
import { installationsText } from "../text/installations.ts";
import { registerText } from "../text/register.ts";
import { reachText } from "../text/reach.ts";
import { templatesText } from "../text/templates.ts";
import { words } from "../text/words.ts";
import { addresses } from "./addresses.ts";
import { Menu } from "./parts/menu.tsx";
import { Note } from "./parts/note.tsx";
import { refusalSentence } from "./refusal-sentence.ts";
import { useSignOut } from "./session/use-sign-out.ts";
import { chooseTheme, useChosenTheme } from "./theme.ts";
import type { Theme } from "./theme.ts";
import { askFirst } from "./way/unsaved.ts";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function AccountMenu({ session }: { readonly session: SessionAnswer }): ReactElement {
  const theme = useChosenTheme();
  const signOut = useSignOut();
  return (
    <Menu
      side="right"
      className="account"
      label={`${session.name}·${session.group ?? words.role[session.role]}`}
    >
      {(close) => (
        <>
          <Link href={addresses.password} onClick={close}>
            {common.changePassword}
          </Link>
          {session.role === "office" && (
            <Link href={addresses.forms} onClick={close}>
              {formsText.title}
            </Link>
          )}
          {session.role === "office" && (
            <Link href={addresses.register()} onClick={close}>
              {registerText.title}
            </Link>
          )}
          {(session.role === "office" || session.role === "group") && (
            <Link href={addresses.reach} onClick={close}>
              {reachText.title}
            </Link>
          )}
          {session.role === "office" && (
            <Link href={addresses.installations} onClick={close}>
              {installationsText.title}
            </Link>
          )}
          {session.role === "office" && (
            <Link href={addresses.templates} onClick={close}>
              {templatesText.title}
            </Link>
          )}
          {session.role === "office" && (
            <Link href={addresses.countyResults()} onClick={close}>
              {countyResultsText.title}
            </Link>
          )}
          {session.duties.includes("accounts") && (
            <Link href={addresses.accounts} onClick={close}>
              {accountsText.title}
            </Link>
          )}
          {session.duties.includes("record") && (
            <Link href={addresses.audit} onClick={close}>
              {auditText.title}
            </Link>
          )}
          {session.duties.includes("installation") && (
            <Link href={addresses.system} onClick={close}>
              {installationText.title}
            </Link>
          )}
          <fieldset>
            <legend>{common.theme}</legend>
            {THEMES.map((name) => (
              <label key={name}>
                <input
                  type="radio"
                  name="theme"
                  checked={theme === name}
                  onChange={() => chooseTheme(name)}
                />
                {common.themes[name]}
              </label>
            ))}
          </fieldset>
          <button type="button" onClick={() => askFirst(() => signOut.mutate())}>
            {common.signOut}
          </button>
          {signOut.isError && <Note tone="alert">{refusalSentence(signOut.error)}</Note>}
        </>
      )}
    </Menu>
  );
}

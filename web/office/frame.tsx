/** The bar above every page: mark, round, pages of the round, account. */
import { useRef } from "react";
import type { ReactElement, ReactNode } from "react";
import { Link } from "wouter";
import type { SessionAnswer } from "../../server/http/office/answers.ts";
import { common } from "../text/console.ts";
import { AccountMenu } from "./account-menu.tsx";
import { addresses } from "./addresses.ts";
import { Mark } from "./parts/icons.tsx";
import { Note } from "./parts/note.tsx";
import { StaleLine } from "./parts/stale-line.tsx";
import { RoundMenu } from "./round-menu.tsx";
import { useKeptTyping } from "./session/kept-typing.ts";

export type PageName = keyof typeof common.pages;

interface FrameProps {
  readonly session: SessionAnswer;
  readonly round?: { readonly id: string; readonly title: string };
  readonly page?: PageName | null;
  readonly children: ReactNode;
}

const PAGES: readonly PageName[] = [
  "prepare",
  "progress",
  "results",
  "compare",
  "assessment",
  "grades",
  "documents",
];

/** Pages whose table is printed across the paper. */
const LIE_ACROSS: ReadonlySet<PageName | null | undefined> = new Set(["compare", "grades"]);

const maySee = (page: PageName, { role }: SessionAnswer): boolean =>
  page === "prepare" ? role === "office" : page !== "assessment" || role !== "viewer";

export function Frame({ session, round, page, children }: FrameProps): ReactElement {
  const kept = useKeptTyping();
  const main = useRef<HTMLElement>(null);
  return (
    <>
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          // The address behind # is the page's own, so the jump is made by hand.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {common.skip}
      </a>
      <header className="chrome">
        <Link href={addresses.rounds} className="mark">
          <Mark />
          <span className="sr">
            {session.duties.includes("rounds") ? common.allRounds : common.firstPage}
          </span>
        </Link>
        {round && <RoundMenu here={round} />}
        {round && (
          <nav aria-label={common.mainNavigation}>
            {PAGES.filter((name) => maySee(name, session)).map((name) => (
              <Link
                key={name}
                href={addresses[name](round.id)}
                aria-current={name === page ? "page" : undefined}
              >
                {common.pages[name]}
              </Link>
            ))}
          </nav>
        )}
        <AccountMenu session={session} />
      </header>
      <main className={LIE_ACROSS.has(page) ? "sheet across" : "sheet"} id="content" tabIndex={-1} ref={main}>
        {kept === "back" && (
          <div className="page-note">
            <Note tone="ok">{common.typingBack}</Note>
          </div>
        )}
        <StaleLine />
        {children}
      </main>
    </>
  );
}

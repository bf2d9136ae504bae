/** Which round, and the way to another one. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import { common } from "../text/console.ts";
import { addresses } from "./addresses.ts";
import { Menu } from "./parts/menu.tsx";
import { useRounds } from "./queries.ts";

interface RoundMenuProps {
  readonly here: { readonly id: string; readonly title: string };
}

export function RoundMenu({ here }: RoundMenuProps): ReactElement {
  const rounds = useRounds();
  return (
    <Menu label={here.title || common.pages.progress}>
      {(close) => (
        <>
          {(rounds.data ?? []).map((round) => (
            <Link
              key={round.id}
              href={addresses.progress(round.id)}
              aria-current={round.id === here.id ? "page" : undefined}
              onClick={close}
            >
              {round.title}
            </Link>
          ))}
          <Link href={addresses.rounds} onClick={close}>
            {common.allRounds}
          </Link>
        </>
      )}
    </Menu>
  );
}

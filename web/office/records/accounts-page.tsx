/** 账号: who may sign in, as what, and for which group. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { AccountMadeAnswer, AccountsAnswer } from "../../../server/http/office/answers-records.ts";
import { accountsText as text } from "../../text/accounts.ts";
import { words } from "../../text/words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { LongRows } from "../parts/long-list.tsx";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { AddAccountDialog } from "./add-account-dialog.tsx";
import { ProfilePanel } from "./profile-panel.tsx";
import { recordsApi } from "./records-api.ts";
import { ResetCodeDialog } from "./reset-code-dialog.tsx";
import { ResetPasswordDialog } from "./reset-password-dialog.tsx";

type Account = AccountsAnswer[number];
type Asking =
  | { readonly what: "add" }
  | { readonly what: "password"; readonly account: Account }
  | { readonly what: "code"; readonly account: Account };

interface AccountsPageProps {
  readonly isKept: boolean;
  readonly hasCodes: boolean;
}

export function AccountsPage({ isKept, hasCodes }: AccountsPageProps): ReactElement {
  useTitle(text.title);
  const client = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [codeGone, setCodeGone] = useState<string | null>(null);
  const [made, setMade] = useState<AccountMadeAnswer | null>(null);
  const accounts = useQuery({ queryKey: ["accounts"], queryFn: recordsApi.accounts });
  if (accounts.isPending) return <Loading rows={4} />;
  if (isLost(accounts)) return <ReadFault error={accounts.error} again={() => void accounts.refetch()} />;
  const changed = (): void => {
    setAsking(null);
    void client.invalidateQueries({ queryKey: ["accounts"] });
  };
  const dialog = {
    close: () => setAsking(null),
    made: (account: AccountMadeAnswer) => {
      setMade(account);
      changed();
    },
  };
  const codeReset = (name: string): void => {
    setCodeGone(name);
    changed();
  };
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{isKept ? text.leadKept : text.lead}</p>
        </div>
        <div className="acts">
          <button type="button" className="btn primary" onClick={() => setAsking({ what: "add" })}>
            {text.add}
          </button>
        </div>
      </div>
      {codeGone !== null && (
        <div className="page-note">
          <Note tone="ok">{text.resetCodeDone(codeGone)}</Note>
        </div>
      )}
      <section className="panel scroll">
        <AccountsTable accounts={accounts.data} hasCodes={hasCodes} ask={setAsking} />
      </section>
      <div className="work stack">
        <ProfilePanel />
      </div>
      {asking?.what === "add" && <AddAccountDialog {...dialog} />}
      {asking?.what === "password" && <ResetPasswordDialog account={asking.account} {...dialog} />}
      {asking?.what === "code" && (
        <ResetCodeDialog
          account={asking.account}
          close={dialog.close}
          done={() => codeReset(asking.account.name)}
        />
      )}
      {made && <FirstPassword made={made} close={() => setMade(null)} />}
    </>
  );
}

interface AccountsTableProps {
  readonly accounts: AccountsAnswer;
  readonly hasCodes: boolean;
  readonly ask: (asking: Asking) => void;
}

const AccountsTable = ({ accounts, hasCodes, ask }: AccountsTableProps): ReactElement => (
  <table className="t">
    <caption className="sr">{text.title}</caption>
    <thead>
      <tr>
        <th scope="col">{text.columns.name}</th>
        <th scope="col">{text.columns.role}</th>
        <th scope="col">{text.columns.group}</th>
        <th scope="col">{text.columns.state}</th>
        <th scope="col">
          <span className="sr">{text.columns.act}</span>
        </th>
      </tr>
    </thead>
    <LongRows
      rows={accounts}
      list="accounts"
      columns={5}
      line={(account) => (
        <tr key={account.id}>
          <td>{account.name}</td>
          <td>{words.role[account.role]}</td>
          <td>{account.group ?? "—"}</td>
          <td>{stateOf(account, hasCodes)}</td>
          <td className="acts-cell">
            <span>
              <button
                type="button"
                className="btn small"
                aria-label={text.resetOn(account.name)}
                onClick={() => ask({ what: "password", account })}
              >
                {text.reset}
              </button>
              {hasCodes && account.isEnrolled && (
                <button
                  type="button"
                  className="btn small"
                  aria-label={text.resetCodeOn(account.name)}
                  onClick={() => ask({ what: "code", account })}
                >
                  {text.resetCode}
                </button>
              )}
            </span>
          </td>
        </tr>
      )}
    />
  </table>
);

function stateOf({ mustChange, isEnrolled }: Account, hasCodes: boolean): string {
  if (mustChange) return text.first;
  return hasCodes && !isEnrolled ? text.notEnrolled : text.used;
}

/** The password is in this dialog only; once it is closed nobody can read it again. */
const FirstPassword = ({
  made,
  close,
}: {
  readonly made: AccountMadeAnswer;
  readonly close: () => void;
}): ReactElement => (
  <Dialog title={text.made(made.name)} close={close}>
    <p>
      <b className="unit">{made.password}</b>
    </p>
    <p>{text.madeHint}</p>
    <div className="acts">
      <button type="button" className="btn" data-first onClick={close}>
        {text.copied}
      </button>
    </div>
  </Dialog>
);

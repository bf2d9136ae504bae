/** 账号: who may sign in, as what, and for which group. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { AccountMadeAnswer, AccountsAnswer } from "../../../server/http/office/answers-records.ts";
import { accountsText as text } from "../../text/accounts.ts";
import { words } from "../../text/words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { useTitle } from "../use-title.ts";
import { AddAccountDialog } from "./add-account-dialog.tsx";
import { ProfilePanel } from "./profile-panel.tsx";
import { recordsApi } from "./records-api.ts";
import { ResetPasswordDialog } from "./reset-password-dialog.tsx";

type Account = AccountsAnswer[number];
type Asking = { readonly what: "add" } | { readonly what: "reset"; readonly account: Account };

export function AccountsPage({ isKept }: { readonly isKept: boolean }): ReactElement {
  useTitle(text.title);
  const client = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [made, setMade] = useState<AccountMadeAnswer | null>(null);
  const accounts = useQuery({ queryKey: ["accounts"], queryFn: recordsApi.accounts });
  if (accounts.isPending) return <Loading rows={4} />;
  if (accounts.isError) return <ReadFault error={accounts.error} again={() => void accounts.refetch()} />;
  const dialog = {
    close: () => setAsking(null),
    made: (account: AccountMadeAnswer) => {
      setAsking(null);
      setMade(account);
      void client.invalidateQueries({ queryKey: ["accounts"] });
    },
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
      <section className="panel scroll">
        <AccountsTable accounts={accounts.data} reset={(account) => setAsking({ what: "reset", account })} />
      </section>
      <div className="work stack">
        <ProfilePanel />
      </div>
      {asking?.what === "add" && <AddAccountDialog {...dialog} />}
      {asking?.what === "reset" && <ResetPasswordDialog account={asking.account} {...dialog} />}
      {made && <FirstPassword made={made} close={() => setMade(null)} />}
    </>
  );
}

interface AccountsTableProps {
  readonly accounts: AccountsAnswer;
  readonly reset: (account: Account) => void;
}

const AccountsTable = ({ accounts, reset }: AccountsTableProps): ReactElement => (
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
    <tbody>
      {accounts.map((account) => (
        <tr key={account.id}>
          <td>{account.name}</td>
          <td>{words.role[account.role]}</td>
          <td>{account.group ?? "—"}</td>
          <td>{account.mustChange ? text.first : text.used}</td>
          <td className="acts-cell">
            <button
              type="button"
              className="btn small"
              aria-label={text.resetOn(account.name)}
              onClick={() => reset(account)}
            >
              {text.reset}
            </button>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

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

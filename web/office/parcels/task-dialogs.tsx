/** The acts of two people about one group's 任务包, and about what does not come back. */
import { useState } from "react";
import type { ReactElement } from "react";
import type { ReturnsAnswer } from "../../../server/http/office/answers-parcels.ts";
import { parcelsText as text } from "../../text/parcels.ts";
import { longWorkKey } from "../making/use-long-work.ts";
import { Choices } from "../parts/choices.tsx";
import { Field } from "../parts/field.tsx";
import { Select } from "../parts/select.tsx";
import { TwoPeopleDialog } from "../parts/two-people-dialog.tsx";
import { parcelsApi } from "./parcels-api.ts";
import { Recipient } from "./recipient.tsx";

const words = { safe: text.safe, confirm: text.confirm, busy: text.busy };

const longTask = (round: string) => ({ key: longWorkKey("task", round), says: text.tasking });

type Unit = ReturnsAnswer["groups"][number]["units"][number];

interface TaskDialogProps {
  readonly round: string;
  readonly group: ReturnsAnswer["groups"][number];
  readonly trusted: ReturnsAnswer["trusted"];
  readonly close: () => void;
}

export function MakeTaskDialog({ round, group, trusted, close }: TaskDialogProps): ReactElement {
  const [to, setTo] = useState(trusted[0]?.fingerprint ?? "");
  const [other, setOther] = useState("");
  const task = { group: group.group, to, ...(other !== "" && { with: other }) };
  return (
    <TwoPeopleDialog
      question={text.makeOn(group.group)}
      words={words}
      send={(people) => parcelsApi.make(round, task, people)}
      long={longTask(round)}
      close={close}
    >
      <p>{text.makeBody(group.units.filter(({ state }) => state === "draft").length)}</p>
      <Recipient
        words={text}
        trusted={trusted}
        to={to}
        choose={(laptop) => {
          setTo(laptop);
          if (laptop === other) setOther("");
        }}
      />
      {trusted.length > 1 && (
        <Select
          label={text.other}
          none={text.noOther}
          value={other}
          choices={trusted
            .filter(({ fingerprint }) => fingerprint !== to)
            .map(({ fingerprint, name }) => [fingerprint, name])}
          choose={setOther}
        />
      )}
    </TwoPeopleDialog>
  );
}

interface AuthoriseDialogProps {
  readonly round: string;
  readonly group: ReturnsAnswer["groups"][number];
  readonly close: () => void;
}

export const AuthoriseDialog = ({ round, group, close }: AuthoriseDialogProps): ReactElement => (
  <TwoPeopleDialog
    question={text.authoriseOn(group.group)}
    words={words}
    send={(people) => parcelsApi.authorise(round, group.group, people)}
    long={longTask(round)}
    close={close}
  >
    <p>{text.authoriseBody(group.task?.shared?.name ?? "", group.task?.name ?? "")}</p>
  </TwoPeopleDialog>
);

/** The machine of before stays on the list; it holds nothing any more. */
export function HolderDialog({ round, group, trusted, close }: TaskDialogProps): ReactElement {
  const others = trusted.filter(({ fingerprint }) => fingerprint !== group.task?.fingerprint);
  const [to, setTo] = useState(others[0]?.fingerprint ?? "");
  const [reason, setReason] = useState("");
  return (
    <TwoPeopleDialog
      question={text.holderOn(group.group)}
      words={words}
      send={(people) => parcelsApi.holder(round, { group: group.group, to, reason }, people)}
      long={longTask(round)}
      close={close}
    >
      <p>{text.holderBody}</p>
      <Recipient words={{ ...text, to: text.holderTo }} trusted={others} to={to} choose={setTo} />
      <Field label={text.reason} required maxLength={200} value={reason} change={setReason} />
    </TwoPeopleDialog>
  );
}

export function ReissueDialog({ round, group, trusted, close }: TaskDialogProps): ReactElement {
  const [to, setTo] = useState(trusted[0]?.fingerprint ?? "");
  const [reason, setReason] = useState("");
  const task = { group: group.group, to, reason };
  return (
    <TwoPeopleDialog
      question={text.reissueOn(group.group)}
      words={words}
      send={(people) => parcelsApi.reissue(round, task, people)}
      long={longTask(round)}
      close={close}
    >
      <p>{text.reissueBody}</p>
      {group.task?.shared && <p>{text.reissueShared(group.task.shared.name)}</p>}
      <Recipient words={text} trusted={trusted} to={to} choose={setTo} />
      <Field label={text.reason} required maxLength={200} value={reason} change={setReason} />
    </TwoPeopleDialog>
  );
}

interface MissingDialogProps {
  readonly round: string;
  readonly groups: ReturnsAnswer["groups"];
  /** Units are held on this machine that all wait for too. */
  readonly heldHere: boolean;
  readonly close: () => void;
}

/** Group by group: the reason of one is not that of another. With one group there is nothing to choose. */
export function MissingDialog({ round, groups, heldHere, close }: MissingDialogProps): ReactElement {
  const away = groups
    .map(({ group, units }) => ({ group, units: units.filter(({ mayBeMissing }) => mayBeMissing) }))
    .filter(({ units }) => units.length > 0);
  const [chosen, setChosen] = useState<readonly string[]>(
    away.length === 1 ? away.map(({ group }) => group) : [],
  );
  const [reasons, setReasons] = useState<{ readonly [group: string]: string }>({});
  const named = away.filter(({ group }) => chosen.includes(group));
  const missing = named.map(({ group }) => ({ group, reason: reasons[group] ?? "" }));
  const waited = away.filter((one) => !named.includes(one)).map(({ group }) => group);
  if (heldHere) waited.push(text.heldHere);
  return (
    <TwoPeopleDialog
      question={text.missingTitle}
      words={words}
      send={(people) => parcelsApi.missing(round, missing, people)}
      long={{ key: longWorkKey("missing", round), says: text.declaring }}
      close={close}
    >
      {away.length > 1 && (
        <Choices
          title={text.missingGroups}
          all={away.map(({ group, units }) => [group, text.missingGroup(group, units.length)])}
          chosen={chosen}
          choose={setChosen}
        />
      )}
      <p>
        {text.missingBody(
          named.flatMap(({ units }) => units.map(({ name }) => name)),
          waited,
        )}
      </p>
      {named.map(({ group }) => (
        <Field
          key={group}
          label={text.missingReason(group)}
          required
          maxLength={200}
          value={reasons[group] ?? ""}
          change={(reason) => setReasons({ ...reasons, [group]: reason })}
        />
      ))}
    </TwoPeopleDialog>
  );
}

interface SealParcelDialogProps {
  readonly round: string;
  /** Every closed one; `handedInAtUtc`: when it was put into a parcel before. */
  readonly units: readonly Pick<Unit, "id" | "name" | "handedInAtUtc">[];
  readonly close: () => void;
}

/** What no parcel held yet is chosen; anything else may be, for a stick may get lost. */
export function SealParcelDialog({ round, units, close }: SealParcelDialogProps): ReactElement {
  const ready = units.filter(({ handedInAtUtc }) => handedInAtUtc === null);
  const [chosen, setChosen] = useState<readonly string[]>(
    (ready.length > 0 ? ready : units).map(({ id }) => id),
  );
  return (
    <TwoPeopleDialog
      question={text.seal}
      words={words}
      send={(people) => parcelsApi.seal(round, chosen, people)}
      long={{ key: longWorkKey("sealed", round), says: text.sealing }}
      close={close}
    >
      <p>{text.sealedLead}</p>
      <Choices
        title={text.sealUnits}
        all={units.map((unit) => [unit.id, text.sealUnit(unit)])}
        chosen={chosen}
        choose={setChosen}
      />
      {ready.length < units.length && <p>{text.sealAgain}</p>}
    </TwoPeopleDialog>
  );
}

/** Options in rows: text, what else they have, up, down, away; a new one below. */
import type { ReactElement } from "react";
import { moved } from "../../../../server/core/definition/edit/edit-elements.ts";
import { freeValue } from "../../../../server/core/definition/edit/edit-options.ts";
import type { OptionValue } from "../../../../server/core/definition/instrument.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import { RowActs } from "./row-acts.tsx";

interface Option {
  readonly value: OptionValue;
  readonly text: string;
}

/** A further column: points of a scale, tags and dimensions of a multi-select. */
export interface MoreOfOption<T> {
  readonly title: string;
  readonly className: string;
  readonly nameOf: (text: string) => string;
  readonly read: (option: T) => string;
  readonly write: (typed: string) => Partial<T>;
  /** Given where one of a few is chosen instead of typed. */
  readonly choices?: readonly (readonly [value: string, text: string])[];
}

interface OptionTableProps<T extends Option> {
  readonly options: readonly T[];
  readonly leastOptions: number;
  readonly more: readonly MoreOfOption<T>[];
  readonly fresh: (value: string) => T;
  readonly set: (options: readonly T[]) => void;
}

export function OptionTable<T extends Option>({ more, fresh, ...table }: OptionTableProps<T>): ReactElement {
  const { options, set } = table;
  return (
    <>
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">{text.optionColumns.text}</th>
            {more.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">
              <span className="sr">{text.optionColumns.act}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {options.map((option, at) => (
            <Row key={String(option.value)} {...table} more={more} option={option} at={at} />
          ))}
        </tbody>
      </table>
      <div>
        <button
          type="button"
          className="btn small"
          onClick={() => set([...options, fresh(freeValue(options))])}
        >
          {text.addOption}
        </button>
      </div>
    </>
  );
}

interface RowProps<T extends Option> extends Omit<OptionTableProps<T>, "fresh"> {
  readonly option: T;
  readonly at: number;
}

function Row<T extends Option>({ option, at, options, leastOptions, more, set }: RowProps<T>): ReactElement {
  const change = (part: Partial<T>): void =>
    set(options.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <tr>
      <td>
        <input
          className="box"
          aria-label={text.optionText(at + 1)}
          value={option.text}
          onChange={({ target }) => change({ text: target.value } as Partial<T>)}
        />
      </td>
      {more.map((column) => (
        <td key={column.title}>
          <MoreField column={column} option={option} change={change} />
        </td>
      ))}
      <td>
        <RowActs
          what={option.text}
          isFirst={at === 0}
          isLast={at === options.length - 1}
          move={(by) => set(moved(options, at, by))}
          remove={options.length > leastOptions ? () => set(options.filter((one) => one !== option)) : null}
        />
      </td>
    </tr>
  );
}

interface MoreFieldProps<T extends Option> {
  readonly column: MoreOfOption<T>;
  readonly option: T;
  readonly change: (part: Partial<T>) => void;
}

function MoreField<T extends Option>({ column, option, change }: MoreFieldProps<T>): ReactElement {
  const props = {
    className: `box ${column.className}`,
    "aria-label": column.nameOf(option.text),
    value: column.read(option),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      change(column.write(target.value)),
  };
  if (!column.choices) return <input {...props} />;
  return (
    <select {...props}>
      {column.choices.map(([value, shown]) => (
        <option key={value} value={value}>
          {shown}
        </option>
      ))}
    </select>
  );
}

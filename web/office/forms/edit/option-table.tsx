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

/** A second column: points of a scale, tags of a multi-select. */
export interface MoreOfOption<T> {
  readonly title: string;
  readonly className: string;
  readonly nameOf: (text: string) => string;
  readonly read: (option: T) => string;
  readonly write: (typed: string) => Partial<T>;
}

interface OptionTableProps<T extends Option> {
  readonly options: readonly T[];
  readonly leastOptions: number;
  readonly more: MoreOfOption<T> | null;
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
            {more && <th scope="col">{more.title}</th>}
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
      {more && (
        <td>
          <input
            className={`box ${more.className}`}
            aria-label={more.nameOf(option.text)}
            value={more.read(option)}
            onChange={({ target }) => change(more.write(target.value))}
          />
        </td>
      )}
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

/** Label sets of an office's own, against the shipped ones and the codes that the items carry. */
import type { Faults } from "./faults.ts";
import { FOCUS_SETS, focusName } from "./focus-names.ts";
import type { Instrument } from "./instrument.ts";

export function checkLabelSets(instrument: Instrument, faults: Faults): void {
  const seen = new Set<string>();
  const once = (name: string, path: string, sentence: string): void => {
    if (seen.has(name)) faults.add(path, sentence);
    seen.add(name);
  };
  for (const [index, { id, title, labels }] of (instrument.labelSets ?? []).entries()) {
    const path = `$.labelSets[${index}]`;
    if (Object.hasOwn(FOCUS_SETS, id))
      faults.add(`${path}.id`, `“${id}”是“${FOCUS_SETS[id as keyof typeof FOCUS_SETS]}”的代号，请换一个字母`);
    once(id, `${path}.id`, `代号“${id}”用了两次`);
    once(`set ${title}`, `${path}.title`, `有两个标签组都叫“${title}”`);
    for (const [at, { code, title: name }] of labels.entries()) {
      if (!code.startsWith(id)) faults.add(`${path}.labels[${at}].code`, `标签代码须以“${id}”开头`);
      once(code, `${path}.labels[${at}].code`, `标签代码“${code}”用了两次`);
      once(`${id} ${name}`, `${path}.labels[${at}].title`, `同一个标签组里有两个“${name}”`);
    }
  }
  for (const [name, { focus = [] }] of Object.entries(instrument.items))
    for (const [at, code] of focus.entries())
      if (focusName(instrument, code) === null)
        faults.warn(`$.items.${name}.focus[${at}]`, `没有说明“${code}”是哪一个标签，材料上只能印出代码`);
}

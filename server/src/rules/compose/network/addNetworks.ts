import { setTopLevel } from '../../../core/compose/edits/setTopLevel.ts';
import { insertBlockLists, type Refusal } from '../../../core/compose/insertKeys.ts';
import type { ComposeModel } from '../../../core/compose/model.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import type { DataGroup } from './splitPlan.ts';

/** Writes the networks of groups, and who is on them: datastores there only, their clients also on the default network, where all others stay. */
export function addNetworks(model: ComposeModel, groups: readonly DataGroup[]): { readonly edits: readonly TextEdit[] } | Refusal {
  const edits: TextEdit[] = [];
  for (const [name, networks] of membersOf(groups)) {
    const service = model.service(name);
    if (!service) return { refused: `\`${name}\` is declared in another file.` };
    const insertion = insertBlockLists(model, service, { networks });
    if ('refused' in insertion) return insertion;
    const other = insertion.services.find((one) => one !== name);
    if (other !== undefined) return { refused: `\`${other}\` takes its keys from \`${name}\`, and would be on its networks as well.` };
    edits.push(...insertion.edits);
  }
  const top = setTopLevel(model, 'networks', Object.fromEntries(groups.map(({ network }) => [network, {}])));
  return 'refused' in top ? top : { edits: joined([...edits, ...top.edits]) };
}

function membersOf(groups: readonly DataGroup[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { network, datastores } of groups) for (const name of datastores) members.set(name, [network]);
  for (const { network, clients } of groups) {
    for (const name of clients) {
      const networks = members.get(name) ?? ['default'];
      if (!networks.includes(network)) members.set(name, [...networks, network]);
    }
  }
  return members;
}

/** Where the last service ends, the file may end as well: one insertion then holds both texts, the service's first. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const byPlace = new Map<number, TextEdit>();
  for (const edit of edits) {
    const before = byPlace.get(edit.span.start);
    byPlace.set(edit.span.start, before ? { ...edit, text: before.text + edit.text } : edit);
  }
  return [...byPlace.values()];
}

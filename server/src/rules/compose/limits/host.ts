import type { ComposeModel } from '../../../core/compose/model.ts';
import { readAmount } from './amount.ts';

/** What the machine has that the containers run on; null where nobody says so. */
export interface Host {
  readonly cpus: number | null;
  /** Bytes. */
  readonly memory: number | null;
}

const SYNTAX = /^drydock\s+host\s+(.*)$/;

/** By a comment `# drydock host cpus=4 memory=8G` anywhere in the file, else by options. Values that cannot be read count as not said. */
export function hostOf(model: ComposeModel, options: { readonly cpus?: unknown; readonly memory?: unknown }): Host {
  const said = model.text.includes('drydock') ? commentOf(model) : new Map<string, string>();
  return { cpus: amountOf('cpus', said.get('cpus') ?? options.cpus), memory: amountOf('mem_limit', said.get('memory') ?? options.memory) };
}

function commentOf(model: ComposeModel): ReadonlyMap<string, string> {
  const text = model.comments.flatMap((comment) => SYNTAX.exec(comment.text)?.[1] ?? [])[0] ?? '';
  return new Map([...text.matchAll(/(?:^|\s)(cpus|memory)\s*=\s*([\w.]+)/g)].map(([, name, value]) => [name!, value!]));
}

function amountOf(setting: 'cpus' | 'mem_limit', value: unknown): number | null {
  const amount = readAmount(setting, value);
  return amount.kind === 'value' && amount.value > 0 ? amount.value : null;
}

import { gather } from '../../../core/collections/gather.ts';
import { MemoByKey } from '../../../core/collections/memoByKey.ts';
import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { hasVerb, managerCalls, type ManagerCall } from './managerCall.ts';
import type { PackageManager } from '../packageManager.ts';

/** `pip config set global.no-cache-dir true`: stays in force for every layer built on its own. */
export interface ConfigSetting {
  readonly call: ManagerCall;
  /** Its section left out: `no-cache-dir`. */
  readonly key: string;
  /** Null where it cannot be told. */
  readonly value: string | null;
}

/** More settings of one manager than any file has. */
const MOST_SETTINGS = 50;

const remembered = new MemoByKey(collect);

/** The settings in force for a command of `run`, in order. */
export function configSettings(model: DockerfileModel, facts: DockerfileFacts, run: RunFact, manager: PackageManager, before: number): readonly ConfigSetting[] {
  if (!manager.config) return [];
  return (remembered.of(facts, manager, model).get(run.stage) ?? []).filter(({ call }) => call.command.span.start < before);
}

function collect(facts: DockerfileFacts, manager: PackageManager, model: DockerfileModel): ReadonlyMap<Stage, readonly ConfigSetting[]> {
  const own = new Map<Stage, ConfigSetting[]>();
  for (const run of facts.runs) {
    if (run.instruction.isTrigger) continue;
    const settings = gather(managerCalls(model.text, run, manager), readSetting);
    if (settings.length > 0) own.set(run.stage, [...(own.get(run.stage) ?? []), ...settings].slice(0, MOST_SETTINGS));
  }
  const all = new Map<Stage, readonly ConfigSetting[]>();
  for (const stage of model.stages) {
    const inherited = (stage.parent && all.get(stage.parent)) ?? [];
    const added = own.get(stage);
    all.set(stage, added ? [...inherited, ...added].slice(0, MOST_SETTINGS) : inherited);
  }
  return all;
}

function readSetting(call: ManagerCall): ConfigSetting | null {
  for (const verb of call.manager.config?.setVerbs ?? []) {
    if (!hasVerb(call, verb)) continue;
    const [first, second] = call.positionals.slice(verb.length);
    const text = first?.value;
    if (text === undefined || text === null) return null;
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    const value = equals === -1 ? (second?.value ?? null) : text.slice(equals + 1);
    return { call, key: name.slice(name.lastIndexOf('.') + 1).replaceAll('_', '-'), value };
  }
  return null;
}

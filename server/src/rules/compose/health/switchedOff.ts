import type { Node } from 'yaml';
import type { ComposeService } from '../../../core/compose/model.ts';
import type { ComposeProject } from '../../../core/compose/project.ts';
import { dependenciesOf } from '../../../core/compose/settings/dependencies.ts';
import { healthcheckOf } from '../../../core/compose/settings/healthcheck.ts';
import type { DeclaredService } from '../projects.ts';
import { startsTogether } from './startingOrder.ts';

/** A health check that the checked file switches off, although weaker files have services that wait for it. */
export interface SwitchedOff {
  /** `disable` or `test`, and where it stands. */
  readonly key: 'disable' | 'test';
  readonly node: Node;
  /** Services that wait, each with the file that says so. */
  readonly waiting: readonly { readonly name: string; readonly file: string }[];
}

/** Null where the file switches nothing off, or nothing of a weaker file waits for it in one of the projects. */
export function switchedOffHere({ service, merged }: DeclaredService, projects: readonly ComposeProject[], path: string | null | undefined): SwitchedOff | null {
  const key = path ? ownSwitch(service) : null;
  const node = key && service.get('healthcheck', key)?.node;
  if (!path || !key || !node || !merged.every((one) => healthcheckOf(one).kind === 'disabled' && one.filesWith('healthcheck', key).at(-1) === path)) return null;
  const all = projects.filter(({ services }) => services.has(service.name)).map((project) => waitingFor(service.name, project, path));
  const waiting = all[0]?.filter(({ name }) => all.every((others) => others.some((other) => other.name === name))) ?? [];
  return waiting.length === 0 ? null : { key, node, waiting };
}

function ownSwitch(service: ComposeService): 'disable' | 'test' | null {
  const disable = service.get('healthcheck', 'disable');
  if (disable?.origin === 'own' && disable.data === true) return 'disable';
  const test = service.get('healthcheck', 'test');
  return test?.origin === 'own' && Array.isArray(test.data) && test.data[0] === 'NONE' ? 'test' : null;
}

/** Services whose condition a weaker file has the last word on. */
function waitingFor(name: string, project: ComposeProject, path: string): SwitchedOff['waiting'] {
  const target = project.services.get(name)!;
  return [...project.services.values()].flatMap((one) => {
    const dependency = dependenciesOf(one).find(({ service }) => service === name);
    const waits = dependency?.required && dependency.condition === 'service_healthy' && one !== target && startsTogether(one, target);
    const file = waits ? one.filesWith('depends_on', name).at(-1) : undefined;
    return file !== undefined && isStronger(path, file, project) ? [{ name: one.name, file }] : [];
  });
}

/** True where a file that is stronger than the checked one switches the health check off: that is told there. */
export function isSwitchedOffAbove(name: string, projects: readonly ComposeProject[], path: string | null | undefined): boolean {
  if (!path) return false;
  return projects.some((project) => {
    const target = project.services.get(name);
    const last = (['disable', 'test'] as const).map((key) => target?.filesWith('healthcheck', key).at(-1)).find((file) => file !== undefined);
    return last !== undefined && isStronger(last, path, project);
  });
}

/** What a project's files include or extend is weaker than they are. */
function isStronger(file: string, other: string, { files }: ComposeProject): boolean {
  return files.indexOf(file) > files.indexOf(other);
}

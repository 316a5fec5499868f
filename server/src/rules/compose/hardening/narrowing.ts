import { insertIntoService } from '../../../core/compose/insertKeys.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import type { WantedMap } from '../../../core/compose/renderYaml.ts';
import { mountsOf } from '../../../core/compose/settings/mounts.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import { scalarText } from '../serviceText.ts';
import { startOf, writesOf } from './imageNeeds.ts';
import { lastPart } from './imagePath.ts';

/** What a service could do without. */
export interface Narrowing {
  /** For a message, behind the name of the service. */
  readonly what: string;
  /** Keys to add; null where `withheld` says why not. */
  readonly keys: WantedMap | null;
  readonly risk: string;
  readonly withheld: string | null;
}

/** Null where the service drops them, or where a variable or an unread file decides. */
export function spareCapabilities(merged: readonly ProjectService[], image: string | null): Narrowing | null {
  const isKept = (service: ProjectService): boolean => {
    const dropped = service.get('cap_drop');
    return !service.hasUnknownParent && (dropped === null || (Array.isArray(dropped) && !dropped.some((name) => name === UNKNOWN || /^(?:cap_)?all$/i.test(scalarText(name)))));
  };
  if (!merged.every(isKept)) return null;
  const base = { what: 'keeps the capabilities of root (`cap_drop: [ALL]`)', risk: 'what binds low ports on old engines, sends pings or changes owners of files may fail' };
  const isUnprivileged = merged.every(runsAsOther) || startOf(image) === 'unprivileged';
  if (isUnprivileged) return { ...base, keys: { cap_drop: ['ALL'] }, withheld: null };
  const name = image === null ? null : lastPart(image);
  const withheld =
    startOf(image) === 'switches'
      ? `The entrypoint of ${name} starts as root and goes on as another account, for which it needs some of them: CHOWN, SETUID and SETGID at least.`
      : 'Nothing here says which capabilities it needs: try it with none, and give back what the log asks for by `cap_add`.';
  return { ...base, keys: null, withheld };
}

/** Another account than root from the start: the process then has no capabilities to lose. */
function runsAsOther(service: ProjectService): boolean {
  const user = service.get('user');
  return (typeof user === 'string' || typeof user === 'number') && !/^(?:0|root)?(?::|$)/.test(String(user));
}

/** Null where the service has it, or where a variable or an unread file decides. */
export function writableRoot(merged: readonly ProjectService[], image: string | null): Narrowing | null {
  if (!merged.every((service) => !service.hasUnknownParent && (service.get('read_only') === null || service.get('read_only') === false))) return null;
  const base = { what: 'may change all files of its image (`read_only: true`)', risk: 'it fails where it writes to other folders' };
  const writes = writesOf(image);
  if (!writes) return { ...base, keys: null, withheld: 'What it writes, and where, cannot be told from here: `docker diff` shows it for a running container.' };
  const missing = writes.mounted.find((folder) => !merged.every((service) => mountsOf(service).some((mount) => mount !== UNKNOWN && mount.target === folder)));
  if (missing !== undefined) return { ...base, keys: null, withheld: `It writes to \`${missing}\`, where no volume is mounted.` };
  if (writes.scratch.length > 0 && merged.some((service) => service.get('tmpfs') !== null)) {
    return { ...base, keys: null, withheld: 'It has `tmpfs` already, so see first whether that covers all that it writes.' };
  }
  return { ...base, keys: { read_only: true, ...(writes.scratch.length > 0 && { tmpfs: writes.scratch }) }, withheld: null };
}

/** One fix for all of it; what cannot be offered is said beside it. */
export function narrow(model: ComposeModel, service: ComposeService, narrowings: readonly Narrowing[]): { fixes: Fix[]; withheld?: string } {
  const offered = narrowings.filter(({ keys }) => keys !== null);
  const reasons = narrowings.flatMap(({ withheld }) => withheld ?? []);
  if (offered.length === 0) return { fixes: [], withheld: reasons.join(' ') };
  const wanted = Object.assign({}, ...offered.map(({ keys }) => keys)) as WantedMap;
  const insertion = insertIntoService(model, service, wanted);
  if ('refused' in insertion) return { fixes: [], withheld: insertion.refused };
  const others = insertion.services.filter((name) => name !== service.name);
  if (others.length > 0) return { fixes: [], withheld: `\`${others[0]!}\` takes its keys from there, too.` };
  const names = Object.keys(wanted).map((key) => `\`${key}\``).join(' and ');
  const fix: Fix = { kind: 'suggestion', title: `Add ${names}: ${offered.map(({ risk }) => risk).join(', and ')}`, edits: insertion.edits };
  return { fixes: [fix], ...(reasons.length > 0 && { withheld: reasons.join(' ') }) };
}

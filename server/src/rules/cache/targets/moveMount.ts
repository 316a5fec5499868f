import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Mount } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';
import { mergeEdits } from '../../edits/mergeEdits.ts';
import type { MisplacedMount } from './misplacedMounts.ts';
import type { CacheTarget } from '../mounts/mountTarget.ts';
import { insertMounts } from '../mounts/mountInsertion.ts';
import { writtenMount, writtenOption, type WrittenMount } from '../mounts/mountText.ts';
import type { CacheScene } from '../packageManager.ts';
import { planMount, type MountPlan } from '../mounts/planMount.ts';

export type MountMove =
  | { readonly kind: 'withheld'; readonly reason: string }
  | { readonly kind: 'offered'; readonly fix: Fix; readonly reason: string | null };

/** A mount, and the folders of the manager that should have it. */
export interface MoveInput {
  readonly target: CacheTarget;
  /** True where the mount lies in the way of the one to come. */
  readonly isInside: boolean;
  readonly meant: MisplacedMount['meant'];
}

/** Puts a mount where its package manager caches, as `planMount` would mount it had it no mount at all. */
export function moveMount(scene: CacheScene, run: RunFact, { target, isInside, meant }: MoveInput): MountMove {
  if (!meant) return withheld('nothing tells which folder the mount was meant for');
  const path = meant.folder.resolved.path;
  if (path === null) return withheld(meant.folder.resolved.reason ?? `the cache folder of ${meant.use.manager.label} cannot be told`);
  const { mount } = target;
  const twin = run.instruction.mounts.some((other) => other !== mount && other.options.get('target') === path);
  if (twin || meant.isSecond) return withheld(`another mount of this RUN is at ${path} already, or was meant to be`);
  const plan = planWithout(scene, run, mount, meant, isInside);
  if (plan.kind === 'withheld') return withheld(plan.reason);
  const wanted = plan.mounts.map((flag) => ({ flag, options: flagOptions(flag) }));
  const own = wanted.find(({ options }) => options.get('target') === path);
  const edits = own && retarget(scene.model, mount, own.options);
  if (!edits) return withheld('the mount is written in a way that cannot be changed on its own');
  const others = wanted.filter((one) => one !== own).map(({ flag }) => flag);
  const insertion = others.length > 0 ? [insertMounts(scene.model, run.instruction, others)] : [];
  const title = others.length > 0 ? `Mount ${path} instead, and ${others.length === 1 ? 'the other folder' : 'the other folders'}` : `Mount ${path} instead`;
  const risk = plan.risk ?? (meant.isClear ? null : `if the mount is meant for ${meant.use.manager.label}`);
  const all = mergeEdits([...edits, ...insertion, ...plan.removals, ...plan.additions]);
  const fix: Fix = { kind: risk === null ? plan.kind : 'suggestion', title: risk === null ? title : `${title} (${risk})`, edits: all };
  return { kind: 'offered', fix, reason: plan.reason ?? (risk === null ? null : `the mount may be meant for something else than ${meant.use.manager.label}`) };
}

function withheld(reason: string): MountMove {
  return { kind: 'withheld', reason };
}

function planWithout(scene: CacheScene, run: RunFact, mount: Mount, { use, missing }: NonNullable<MisplacedMount['meant']>, isInside: boolean): MountPlan {
  const claimed = new Set(run.instruction.mounts);
  if (!isInside || missing.some(({ resolved }) => resolved.folder.isStore)) return planMount({ scene, use, missing, claimed });
  const bare: RunFact = withoutMount(run, mount);
  return planMount({ scene, use: { ...use, run: bare }, missing, claimed });
}

function withoutMount(run: RunFact, mount: Mount): RunFact {
  const instruction: Instruction = Object.create(run.instruction, { mounts: { value: run.instruction.mounts.filter((other) => other !== mount) } });
  return { answers: new Map(), instruction, stage: run.stage, state: run.state, commands: run.commands, isComplete: run.isComplete };
}

/** Options of a flag that was made here: plain, without quotes. */
function flagOptions(flag: string): ReadonlyMap<string, string> {
  return new Map(flag.slice('--mount='.length).split(',').map((option) => {
    const equals = option.indexOf('=');
    return [option.slice(0, equals), option.slice(equals + 1)];
  }));
}

/** Changes the target, and with it what the new place needs: ids of its user, a lock, a name of its own. */
export function retarget(model: DockerfileModel, mount: Mount, wanted: ReadonlyMap<string, string>): readonly TextEdit[] | null {
  const written = writtenMount(model, mount);
  const path = wanted.get('target');
  const place = written && writtenOption(written, ['target', 'dst', 'destination'])?.value;
  if (!written || !place || path === undefined || !/^\/[\w./@+-]+$/.test(path)) return null;
  const edits: TextEdit[] = [{ span: place, text: path }];
  const added: string[] = [];
  for (const name of ['id', 'uid', 'gid', 'sharing']) {
    const value = wanted.get(name) ?? ownerOfRoot(written, name);
    if (value === null || mount.options.get(name) === value) continue;
    const there = writtenOption(written, [name]);
    if (!there) added.push(`,${name}=${value}`);
    else if (name === 'uid' || name === 'gid') {
      if (!there.value) return null;
      edits.push({ span: there.value, text: value });
    }
  }
  if (added.length > 0) edits.push({ span: span(written.end, written.end), text: added.join('') });
  return edits;
}

function ownerOfRoot(written: WrittenMount, name: string): string | null {
  return (name === 'uid' || name === 'gid') && writtenOption(written, [name]) ? '0' : null;
}

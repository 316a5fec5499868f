import { MemoWithin } from '../../../core/collections/memoWithin.ts';
import type { CopyFact, DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import type { ManagerConfig, PackageManager } from '../packageManager.ts';

/** What a configuration file that a COPY brings in does to the cache: `unseen` where it cannot be read. */
export type ConfigEffect = 'unseen' | { readonly file: string };

interface EffectAt {
  readonly offset: number;
  readonly effect: ConfigEffect;
}

const remembered = new MemoWithin<DockerfileFacts, ProjectView | null, Map<PackageManager, ReadonlyMap<Stage, readonly EffectAt[]>>>(() => new Map());

/** The effect of `.npmrc`, `pip.conf` and the like on a RUN of the same stage; null where there is none. A file that can be read comes first. */
export function configEffect(manager: PackageManager, facts: DockerfileFacts, run: RunFact, project: ProjectView | null): ConfigEffect | null {
  const { config } = manager;
  if (!config) return null;
  const known = remembered.of(facts, project);
  let byStage = known.get(manager);
  if (!byStage) known.set(manager, (byStage = collect(config, facts, project)));
  const inForce = (byStage.get(run.stage) ?? []).filter(({ offset }) => offset < run.instruction.span.start);
  return (inForce.find(({ effect }) => effect !== 'unseen') ?? inForce[0])?.effect ?? null;
}

function collect(config: ManagerConfig, facts: DockerfileFacts, project: ProjectView | null): ReadonlyMap<Stage, readonly EffectAt[]> {
  const byStage = new Map<Stage, EffectAt[]>();
  for (const copy of facts.copies) {
    const effect = effectOf(config, copy, project);
    if (!effect) continue;
    const before = byStage.get(copy.stage) ?? [];
    byStage.set(copy.stage, before);
    if (before.length < 2 || !before.some((one) => typeof one.effect === typeof effect)) before.push({ offset: copy.instruction.span.start, effect });
  }
  return byStage;
}

function effectOf(config: ManagerConfig, copy: CopyFact, project: ProjectView | null): ConfigEffect | null {
  let isUnseen = false;
  for (const { path } of copy.sources) {
    const isNamed = config.files.includes(path.slice(path.lastIndexOf('/') + 1));
    const uses = (copy.fromContext && project?.uses) || [];
    const texts = uses.length > 0 ? contextTexts(isNamed ? [path] : config.files.map((file) => cleanPath(`${path}/${file}`)), uses) : [];
    const telling = texts.find(({ text }) => config.telltale.test(text));
    if (telling) return { file: telling.path };
    isUnseen ||= isNamed && texts.length === 0;
  }
  return isUnseen ? 'unseen' : null;
}

function contextTexts(paths: readonly string[], uses: ProjectView['uses']): { path: string; text: string }[] {
  return uses.flatMap(({ context }) =>
    paths.flatMap((path) => {
      const text = context.files.text(path);
      return text === undefined ? [] : [{ path, text }];
    }),
  );
}

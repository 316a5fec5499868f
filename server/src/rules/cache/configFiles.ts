import type { DockerfileFacts, RunFact } from '../../core/dockerfile/facts.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { cleanPath } from '../../core/ignore/cleanPath.ts';
import type { PackageManager } from './packageManager.ts';

/** What the configuration files that earlier COPYs bring in do to the cache: `unseen` where one cannot be read. */
export type ConfigEffect = 'none' | 'unseen' | { readonly file: string };

/** Reads `.npmrc`, `pip.conf` and the like from the build context, where the project is known. */
export function configEffect(manager: PackageManager, facts: DockerfileFacts, run: RunFact, project: ProjectView | null): ConfigEffect {
  const { config } = manager;
  if (!config) return 'none';
  let effect: ConfigEffect = 'none';
  for (const copy of facts.copies) {
    if (copy.stage !== run.stage || copy.instruction.span.start > run.instruction.span.start) continue;
    for (const { path } of copy.sources) {
      const named = config.files.includes(path.slice(path.lastIndexOf('/') + 1));
      const texts = copy.fromContext ? contextTexts(named ? [path] : config.files.map((file) => cleanPath(`${path}/${file}`)), project) : [];
      const telling = texts.find(({ text }) => config.telltale.test(text));
      if (telling) return { file: telling.path };
      if (named && texts.length === 0) effect = 'unseen';
    }
  }
  return effect;
}

function contextTexts(paths: readonly string[], project: ProjectView | null): { path: string; text: string }[] {
  return (project?.uses ?? []).flatMap(({ context }) =>
    paths.flatMap((path) => {
      const text = context.files.text(path);
      return text === undefined ? [] : [{ path, text }];
    }),
  );
}

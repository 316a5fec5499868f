import { fitted } from '../../core/collections/fitted.ts';
import type { BuildDefinition } from '../buildDefinition.ts';
import { inputsOfText, type DockerfileInputs } from '../dockerfileInputs.ts';
import { joinPaths, resolveFrom } from '../paths.ts';
import { FOREIGN, settleBuild, type BuildLayer } from './buildLayer.ts';
import { asksForHealth } from './healthcheck.ts';
import type { MergedService } from './mergedService.ts';
import type { Setting, SettingMap } from './settings.ts';

/** What most services have of arguments, contexts and names: the same for all, since there may be ten thousand. */
const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();
const NO_IMAGES: readonly string[] = [];

/** Inline Dockerfiles that are remembered: their files are read again with every edit of another service. */
const MOST_INLINE = 1_000;
const inlineInputs = new Map<string, DockerfileInputs>();

/**
 * How a service is built, where all of it can be told: services without `build`, with remote contexts, with variables that have no
 * value in any file, or with a parent that could not be read and that may say what is missing, are left out (null).
 */
export function buildOf(service: string, merged: MergedService, root: string | null): BuildDefinition | null {
  const { folder, definedIn, profiles, hasUnknownParent } = merged;
  const build = settleBuild(merged.build);
  if (build === null) return null;
  const named = says(build.dockerfile) ? build.dockerfile : undefined;
  const inline = says(build.inline) ? build.inline : undefined;
  // Compose refuses both together.
  if ((named && inline) || [build.context, named, inline, build.target].some((setting) => setting?.kind === 'unknown')) return null;
  // A parent in another file may hold the half that is missing here.
  if (hasUnknownParent && (valueOf(build.context) === null || !(named ?? inline))) return null;
  const context = valueOf(build.context) ?? resolveFrom(folder, '.', root);
  const inlineText = valueOf(inline);
  return {
    source: 'compose',
    service,
    definedIn,
    context,
    dockerfile: inlineText === null ? dockerfilePath(valueOf(named) ?? 'Dockerfile', context, root) : null,
    isDefaultName: inlineText === null && !named,
    target: valueOf(build.target) || null,
    args: textsOf(build.args),
    namedContexts: namedOf(build.namedContexts),
    profiles,
    images: imagesOf(merged, build),
    hasHealthcheck: asksForHealth(merged.healthcheck),
    inlineInputs: inlineText === null ? null : inputsOfInline(inlineText),
  };
}

function says(setting: Setting<string>): boolean {
  return setting !== undefined && !(setting.kind === 'value' && setting.value.trim() === '');
}

function valueOf(setting: Setting<string>): string | null {
  return setting?.kind === 'value' ? setting.value : null;
}

function dockerfilePath(written: string, context: string, root: string | null): string {
  const path = written.trim().replaceAll('\\', '/');
  return FOREIGN.test(path) ? path : resolveFrom('.', joinPaths(context, path), root);
}

function namedOf(contexts: SettingMap): ReadonlyMap<string, string> {
  if (contexts.entries.size === 0) return NOTHING;
  return new Map([...textsOf(contexts)].flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

function imagesOf({ image }: MergedService, { tags }: BuildLayer): readonly string[] {
  const images = [...new Set([valueOf(image) ?? '', ...tags.values])].filter((name) => name !== '');
  return images.length === 0 ? NO_IMAGES : fitted(images);
}

function textsOf({ entries }: SettingMap): ReadonlyMap<string, string | null> {
  if (entries.size === 0) return NOTHING;
  const texts = new Map<string, string | null>();
  for (const [name, setting] of entries) {
    if (setting?.kind === 'value') texts.set(name, setting.value);
    else if (setting?.kind === 'unknown') texts.set(name, null);
  }
  return texts;
}

function inputsOfInline(text: string): DockerfileInputs {
  const known = inlineInputs.get(text);
  if (known) return known;
  if (inlineInputs.size >= MOST_INLINE) inlineInputs.clear();
  const inputs = inputsOfText(text);
  inlineInputs.set(text, inputs);
  return inputs;
}

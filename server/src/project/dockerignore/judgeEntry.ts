import { createIgnoreMatcher, type IgnoreMatcher } from '../../core/ignore/matcher.ts';
import type { BuildNeeds } from './buildNeeds.ts';
import { hitsOf, mayHit } from './contextPaths.ts';
import { installText, readableManifests } from './installText.ts';
import type { Evidence, TemplateEntry } from './template.ts';

export interface Objection {
  /** The end of a sentence: "the Dockerfile copies docs/guide.md". */
  readonly because: string;
  /** True where nothing of it is there now: nobody needs to read why it is not listed. */
  readonly isMoot: boolean;
}

/** Why a build may need what an entry matches; null where leaving it out can do no harm. */
export function objectionTo(entry: TemplateEntry, needs: BuildNeeds, evidence: Evidence): Objection | null {
  const matcher = matcherOf(entry);
  const isNamed = mayHit(entry.pattern, needs.names);
  const certain = (isNamed ? namedReason(matcher, needs) : null) ?? scriptReason(entry, needs);
  if (certain !== null) return { because: plainWords(certain), isMoot: false };
  const because = likelyReason(entry, matcher, needs, evidence);
  return because === null ? null : { because: plainWords(because), isMoot: hitsOf(linesOf(entry), evidence.files).length === 0 };
}

const matchers = new WeakMap<TemplateEntry, IgnoreMatcher>();

/** Most entries are the same for all contexts. */
function matcherOf(entry: TemplateEntry): IgnoreMatcher {
  let matcher = matchers.get(entry);
  if (!matcher) matchers.set(entry, (matcher = createIgnoreMatcher(linesOf(entry).join('\n'))));
  return matcher;
}

export function linesOf({ pattern, exceptions = [] }: TemplateEntry): readonly string[] {
  return [pattern, ...exceptions];
}

function namedReason(matcher: IgnoreMatcher, { named, referenced }: BuildNeeds): string | null {
  const copied = named.find(({ path }) => matcher.ignores(path));
  if (copied) return `a Dockerfile copies ${shortPath(copied.source)}`;
  const read = referenced.find(({ path }) => matcher.ignores(path));
  return read ? `${shortPath(read.by)} refers to ${shortPath(read.path)}` : null;
}

function likelyReason(entry: TemplateEntry, matcher: IgnoreMatcher, needs: BuildNeeds, evidence: Evidence): string | null {
  const { files, scripts } = evidence;
  const tool = entry.readByTool && readableManifests(files).find((path) => entry.readByTool!.test(installText(path, files)));
  if (tool) return `tools named in ${shortPath(tool)} read it`;
  if (entry.neededBy && scripts.some((script) => entry.neededBy!.test(script))) return 'a RUN or CMD works with it';
  const objection = entry.objection?.(evidence) ?? null;
  if (objection !== null) return objection;
  const isMade = !entry.madeBy || scripts.some((script) => entry.madeBy!.test(script));
  const mentioned = (entry.isRemade && isMade) || !mayHit(entry.pattern, needs.names) ? undefined : needs.mentioned.find((path) => matcher.ignores(path));
  if (mentioned) return `a RUN or CMD names ${shortPath(mentioned)}`;
  if (entry.kind === 'waste') return null;
  const product = entry.kind === 'content' ? contentReason(entry, needs, evidence) : null;
  return product ?? keptIn(entry, evidence) ?? (isMade ? null : 'no RUN makes it anew');
}

/** Where it is named it is needed although it is not there now: whatever makes it may run before the build. */
function scriptReason({ kind, pattern }: TemplateEntry, { scripts }: BuildNeeds): string | null {
  if (kind !== 'content' || !scripts.some((script) => script.includes(pattern))) return null;
  const name = new RegExp(`(?:^|[^\\w.-])${escapeText(pattern)}(?:$|[^\\w.-])`);
  return scripts.some((script) => name.test(script)) ? 'a RUN or CMD names it' : null;
}

/** A file that says that the folder is more than what the pattern means. */
function keptIn(entry: TemplateEntry, { files }: Evidence): string | null {
  const other = hitsOf(linesOf(entry), files).find((path) => /(?:^|\/)\.(?:git)?keep$/.test(path) || (entry.looksLike && !entry.looksLike.test(path)));
  return other === undefined ? null : `it holds ${shortPath(other)}`;
}

function contentReason(entry: TemplateEntry, needs: BuildNeeds, { files }: Evidence): string | null {
  const below = hitsOf(linesOf(entry), files).find((path) => needs.below.has(path));
  if (below !== undefined) return `a Dockerfile copies ${shortPath(needs.below.get(below)!)}, and ${shortPath(below)} is in it`;
  if (needs.unknown !== null) return `a Dockerfile copies ${shortPath(needs.unknown)}, which may be it`;
  const site = entry.contentOf && files.paths.find((path) => entry.contentOf!.test(path));
  if (site) return `${shortPath(site)} may use it`;
  const name = escapeText(entry.pattern);
  const inManifest = new RegExp(`(?:^|[^\\w./-]|\\./)${name}/|["'>](?:\\./)?${name}["'<](?!\\s*:)`);
  const manifest = readableManifests(files).find((path) => inManifest.test(installText(path, files)));
  return manifest === undefined ? null : `${shortPath(manifest)} names it`;
}

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function shortPath(path: string): string {
  return cut(path, 80);
}

/** Part of a comment of one line: names of files can hold anything. */
function plainWords(text: string): string {
  return cut(text.replace(/[^\P{C}]/gu, '?'), 240);
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

import { appendItems } from '../../../core/compose/edits/appendItems.ts';
import { removeEntry } from '../../../core/compose/edits/removeEntry.ts';
import { removeItem } from '../../../core/compose/edits/removeItem.ts';
import { replaceScalar } from '../../../core/compose/edits/replaceScalar.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import { parseImageReference } from '../../../core/image/reference.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { readCacheEntry } from './cacheEntry.ts';
import type { Problem } from './problems.ts';
import type { WrittenEntry } from './writtenEntries.ts';

interface Offer {
  readonly fixes: readonly Fix[];
  readonly withheld: string | null;
}

/** What a fix is made for: the entries with the problem, the first of them underlined. */
export interface Repair {
  readonly compose: ComposeModel;
  readonly service: ComposeService;
  readonly problem: Problem;
  readonly entries: readonly WrittenEntry[];
  /** Every entry of the service. */
  readonly all: readonly WrittenEntry[];
  /** A stage that an inline cache does not hold; null where there is none. */
  readonly builderStage: string | null;
}

type Made = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

const SHARED = 'The list is shared by an anchor, so changing it changes what other services build.';
const SAY_WHERE = 'What each cache is called is for you to say: give every service a `ref` or a folder of its own.';
const WRITE_IN_CI = 'Where CI keeps its cache is known there: write `type=gha,mode=max` or `type=registry,ref=…:buildcache,mode=max`, which the classic Docker builder refuses on a machine of your own.';
const NO_REGISTRY = 'For CI, name an `image` with its registry, and write and read `type=registry,ref=…:buildcache` there.';

export function repair(to: Repair): Offer {
  if (!to.entries.every(({ isOwn }) => isOwn)) return { fixes: [], withheld: SHARED };
  switch (to.problem.id) {
    case 'overwritten':
      return orElse(offer([scoped(to)], null), SAY_WHERE);
    case 'finalStageOnly':
      return { fixes: [], withheld: WRITE_IN_CI };
    case 'notInline':
      return offer([to.builderStage === null ? inlined(to) : readFromRegistry(to), removed(to, 'nothing can be taken from it as the image is built now')], null);
    case 'unqualified':
    case 'localImage':
      return offer([removed(to, 'builds on this machine use its own cache'), readFromRegistry(to)], hasRegistry(to) ? null : NO_REGISTRY);
    case 'refused':
      return offer([removed(to, 'CI has to say itself where its cache goes')], null);
    default:
      return offer([removed(to, 'nothing is ever taken from it')], null);
  }
}

function offer(made: readonly (Fix | string | null)[], withheld: string | null): Offer {
  const fixes = made.filter((one): one is Fix => typeof one === 'object' && one !== null);
  const refused = made.find((one): one is string => typeof one === 'string') ?? null;
  return { fixes, withheld: fixes.length === 0 ? (refused ?? withheld) : withheld };
}

function orElse(made: Offer, withheld: string): Offer {
  return made.fixes.length === 0 && made.withheld === null ? { fixes: [], withheld } : made;
}

function suggestion(title: string, made: Made): Fix | string {
  return 'refused' in made ? made.refused : { kind: 'suggestion', title, edits: made.edits };
}

function removed({ compose, service, entries }: Repair, reason: string): Fix | string {
  const { list, seq, index, text } = entries[0]!;
  const isWhole = seq.items.length === entries.filter((entry) => entry.seq === seq).length;
  if (isWhole) return suggestion(`Remove \`${list}\`: ${reason}`, removeEntry(compose, service, ['build', list]));
  return suggestion(`Remove \`${text}\` from \`${list}\`: ${reason}`, removeItem(compose, seq, index));
}

/** A scope of its own where GitHub's cache is shared (docs.docker.com/build/cache/backends/gha, "Scope"). */
function scoped({ compose, service, all, entries }: Repair): Fix | string | null {
  const shared = readCacheEntry(entries[0]!.text)?.options.get('scope') ?? null;
  const alike = all.filter(({ text, isOwn, isFixed }) => {
    const entry = readCacheEntry(text);
    return isOwn && isFixed && entry?.type === 'gha' && (entry.options.get('scope') ?? null) === shared;
  });
  if (readCacheEntry(entries[0]!.text)?.type !== 'gha' || alike.length === 0) return null;
  const scope = shared === null ? service.name : `${shared}-${service.name}`;
  const edits: TextEdit[] = [];
  for (const { node, text } of alike) {
    const made = replaceScalar(compose, node, shared === null ? `${text},scope=${scope}` : text.replace(`scope=${shared}`, `scope=${scope}`));
    if ('refused' in made) return made.refused;
    edits.push(...made.edits);
  }
  return { kind: 'suggestion', title: `Keep the cache of \`${service.name}\` in the scope \`${scope}\`: its next build in CI starts without one`, edits };
}

function inlined({ compose, service, problem }: Repair): Fix | string {
  return suggestion(
    `Write the cache into \`${problem.subject}\` itself: it helps once that image is pushed`,
    appendItems(compose, service, ['build', 'cache_to'], ['type=inline']),
  );
}

function readFromRegistry(to: Repair): Fix | string | null {
  const ref = cacheRef(to);
  if (ref === null) return null;
  const title = `Take steps from \`${ref}\` instead: CI has to write it with \`cache-to: type=registry,ref=${ref},mode=max\``;
  return suggestion(title, replaceScalar(to.compose, to.entries[0]!.node, `type=registry,ref=${ref}`));
}

function hasRegistry(to: Repair): boolean {
  return cacheRef(to) !== null;
}

/** Beside the service's own image, where that names its registry. */
function cacheRef({ service, all }: Repair): string | null {
  const image = service.get('image')?.data;
  const reference = typeof image === 'string' ? parseImageReference(image) : null;
  if (!reference || reference.domain === null) return null;
  const ref = `${reference.domain}/${reference.path}:buildcache`;
  return all.some(({ text }) => text.includes(ref)) ? null : ref;
}

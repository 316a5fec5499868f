import { isSeq } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { appendItems } from '../../server/src/core/compose/edits/appendItems.ts';
import { removeEntry } from '../../server/src/core/compose/edits/removeEntry.ts';
import { removeItem } from '../../server/src/core/compose/edits/removeItem.ts';
import { replaceScalar } from '../../server/src/core/compose/edits/replaceScalar.ts';
import { setConditions } from '../../server/src/core/compose/edits/setConditions.ts';
import { setTopLevel } from '../../server/src/core/compose/edits/setTopLevel.ts';
import type { Edited } from '../../server/src/core/compose/edits/editing.ts';
import { insertAtAnchors, insertIntoService, type Refusal } from '../../server/src/core/compose/insertKeys.ts';
import type { ComposeModel, ComposeService } from '../../server/src/core/compose/model.ts';
import { parseCompose } from '../../server/src/core/compose/parseCompose.ts';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import { SHAPES } from './shapes.ts';
import { describe as say, differencesBetween, fits, type Difference } from './support/differences.ts';
import { loadProject, type Loaded } from './support/loadProject.ts';

interface Trial {
  edit(model: ComposeModel, web: ComposeService): Edited | Refusal;
  /** Where the loaded project may differ. */
  readonly paths: readonly string[];
  /** Whether a difference is the one that was wanted. */
  isMeant(difference: Difference): boolean;
  /** Files laid over the text before and after it: then both must load as the same. */
  readonly overlay?: { readonly before: string; readonly after: string };
}

const LIMITS = { deploy: { resources: { limits: { cpus: '0.75', memory: '512M' } } } };
const limitPaths = ['services.*.deploy.resources.limits.{cpus,memory}'];
const isLimit = ({ before, after }: Difference): boolean => before === undefined && (after === 0.75 || after === '536870912');

const SECRETS = { judged: { file: './judged.txt' }, other: { environment: 'PATH' } };
const VOLUMES = { judged: {}, other: { driver: 'local' } };

/** Compose leaves out what no service uses: a second file uses it, and before the edit it also defines it, so that nothing may differ. */
function sameAs(definition: object): Omit<Trial, 'edit'> {
  const [kind] = Object.keys(definition) as ['secrets' | 'volumes'];
  const used = kind === 'volumes' ? ['judged:/a', 'other:/b'] : ['judged', 'other'];
  const user = { services: { judge: { image: 'judge', [kind]: used } } };
  return { paths: [], isMeant: () => false, overlay: { before: JSON.stringify({ ...user, ...definition }), after: JSON.stringify(user) } };
}

const TRIALS: Readonly<Record<string, Trial>> = {
  replaceScalar: {
    edit: (model, web) => replaceScalar(model, web.get('image')?.node ?? null, 'nginx:2'),
    paths: ['services.*.image'],
    isMeant: ({ after }) => after === 'nginx:2',
  },
  removeEntry: { edit: (model, web) => removeEntry(model, web, ['restart']), paths: ['services.*.restart'], isMeant: ({ after }) => after === undefined },
  removeDeep: {
    edit: (model, web) => removeEntry(model, web, ['deploy', 'resources', 'limits', 'memory']),
    paths: ['services.*.deploy.resources.limits.memory'],
    isMeant: ({ after }) => after === undefined,
  },
  removeItem: {
    edit: (model, web) => {
      const seq = model.resolve(web.get('ports')?.node ?? null);
      return isSeq(seq) ? removeItem(model, seq, 0) : { edits: [] };
    },
    paths: ['services.*.ports'],
    isMeant: ({ before, after }) => JSON.stringify((before as unknown[]).slice(1)) === JSON.stringify(after ?? []),
  },
  appendItems: {
    edit: (model, web) => appendItems(model, web, ['ports'], ['9999:99']),
    paths: ['services.*.ports'],
    isMeant: ({ before, after }) => {
      const items = after as { published?: string }[];
      const old = (before as unknown[] | undefined) ?? [];
      return items.length === old.length + 1 && old.every((item) => items.some((each) => JSON.stringify(each) === JSON.stringify(item))) && items.some(({ published }) => published === '9999');
    },
  },
  createList: {
    edit: (model, web) => appendItems(model, web, ['cap_drop'], ['ALL', 'NET_RAW']),
    paths: ['services.*.cap_drop'],
    isMeant: ({ after }) => JSON.stringify(after) === '["ALL","NET_RAW"]',
  },
  setConditions: {
    edit: (model, web) => setConditions(model, web, new Map([['db', 'service_healthy']])),
    paths: ['services.*.depends_on.db.condition'],
    isMeant: ({ before, after }) => before === 'service_started' && after === 'service_healthy',
  },
  addSecrets: { edit: (model) => setTopLevel(model, 'secrets', SECRETS), ...sameAs({ secrets: SECRETS }) },
  addVolumes: { edit: (model) => setTopLevel(model, 'volumes', VOLUMES), ...sameAs({ volumes: VOLUMES }) },
  insertKeys: { edit: (model, web) => insertIntoService(model, web, LIMITS), paths: limitPaths, isMeant: isLimit },
  insertAtAnchors: { edit: (model, web) => insertAtAnchors(model, web, LIMITS), paths: limitPaths, isMeant: isLimit },
};

const loaded = new Map<string, Promise<Loaded>>();

function load(text: string, overlay: string | undefined): Promise<Loaded> {
  const key = JSON.stringify([text, overlay]);
  const files = overlay === undefined ? { 'compose.yml': text } : { 'compose.yml': text, 'overlay.yml': overlay };
  const known = loaded.get(key) ?? loadProject(new Map(Object.entries(files)), Object.keys(files));
  loaded.set(key, known);
  return known;
}

async function configOf(text: string, overlay?: string): Promise<unknown> {
  const answer = await load(text, overlay);
  if ('refused' in answer) throw new Error(`compose refuses it: ${answer.refused}\n${text}`);
  return answer.config;
}

const counts = { made: 0, idle: 0, refused: 0 };
afterAll(() => {
  console.log(`${SHAPES.length} shapes, ${Object.keys(TRIALS).length} edits: ${counts.made} made and loaded again, ${counts.idle} had nothing to do, ${counts.refused} refused as named.`);
});

describe.concurrent.each(SHAPES)('$name', ({ text, refused = {} }) => {
  const crlf = text.replaceAll('\n', '\r\n');

  it('loads, and with CRLF as well', async () => {
    expect(differencesBetween(await configOf(text), await configOf(crlf)).map(say)).toEqual([]);
  });

  it.each(Object.keys(TRIALS))('%s changes what it should and nothing else, or is refused as named', async (name) => {
    const { edit, paths, isMeant, overlay } = TRIALS[name]!;
    const model = parseCompose(text);
    const result = edit(model, model.service('web')!);
    const twin = parseCompose(crlf);
    const other = edit(twin, twin.service('web')!);
    if ('refused' in result) {
      counts.refused++;
      expect(result.refused).toMatch(refused[name] ?? /^not named as refused/);
      expect(other).toEqual(result);
      return;
    }
    expect(refused[name], 'is named as refused, but can be made').toBeUndefined();
    if ('refused' in other) throw new Error(`refused with CRLF only: ${other.refused}`);
    const after = applyEdits(text, result.edits);
    // A text of one line has no line ending that could be told.
    if (crlf !== text) expect(applyEdits(crlf, other.edits)).toBe(after.replaceAll('\n', '\r\n'));
    if (result.edits.length === 0) {
      counts.idle++;
      return;
    }
    counts.made++;
    const all = differencesBetween(await configOf(text, overlay?.before), await configOf(after, overlay?.after));
    // Fragments are no part of the project, though compose shows them.
    const differences = all.filter(({ path }) => !path[0]!.startsWith('x-'));
    const wrong = differences.filter((each) => !paths.some((path) => fits(each.path, path)) || !isMeant(each));
    if (wrong.length > 0) throw new Error(`${wrong.map(say).join('\n')}\n${after}`);
    if (!overlay) expect(differences.length, after).toBeGreaterThan(0);
    const changed = new Set(differences.flatMap(({ path }) => (path[0] === 'services' ? [path[1]!] : [])));
    expect([...changed].filter((service) => !result.services?.includes(service)), 'changes services that it does not say').toEqual([]);
    const unchanged = overlay ? [] : (result.services ?? []).filter((service) => !changed.has(service) && !model.service(service)!.get('extends'));
    expect(unchanged, 'says services that do not change').toEqual([]);
    const comments = (each: ComposeModel): string[] => each.comments.map(({ text: words }) => words);
    if (!name.startsWith('remove')) expect(comments(parseCompose(after))).toEqual(comments(model));
  });
});

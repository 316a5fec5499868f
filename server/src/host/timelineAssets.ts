import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TimelineAssets } from '../timing/export/html.ts';
import { embeddedScript, embeddedStyle } from '../timing/export/html.ts';
import { pageAsset } from './pageAsset.ts';

/**
 * Script and style of the timeline page, for a file that holds all of it.
 * @throws where they are missing: they lie beside the bundle, and are there once `npm run build` has run
 */
export async function readTimelineAssets(): Promise<TimelineAssets> {
  const folder = locate();
  const [script, style] = await Promise.all([readFile(join(folder, 'timeline.js'), 'utf8'), readFile(join(folder, 'timeline.css'), 'utf8')]);
  return { script: pageAsset(embeddedScript(script)), style: pageAsset(embeddedStyle(style)) };
}

/** Beside the bundle, as shipped; else where a build of this repository puts it, as in tests. */
function locate(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, 'webviews');
  return existsSync(beside) ? beside : join(here, '..', '..', '..', 'dist', 'webviews');
}

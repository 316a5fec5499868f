import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageAsset, TimelineAssets } from '../timing/export/html.ts';
import { embeddedScript, embeddedStyle } from '../timing/export/html.ts';

/**
 * Script and style of the timeline page, for a file that holds all of it.
 * @throws where they are missing: they lie beside the bundle, and are there once `npm run build` has run
 */
export async function readTimelineAssets(): Promise<TimelineAssets> {
  const folder = locate();
  const [script, style] = await Promise.all([readFile(join(folder, 'timeline.js'), 'utf8'), readFile(join(folder, 'timeline.css'), 'utf8')]);
  return { script: asset(embeddedScript(script)), style: asset(embeddedStyle(style)) };
}

function asset(text: string): PageAsset {
  return { text, hash: `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}` };
}

/** Beside the bundle, as shipped; else where a build of this repository puts it, as in tests. */
function locate(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, 'webviews');
  return existsSync(beside) ? beside : join(here, '..', '..', '..', 'dist', 'webviews');
}

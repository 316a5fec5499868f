import type { ManifestEntry } from './manifestEntry.ts';
import { bun } from './bun.ts';
import { bundler } from './bundler.ts';
import { composer } from './composer.ts';
import { go } from './go.ts';
import { npm } from './npm.ts';
import { pip } from './pip.ts';
import { pipenv } from './pipenv.ts';
import { pnpm } from './pnpm.ts';
import { poetry } from './poetry.ts';
import { cargo, conda, gradle, mamba, maven, mix, nuget, sbt } from './reportOnly.ts';
import { uv } from './uv.ts';
import { yarn } from './yarn.ts';
import { yarnBerry } from './yarnBerry.ts';

/** The one table of what installs read; the layer rules know no manager by name. */
export const MANIFEST_ENTRIES: readonly ManifestEntry[] = [
  pip, uv, poetry, pipenv, conda, mamba, npm, yarn, yarnBerry, pnpm, bun, go, cargo, maven, gradle, sbt, bundler, composer, nuget, mix,
];

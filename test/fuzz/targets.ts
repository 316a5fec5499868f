import type { FuzzTarget } from './target.ts';
import { builds } from './targets/builds.ts';
import { files } from './targets/files.ts';
import { projects } from './targets/projects.ts';
import { readers } from './targets/readers.ts';
import { reports } from './targets/reports.ts';

/** Everything that reads or tells what strangers wrote. */
export const TARGETS: readonly FuzzTarget[] = [...files, ...projects, ...readers, ...builds, ...reports];

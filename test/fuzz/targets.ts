import type { FuzzTarget } from './target.ts';
import { actions } from './targets/actions.ts';
import { baselines } from './targets/baselines.ts';
import { builds } from './targets/builds.ts';
import { configurations } from './targets/configurations.ts';
import { files } from './targets/files.ts';
import { gitIgnores } from './targets/gitIgnores.ts';
import { projects } from './targets/projects.ts';
import { readers } from './targets/readers.ts';
import { reports } from './targets/reports.ts';
import { vulnerabilities } from './targets/vulnerabilities.ts';
import { workspaces } from './targets/workspaces.ts';

/** Everything that reads or tells what strangers wrote. */
export const TARGETS: readonly FuzzTarget[] = [...files, ...projects, ...readers, ...configurations, ...gitIgnores, ...builds, ...reports, ...baselines, ...vulnerabilities, ...workspaces, ...actions];

import type { Config } from '../core/engine/config.ts';
import type { ScannedFile } from '../host/scanFiles.ts';
import { ContextReports } from '../report/contextReport.ts';
import { criticalMatcher } from '../report/score/critical.ts';

/** What a scan learns of one project as it goes from file to file. Paths are relative to the project's folder. */
export class SeenProject {
  readonly contexts = new ContextReports();
  /** Files that a stricter gate holds for. */
  readonly critical = new Set<string>();
  private readonly isCritical: ReturnType<typeof criticalMatcher>;

  constructor({ critical }: Pick<Config, 'critical'>) {
    this.isCritical = criticalMatcher(critical);
  }

  add(file: ScannedFile): void {
    if (file.skipped !== null) return;
    const uses = file.project?.uses ?? [];
    if (this.isCritical({ path: file.path, services: uses.map(({ service }) => service) })) this.critical.add(file.path);
    this.contexts.add(uses);
  }
}

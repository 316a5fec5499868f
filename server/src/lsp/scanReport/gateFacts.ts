import { append } from '../../core/collections/multimap.ts';
import type { Config } from '../../core/engine/config.ts';
import type { DockerfileUse } from '../../core/engine/projectView.ts';
import type { ScannedGate } from '../../protocol.ts';
import type { FileReport } from '../../report/scanReport.ts';
import { criticalMatcher } from '../../report/score/critical.ts';
import { evaluateGates, wantedGates } from '../../report/score/gates.ts';
import type { Score } from '../../report/score/score.ts';
import type { Folder } from '../folder.ts';
import type { VisitedFile } from '../scan.ts';

interface JudgedFolder {
  readonly config: Config;
  readonly isCritical: ReturnType<typeof criticalMatcher>;
}

/** Whether files pass what each folder's configuration asks of them, or what is usual where it says nothing. */
export class GateFacts {
  private readonly folders = new Map<Folder, JudgedFolder>();
  private readonly files = new Map<Folder, FileReport[]>();

  add({ folder, file: { path, document }, config }: VisitedFile, score: Score, uses: readonly DockerfileUse[]): void {
    let judged = this.folders.get(folder);
    if (!judged) this.folders.set(folder, (judged = { config, isCritical: criticalMatcher(config.critical) }));
    const services = document.language === 'dockerfile' ? uses.map(({ service }) => service) : [];
    append(this.files, folder, { path, language: document.language, findings: [], fixed: 0, score, isCritical: judged.isCritical({ path, services }) });
  }

  results(): ScannedGate[] {
    const several = this.folders.size > 1;
    return [...this.folders].flatMap(([folder, { config }]) =>
      evaluateGates({ files: this.files.get(folder) ?? [] }, wantedGates(config.gates, { gates: true, failUnder: null }))
        .map(({ gate, passed, message }) => ({ gate, folder: several ? folder.uri : null, passed, message })));
  }
}

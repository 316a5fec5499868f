import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { toSlashes } from '../host/fileSystem.ts';
import { annotationCommand, withoutCommands } from '../report/workflowCommand.ts';
import type { BuiltReport } from '../timing/export/builtReport.ts';
import { failuresOf, type Failure } from '../timing/export/failures.ts';
import { buildMarkdown } from '../timing/export/markdown.ts';
import type { CliProcess } from './run.ts';

/** GitHub shows ten annotations of a step, and no more of a kind. */
const MOST_ANNOTATIONS = 10;

/** What others wrote must not be taken for a command of the workflow. */
export function guardCommands(self: CliProcess): CliProcess {
  return { ...self, out: (text) => self.out(withoutCommands(text)), error: (text) => self.error(withoutCommands(text)) };
}

/** A step of a GitHub Actions job: its summary, and annotations at the lines that failed. */
export class GitHubRun {
  private constructor(
    private readonly summary: string,
    /** Where annotations are relative to: the checked-out repository. */
    private readonly root: string,
    private readonly self: CliProcess,
    private readonly isJson: boolean,
  ) {}

  /** Null elsewhere. */
  static of(self: CliProcess, isJson: boolean): GitHubRun | null {
    const summary = self.environment?.['GITHUB_STEP_SUMMARY'];
    if (!summary) return null;
    return new GitHubRun(summary, self.environment?.['GITHUB_WORKSPACE'] || self.cwd, self, isJson);
  }

  guard(self: CliProcess): CliProcess {
    return guardCommands(self);
  }

  /** @param folder that Dockerfiles of the trace are relative to */
  async tell(report: BuiltReport, folder: string): Promise<void> {
    const showPath = (dockerfile: string): string => toSlashes(path.relative(this.root, path.resolve(folder, dockerfile)));
    const annotations = failuresOf(report).slice(0, MOST_ANNOTATIONS).map((failure) => annotation(failure, showPath));
    // The runner reads both outputs, and with --json one of them is data.
    const write = this.isJson ? this.self.error : this.self.out;
    write.call(this.self, annotations.join(''));
    try {
      await appendFile(this.summary, `${buildMarkdown(report, showPath)}\n`);
    } catch (error) {
      this.self.error(`drydock: The job summary could not be written: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

function annotation({ place, sentence, target, log }: Failure, showPath: (dockerfile: string) => string): string {
  const where = place === null ? {} : { file: showPath(place.dockerfile), line: place.line + 1 };
  const of = target === null ? '' : ` [${target}]`;
  return annotationCommand('error', where, [`${sentence}${of}`, ...log].join('\n'));
}

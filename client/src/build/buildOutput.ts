import * as vscode from 'vscode';
import { durationText } from '../../../server/src/timing/amounts.ts';
import type { RunningBuild } from './runningBuild.ts';
import type { RunningBuilds } from './runningBuilds.ts';

/** Characters of one build's log that are shown: more is read by nobody here and slows the editor down. */
const MOST_LOG = 8_000_000;

/** The output channel of builds: the exact command lines, what they print, and how they ended. Made with the first build. */
export class BuildOutput implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel('Drydock Build');
  private readonly written = new Map<string, number>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly builds: RunningBuilds) {
    this.subscriptions = [
      builds.onStarted((build) => this.begin(build)),
      builds.onCommand(({ build, text }) => this.write(build, `$ ${text}\n`)),
      builds.onLog(({ build, text }) => this.log(build, text)),
      builds.onEnded((build) => this.finish(build)),
    ];
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private begin(build: RunningBuild): void {
    // What is read is the last build; several at once belong together.
    if (this.builds.running.length === 1) this.channel.clear();
    this.written.set(build.key, 0);
    this.write(build, `${vscode.l10n.t('Building {0}', build.title)}${build.order.noCache ? vscode.l10n.t(' without the cache') : ''}\n`);
  }

  private log(build: RunningBuild, text: string): void {
    const written = this.written.get(build.key) ?? 0;
    if (written >= MOST_LOG) return;
    this.written.set(build.key, written + text.length);
    this.write(build, text);
    if (written + text.length >= MOST_LOG) {
      this.write(build, `\n${vscode.l10n.t('The rest of this log is left out here; the timeline has the end of what each step printed.')}\n`);
    }
  }

  private finish(build: RunningBuild): void {
    this.written.delete(build.key);
    const { end } = build;
    if (!end) return;
    const took = durationText(end.facts.milliseconds ?? 0);
    if (end.problem === null) {
      this.write(build, `${vscode.l10n.t('Built {0} in {1}.', build.title, took)}\n`);
      return;
    }
    const detail = end.problem.detail.trim();
    const isNew = detail !== '' && detail !== end.problem.message;
    this.write(build, `${isNew ? `${detail}\n` : ''}${end.problem.message} (${took})\n`);
  }

  /** Where several builds run at once, each line says whose it is. */
  private write(build: RunningBuild, text: string): void {
    const isAlone = this.builds.running.every((other) => other === build);
    this.channel.append(isAlone ? text : text.replace(/^(?=[^\n])/gm, () => `[${build.title}] `));
  }
}

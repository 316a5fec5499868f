import { longestRun } from '../../build/stepTimes.ts';
import { absolutePath } from '../../build/whatToBuild.ts';
import { append } from '../../core/collections/multimap.ts';
import type { Finding } from '../../core/engine/finding.ts';
import type { DockerfileUse } from '../../core/engine/projectView.ts';
import type { FileOfScan, FoundFix, ScanOverview, ScannedContext, ScannedDrift, ScannedTiers } from '../../protocol.ts';
import { scoreOf } from '../../report/score/score.ts';
import { scoreWorkspace } from '../../report/score/workspaceScore.ts';
import { RuleTally, type TimedStep } from '../../report/scan/ruleTally.ts';
import { ABOUT_TIME } from '../builds/costOf.ts';
import type { LastBuilds } from '../builds/lastBuilds.ts';
import type { Folder } from '../folder.ts';
import type { VisitedFile } from '../scan.ts';
import type { ScannedImages } from '../vulnerabilities/scannedImages.ts';
import { contextFacts } from './contextFacts.ts';
import { driftFacts } from './driftFacts.ts';
import { GateFacts } from './gateFacts.ts';
import { imageGate } from './imageGate.ts';
import { tierFacts } from './tierFacts.ts';

/** Gathers what a report tells beyond the findings themselves, file after file; texts and models are not kept. */
export class OverviewBuilder {
  private readonly tally = new RuleTally();
  private readonly tiers: ScannedTiers[] = [];
  private readonly scored: Parameters<typeof scoreWorkspace>[0][number][] = [];
  private readonly uses = new Map<Folder, DockerfileUse[]>();
  private readonly gates = new GateFacts();

  constructor(
    private readonly last: LastBuilds,
    private readonly images: ScannedImages,
  ) {}

  /** @returns the file's part of the report */
  add(visited: VisitedFile): Pick<FileOfScan, 'fixes' | 'score'> {
    const { uri, folder, file, config } = visited;
    const { document } = file;
    const view = document.language === 'dockerignore' ? null : file.project;
    const uses = (document.language === 'dockerfile' && view?.uses) || [];
    for (const use of uses) append(this.uses, folder, use);
    const tiers = tierFacts(uri, document, view, config);
    if (tiers) this.tiers.push(tiers);
    const counted = file.findings.map(({ rule, severity }) => ({ rule, severity }));
    this.scored.push({ language: document.language, findings: counted });
    const fixes = file.findings.map((finding) => {
      const fix = fixOf(finding);
      this.tally.add({ rule: finding.rule, file: uri, fix, isAboutTime: ABOUT_TIME.has(finding.rule), timed: this.timed(finding, visited) });
      return fix;
    });
    const score = scoreOf(counted);
    this.gates.add(visited, score, uses);
    const { overall, security, maintainability } = score;
    return { fixes, score: { overall, security, maintainability } };
  }

  /** @throws the signal's reason */
  async overview(signal: AbortSignal): Promise<ScanOverview> {
    const contexts: ScannedContext[] = [];
    const drifts: ScannedDrift[] = [];
    const savedBytes = new Map<string, number>();
    for (const [folder, uses] of this.uses) {
      const facts = await contextFacts(folder, uses, (rule, uri) => this.tally.filesOf(rule).has(uri), signal);
      contexts.push(...facts.contexts);
      for (const [rule, bytes] of facts.savedBytes) savedBytes.set(rule, (savedBytes.get(rule) ?? 0) + bytes);
      drifts.push(...((await unlessBroken(driftFacts(folder, signal), signal)) ?? []));
    }
    const rules = this.tally.totals().map((total) => ({ ...total, savedBytes: savedBytes.get(total.rule) ?? null }));
    const { overall, security, maintainability } = scoreWorkspace(this.scored);
    return { score: { overall, security, maintainability }, gates: [...this.gates.results(), imageGate(this.images.all())], rules, contexts, drifts, tiers: this.tiers };
  }

  /** Null where the finding is about something else than time, or its instruction is not as it was when it was built. */
  private timed({ rule, span }: Finding, { uri, folder, file: { path, document } }: VisitedFile): TimedStep | null {
    if (!ABOUT_TIME.has(rule) || document.language !== 'dockerfile' || folder.root === null) return null;
    const steps = this.last.stepsAt(absolutePath(folder.root, path), document.dockerfile, span.start);
    const milliseconds = steps && longestRun(steps);
    if (milliseconds === null) return null;
    return { milliseconds, step: `${uri} ${String(document.dockerfile.instructionAt(span.start)?.span.start)}` };
  }
}

/** Null where the disk fails: that costs its part of the report and nothing else. */
function unlessBroken<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | null> {
  return promise.catch((error: unknown) => {
    if (signal.aborted) throw error;
    return null;
  });
}

/** The best offer that fix-all takes, or a person may pick. */
function fixOf({ fixes }: Finding): FoundFix {
  if (fixes.some(({ kind, elsewhere }) => kind === 'safe' && !elsewhere)) return 'safe';
  return fixes.length > 0 ? 'suggestion' : null;
}

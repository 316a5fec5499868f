import { applyEdits, type TextEdit } from '../text/edits.ts';
import { EditHistory } from '../text/pieces.ts';
import { TakenEdits } from '../text/takenEdits.ts';
import type { SourceDocument } from './document.ts';
import { trustedFindings } from './trusted.ts';
import type { FileCreation, Finding, Fix } from './finding.ts';

/** `safe`: what fix-all does. `suggestions`: also what a person decided to accept, the first offer of each finding. */
export type FixSelection = 'safe' | 'suggestions';

export interface ChosenFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** A pair of rules that undo each other, or a file built for it, must not hang an editor. */
const LIMITS = { fewestRounds: 10, mostRounds: 50, characters: 5_000_000 } as const;

/**
 * More rounds than any chain of fixes needs. Fixes of one place, such as the conditions of a long `depends_on`, take a round each, so
 * all but very long texts are checked that often.
 */
function roundsFor({ text }: SourceDocument): number {
  return Math.max(LIMITS.fewestRounds, Math.min(LIMITS.mostRounds, Math.floor(LIMITS.characters / (text.length + 1))));
}

/** One fix per finding, in text order, leaving out those that conflict with one already taken, or with themselves: no rule may end a fix-all. */
export function chooseFixes(findings: readonly Finding[], selection: FixSelection): ChosenFix[] {
  const chosen: ChosenFix[] = [];
  const taken = new TakenEdits();
  const created = new Set<string>();
  for (const finding of findings) {
    const fix = finding.fixes.find(({ kind, elsewhere }) => !elsewhere && (kind === 'safe' || selection === 'suggestions'));
    if (!fix) continue;
    if (fix.creates?.some(({ path }) => created.has(path)) || !taken.take(fix.edits)) continue;
    chosen.push({ finding, fix });
    for (const { path } of fix.creates ?? []) created.add(path);
  }
  return chosen;
}

export interface FixedDocument {
  readonly document: SourceDocument;
  /** What changed, on offsets of the text that was given. */
  readonly edits: readonly TextEdit[];
  readonly creates: readonly FileCreation[];
  readonly applied: readonly ChosenFix[];
  /** What is left in the fixed text. */
  readonly remaining: readonly Finding[];
}

/**
 * Fixes, checks again, and goes on until nothing changes. A round whose result cannot be read with certainty
 * is not taken, whatever could be read before: no file is ever written unless its new text parses.
 */
export function fixUntilStable(
  start: SourceDocument,
  check: (document: SourceDocument) => readonly Finding[],
  selection: FixSelection,
  wanted: (finding: Finding) => boolean = () => true,
): FixedDocument {
  let document = start;
  let findings = check(document);
  const applied: ChosenFix[] = [];
  const creates = new Map<string, FileCreation>();
  const history = new EditHistory(start.text);
  for (let round = 0, rounds = roundsFor(start); round < rounds; round++) {
    findings = trustedFindings(document, findings);
    const chosen = chooseFixes(findings.filter(wanted), selection).filter(
      ({ fix }) => fix.edits.every(({ span }) => span.end <= document.text.length) && (fix.edits.length > 0 ? !overwrites(fix, creates) : fix.creates?.some(({ path }) => !creates.has(path))),
    );
    if (chosen.length === 0) break;
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    const next = document.withText(applyEdits(document.text, edits));
    if (next.text !== document.text && !next.isTrustworthy) break;
    for (const { fix } of chosen) for (const creation of fix.creates ?? []) creates.set(creation.path, creation);
    applied.push(...chosen);
    history.apply(edits);
    const textChanged = next.text !== document.text;
    document = next;
    if (!textChanged) break;
    findings = check(document);
  }
  return { document, edits: history.toEdits(), creates: [...creates.values()], applied, remaining: findings };
}

/** True where a fix would write another text into a file that an earlier round creates: what that round moved there would be gone. */
function overwrites(fix: Fix, creates: ReadonlyMap<string, FileCreation>): boolean {
  return fix.creates?.some(({ path, text }) => creates.has(path) && creates.get(path)!.text !== text) ?? false;
}

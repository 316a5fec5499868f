import { validate } from 'dockerfile-utils';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixUntilStable } from '../../../server/src/core/engine/fixAll.ts';
import type { SourceDocument } from '../../../server/src/core/engine/document.ts';
import type { Finding } from '../../../server/src/core/engine/finding.ts';
import type { ProjectView } from '../../../server/src/core/engine/projectView.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { RULES } from '../../../server/src/rules/index.ts';
import { documentOf, findingsOf, findingsOfRule } from '../support/engine.ts';
import { fixturesOf, type Fixture } from '../support/fixtures.ts';
import { compareMarkers, readMarkers } from '../support/markers.ts';
import { languageOfFixture, viewOfFixture } from '../support/workspace.ts';

const here = import.meta.dirname;
const toCrlf = (text: string) => text.replace(/\r?\n/g, '\r\n');

function open(fixture: Fixture, text = fixture.file.text): SourceDocument {
  return documentOf(text, languageOfFixture(fixture.file.path), fixture.file.path);
}

/** Errors of an independent validator, counted by kind. */
function foreignErrors(document: SourceDocument): Map<string, number> {
  const counts = new Map<string, number>();
  if (document.language !== 'dockerfile') return counts;
  for (const { code } of validate(document.text)) counts.set(String(code), (counts.get(String(code)) ?? 0) + 1);
  return counts;
}

function countByRule(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function grown(before: Map<string, number>, after: Map<string, number>): string[] {
  return [...after].filter(([key, count]) => count > (before.get(key) ?? 0)).map(([key]) => key);
}

function commentsOf(document: SourceDocument): string[] {
  return document.comments.map(({ text }) => text).sort();
}

describe.each(RULES.map((rule) => ({ rule, id: rule.meta.id })))('$id', ({ rule, id }) => {
  const folder = path.join(here, id);
  const fixtures = existsSync(folder) ? fixturesOf(folder) : [];
  const findOwn = (document: SourceDocument, project: ProjectView | null) => findingsOfRule(rule, document, project);

  it('has fixtures that fire and fixtures that do not', () => {
    const fires = fixtures.filter(({ file }) => readMarkers(file.text).length > 0);
    expect(fires.length).toBeGreaterThan(0);
    expect(fixtures.length).toBeGreaterThan(fires.length);
  });

  describe.each(fixtures)('$name', (fixture) => {
    const project = viewOfFixture(fixture);

    it('finds what the markers say', async () => {
      const document = open(fixture);
      const own = findOwn(document, await project);
      expect(compareMarkers(readMarkers(document.text), own, document.text)).toEqual([]);
      for (const finding of own) {
        expect(finding.message).not.toMatch(/\{\w+\}/);
        expect(finding.span.end).toBeGreaterThan(finding.span.start);
        if (finding.fixes.length === 0 && rule.meta.fix !== 'none') expect(finding.withheld, finding.message).toBeTruthy();
      }
    });

    it('offers fixes that apply one by one and leave a readable file', async () => {
      const document = open(fixture);
      for (const { fixes } of findOwn(document, await project)) {
        for (const fix of fixes) {
          expect(fix.edits.length + (fix.creates?.length ?? 0) + (fix.elsewhere?.length ?? 0)).toBeGreaterThan(0);
          if (fix.elsewhere) expect(fix.kind).toBe('suggestion');
          const after = document.withText(applyEdits(document.text, fix.edits));
          expect(after.isTrustworthy, fix.title).toBe(true);
        }
      }
    });

    it('fixes to the expected text, once, without new findings, errors or lost comments', async () => {
      const document = open(fixture);
      const view = await project;
      const selection = fixture.expected?.selection ?? 'suggestions';
      const fixed = fixUntilStable(document, (version) => findOwn(version, view), selection);
      if (!fixture.expected) {
        expect(fixed.document.text).toBe(document.text);
        expect(fixed.creates).toEqual([]);
        return;
      }
      const results = new Map([[fixture.file.path, fixed.document.text], ...fixed.creates.map(({ path: file, text }) => [file, text] as const)]);
      for (const expected of fixture.expected.files) expect(results.get(expected.path), expected.path).toBe(expected.text);
      expect(applyEdits(document.text, fixed.edits)).toBe(fixed.document.text);

      const offered = (finding: Finding) => (selection === 'safe' ? finding.fixes.some(({ kind }) => kind === 'safe') : finding.fixes.length > 0);
      const created = new Set(fixed.creates.map(({ path: file }) => file));
      const left = findOwn(fixed.document, view).filter((finding) => !finding.fixes.some((fix) => fix.creates?.some(({ path: file }) => created.has(file))));
      expect(left.filter(offered).map(({ message }) => message)).toEqual([]);
      expect(left.length).toBeLessThan(findOwn(document, view).length);

      const all = (version: SourceDocument) => countByRule(findingsOf(version, { project: view }));
      expect(grown(all(document), all(fixed.document))).toEqual([]);
      expect(grown(foreignErrors(document), foreignErrors(fixed.document))).toEqual([]);
      const kept = commentsOf(fixed.document);
      const isSubject = (comment: string) => rule.meta.language === 'all' && /^drydock ignore/.test(comment);
      expect(commentsOf(document).filter((comment) => !kept.includes(comment) && !isSubject(comment))).toEqual([]);
    });

    it('does the same with CRLF line endings', async () => {
      const view = await project;
      const document = open(fixture);
      const twin = open(fixture, toCrlf(fixture.file.text));
      const say = (findings: readonly Finding[]) => findings.map(({ message, withheld }) => [message, withheld]);
      expect(say(findOwn(twin, view))).toEqual(say(findOwn(document, view)));
      const selection = fixture.expected?.selection ?? 'suggestions';
      const fix = (version: SourceDocument) => fixUntilStable(version, (next) => findOwn(next, view), selection).document.text;
      expect(fix(twin)).toBe(toCrlf(fix(document)));
    });
  });
});

it('every fixture folder belongs to a rule', () => {
  const ids = new Set(RULES.map(({ meta }) => meta.id));
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const filesOf = (name: string) => readdirSync(path.join(here, name), { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const strays = folders.filter(({ name }) => !ids.has(name) && filesOf(name).some((file) => !file.name.endsWith('.ts')));
  expect(strays.map(({ name }) => name)).toEqual([]);
});

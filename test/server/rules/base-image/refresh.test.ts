import { describe, expect, it } from 'vitest';
import { readOffer } from '../../../../scripts/lifecycles/officialTags.mjs';
import { formatCycle, formatTags, parseCycle, parseTags } from '../../../../scripts/lifecycles/rows.mjs';
import { readCycles } from '../../../../scripts/lifecycles/releaseCycles.mjs';

const LIBRARY = `# a comment
GitRepo: https://example.org/thing.git

Tags: 2.1.5-trixie, 2.1-trixie, 2-trixie, trixie
SharedTags: 2.1.5, 2.1, 2, latest
Architectures: amd64, arm64v8
Directory: 2.1/trixie

Tags: 2.1.5-slim, 2.1-slim, slim
Directory: 2.1/slim

Tags: 2.1-windowsservercore-ltsc2025
SharedTags: 2.1-windowsservercore
Architectures: windows-amd64

Tags: 2.2-rc-slim, 2.2-rc
Architectures: amd64

Tags: 1.9.1, 1.9, lts
Architectures: amd64
`;

describe.each([['\n'], ['\r\n']])('with line ending %j', (eol) => {
  it('reads which variants are offered, and what moving names stand for', () => {
    expect(readOffer(LIBRARY.replaceAll('\n', eol), ['2.2', '2.1', '1.9', '1.8'])).toEqual({
      floating: { latest: '2.1', lts: '1.9' },
      tags: [
        { cycle: '2.1', variants: ['', 'slim', 'trixie'] },
        { cycle: '1.9', variants: [''] },
      ],
    });
  });
});

const row = (cycle: string, codename: string | null) => ({ cycle, released: '2020-01-01', longTermSupport: null, endOfLife: '2021-01-01', codename });

it('reads release lines, newest first, keeps code names and lines that only the table has', () => {
  const releases = [
    { releaseCycle: '9', releaseDate: '2023-01-01', lts: '2023-06-01', eol: '2025-01-01' },
    { releaseCycle: '10', releaseDate: new Date('2024-01-01'), lts: true, eol: new Date('2026-01-01'), codename: 'Ten Tigers' },
    { releaseCycle: '11', releaseDate: '2025-01-01', eol: false },
    { releaseCycle: 'edge', releaseDate: '2025-01-01', eol: '2026-01-01' },
    { releaseCycle: '8', releaseDate: '2022-01-01', eol: '2024-01-01' },
  ];
  expect(readCycles(releases, { oldest: '9' }, [row('9', 'nine'), row('7', null)])).toEqual([
    { cycle: '11', released: '2025-01-01', longTermSupport: null, endOfLife: null, codename: null },
    { cycle: '10', released: '2024-01-01', longTermSupport: '2024-01-01', endOfLife: '2026-01-01', codename: 'ten' },
    { cycle: '9', released: '2023-01-01', longTermSupport: '2023-06-01', endOfLife: '2025-01-01', codename: 'nine' },
    row('7', null),
  ]);
});

it('reads what each product is asked for: another end, one line for a major, versions with .0', () => {
  const debian = [{ releaseCycle: '12', releaseDate: '2023-06-10', eol: '2026-06-10', eoes: '2028-06-30' }];
  expect(readCycles(debian, { oldest: '1', end: 'eoes' }, [])[0]?.endOfLife).toBe('2028-06-30');
  const minors = [{ releaseCycle: '3.1', releaseDate: '2025-02-01', eol: false }, { releaseCycle: '3.0', releaseDate: '2025-01-01', eol: '2025-02-01' }];
  expect(readCycles(minors, { oldest: '1', byMajor: true }, [])).toEqual([{ cycle: '3', released: '2025-01-01', longTermSupport: null, endOfLife: null, codename: null }]);
  expect(readCycles([{ releaseCycle: 8, releaseDate: '2023-11-14', eol: '2026-11-10' }], { oldest: '1', isMajorOnly: true }, [])[0]?.cycle).toBe('8.0');
});

it('writes a row and reads the same again', () => {
  const rows = ['20 2023-04-18 2026-04-30 lts:2023-10-24 iron', '1.27 2026-08-19 -', '12 2023-06-10 2028-06-30 bookworm'];
  expect(rows.map((text) => formatCycle(parseCycle(text)))).toEqual(rows);
  const tags = ['3.13 3.12: - slim', '3.11: -'];
  expect(formatTags(parseTags(tags))).toEqual(tags);
});

it('refuses days that are none', () => {
  expect(() => readCycles([{ releaseCycle: '9', releaseDate: 'soon', eol: '2026-01-01' }], { oldest: '1' }, [])).toThrow(/"soon" is not a day/);
});

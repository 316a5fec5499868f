import { describe, expect, it } from 'vitest';
import { readOffer } from '../../../../scripts/lifecycles/officialTags.mjs';
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

it('reads release lines, newest first, and keeps code names', () => {
  const releases = [
    { releaseCycle: '9', releaseDate: '2023-01-01', lts: '2023-06-01', eol: '2025-01-01' },
    { releaseCycle: '10', releaseDate: new Date('2024-01-01'), lts: false, eol: new Date('2026-01-01') },
    { releaseCycle: '11', releaseDate: '2025-01-01', eol: false },
    { releaseCycle: 'edge', releaseDate: '2025-01-01', eol: '2026-01-01' },
    { releaseCycle: '8', releaseDate: '2022-01-01', eol: '2024-01-01' },
  ];
  expect(readCycles(releases, '9', [{ cycle: '9', codename: 'nine' }])).toEqual([
    { cycle: '10', released: '2024-01-01', longTermSupport: null, endOfLife: '2026-01-01' },
    { cycle: '9', released: '2023-01-01', longTermSupport: '2023-06-01', endOfLife: '2025-01-01', codename: 'nine' },
  ]);
});

it('refuses days that are none', () => {
  expect(() => readCycles([{ releaseCycle: '9', releaseDate: 'soon', eol: '2026-01-01' }], '1', [])).toThrow(/"soon" is not a day/);
});

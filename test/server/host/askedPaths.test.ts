import { describe, expect, it } from 'vitest';
import { AskedPaths } from '../../../server/src/host/askedPaths.ts';

describe('paths that rules asked about', () => {
  const asked = new AskedPaths();
  asked.add('services/api/src');
  asked.add('.');

  it.each(['services/api/src', 'services/api', 'services', '.'])('concern the path itself and what lies above it: %s', (path) => expect(asked.concern(path)).toBe(true));

  it('concern what lies below one of them, which the workspace folder makes everything', () => {
    expect(asked.concern('other')).toBe(true);
    const narrow = new AskedPaths();
    narrow.add('services/api/src');
    expect(narrow.concern('services/api/src/main.py')).toBe(true);
    expect(narrow.concern('services/api/tests')).toBe(false);
    expect(narrow.concern('other')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { isReport, spokenLines } from '../../../server/src/build/composeEvents.ts';

describe('what compose says beside its reports', () => {
  it.each([
    ['{"id":"shop-web","status":"Built"}', []],
    ['{"id":"shop-web","text":"Building"}', []],
    ['{}', []],
    ['{"error":true}', []],
    ['{"error":true,"message":"b.Dockerfile:1\\n\\n--------------------\\n\\n   1 | \\u003e\\u003e\\u003e FROM x\\n\\nfailed to solve: x\\n"}', ['b.Dockerfile:1', '--------------------', '   1 | >>> FROM x', 'failed to solve: x']],
    ['{"level":"warning","msg":"The \\"X\\" variable is not set. Defaulting to a blank string.","time":"2026-11-21T19:08:35Z"}', ['WARNING: The "X" variable is not set. Defaulting to a blank string.']],
    ['{"error":true,"message":7}', []],
    ['{"other":1}', ['{"other":1}']],
    ['{"half', ['{"half']],
    ['WARNING: local cache import', ['WARNING: local cache import']],
  ])('%s', (line, spoken) => {
    expect(spokenLines(line)).toEqual(spoken);
  });

  it('is told from the reports', () => {
    expect(['{"vertexes":[]}', '{"statuses":[]}', '{"logs":[]}', '{"warnings":[]}'].every(isReport)).toBe(true);
    expect(['{}', '{"id":"x"}', ' {"vertexes":[]}', 'vertexes'].some(isReport)).toBe(false);
  });
});

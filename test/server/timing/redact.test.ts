import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact, redactTrace } from '../../../server/src/timing/redact.ts';
import { emptyOutline, log, outline, traceOf, vertex } from './support/recording.ts';

describe('createRedact', () => {
  it.each([
    [['hunter2'], 'RUN login hunter2 && hunter2x', 'RUN login *** && ***x'], [['abc'], 'abc', 'abc'], [['abcd'], 'abc…', 'abc…'], [[], 'text', 'text'], [['', '   '], 'a   b', 'a   b'],
    [['secret', 'secret-long'], 'secret-long secret', '*** ***'], [['abcdef', 'defghi'], 'abcdefghi', '***'], [['aaaa'], 'aaaaaaaaaa', '******aa'], [['pass"word'], 'sh -c \\"pass\\"word\\"', 'sh -c \\"***\\"'],
    [['line one\nline two'], 'echo line two', 'echo ***'], [['token-1234567890'], 'RUN login token-1234…', 'RUN login ***…'], [['$&$1.*'], 'a $&$1.* b', 'a *** b'], [['****'], 'a **** b', 'a *** b'],
  ])('%j in %j -> %j', (values, text, redacted) => {
    expect(createRedact(values)(text)).toBe(redacted);
  });

  it('leaves none of the values', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', 'é'), minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', 'é', ' '), maxLength: 60 }), fc.nat(60), (values, text, place) => {
        const all = text.slice(0, place) + values.join('') + text.slice(place);
        const redacted = createRedact(values)(all);
        expect(values.filter((one) => redacted.includes(one))).toEqual([]);
      }),
    );
  });

  it('is linear in text and values that repeat themselves', () => {
    const redact = createRedact(['a'.repeat(50_000), 'a'.repeat(4), ...Array.from({ length: 100 }, (_, i) => `value-${i}`)]);
    expect(redact('a'.repeat(2_000_000))).not.toContain('a');
    expect(redact(`${'ab'.repeat(500_000)}…`)).toContain('ab');
  });
});

describe('redactTrace', () => {
  it('keeps nothing of what was printed, and none of the values', () => {
    const output = [
      vertex({ digest: 'a', name: '[2/2] RUN login hunter2', from: 0, to: 5, error: 'process "login hunter2" did not complete successfully: exit code: 1' }),
      log('a', 'the password is hunter2\n'),
      'WARNING: hunter2 is no good password\nERROR: failed to build: failed to solve: process "login hunter2" did not complete successfully: exit code: 1\n',
    ].join('');
    const trace = traceOf([outline('app', 'FROM a\nRUN login hunter2\n')], [[output, ['app']]], 'failed');
    expect(JSON.stringify(trace).match(/hunter2/g)?.length).toBeGreaterThan(5);
    const redacted = redactTrace(trace, ['hunter2']);
    expect(JSON.stringify(redacted)).not.toContain('hunter2');
    expect(redacted.text).toBe('');
    expect(redacted.steps[0]).toMatchObject({ label: 'RUN login ***', place: { line: 1, text: 'RUN login ***' }, log: { text: '', lines: 1, bytes: 24, isCut: true }, state: 'failed' });
    expect(redacted.targets[0]?.error).toContain('login ***');
    expect(redacted.summary).toEqual(trace.summary);
  });

  it('leaves names of targets alone: others find them by those', () => {
    const trace = traceOf([emptyOutline('production')], [[vertex({ digest: 'a', name: '[1/1] RUN build production', from: 0, to: 5 }), ['production']]]);
    expect(redactTrace(trace, ['production'])).toMatchObject({ targets: [{ name: 'production' }], steps: [{ targets: ['production'], label: 'RUN build ***' }] });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { baselineOf, baselineText, readBaseline, withoutKnown } from '../../../server/src/report/baseline.ts';
import { summarize } from '../../../server/src/report/scanReport.ts';
import { madeFile, madeFinding, madeReport } from '../../server/report/madeReport.ts';
import { fuzzTarget } from '../target.ts';
import { anyJson, hostileWord } from '../texts.ts';

const key = fc.oneof(fc.constantFrom('Dockerfile', 'a/Dockerfile', 'require-cache-mount', '1ec5ae5ba9d616', '__proto__', 'constructor', '1'), hostileWord);
const findings = fc.array(fc.record({ rule: key, fingerprint: key }), { maxLength: 6 });
const files = fc.uniqueArray(fc.record({ path: key, findings }), { maxLength: 4, selector: ({ path }) => path });
const counts = fc.dictionary(key, fc.oneof(fc.integer({ min: 1, max: 3 }), anyJson), { maxKeys: 3 });
const almost = fc.record({ version: fc.oneof(fc.constant(1), anyJson), files: fc.oneof(fc.dictionary(key, fc.oneof(fc.dictionary(key, fc.oneof(counts, anyJson), { maxKeys: 3 }), anyJson), { maxKeys: 3 }), anyJson) });
const text = fc.oneof(
  almost.map((value) => JSON.stringify(value)),
  anyJson.map((value) => JSON.stringify(value)),
  fc.tuple(almost, fc.nat(60), hostileWord).map(([value, at, added]) => `${JSON.stringify(value).slice(0, at)}${added}${JSON.stringify(value).slice(at)}`),
  hostileWord,
);
const same = (path: string): string => path;

/** What is known of a scan, as it was kept and as somebody changed it. */
export const baselines = [
  fuzzTarget('baseline', text, (one) => {
    const read = readBaseline(one);
    if ('problem' in read) assert.match(read.problem, /^(?:is|was) [^.]*$/);
    else assert.deepEqual(readBaseline(baselineText(read)), read, 'it is another one once it was written');
  }),
  fuzzTarget('findings beside a baseline', fc.tuple(files, files, text), ([before, now, changed]) => {
    const reportOf = (all: typeof now) => madeReport(all.map(({ path, findings: found }) => madeFile(path, found.map((parts) => madeFinding(parts)))));
    const report = reportOf(now);
    const total = summarize(report).findings;
    const written = readBaseline(baselineText(baselineOf(reportOf(before).files, same)));
    assert.ok(!('problem' in written), 'what was written cannot be read');
    const own = withoutKnown(report, baselineOf(report.files, same), same, new Map());
    assert.deepEqual([summarize(own).findings, own.baseline], [0, { known: total, gone: [], written: null }]);
    const other = readBaseline(changed);
    for (const baseline of [written, ...('problem' in other ? [] : [other])]) {
      const left = withoutKnown(report, baseline, same, new Map());
      assert.equal(summarize(left).findings + left.baseline!.known, total, 'a finding got lost');
      for (const { count } of left.baseline!.gone) assert.ok(count > 0);
    }
  }),
];

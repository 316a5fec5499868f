import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { applyDelta } from '../../../server/src/timing/delta.ts';
import { EMPTY_TRACE } from '../../../server/src/timing/emptyTrace.ts';
import type { BuiltReport } from '../../../server/src/timing/export/builtReport.ts';
import { timelineHtml } from '../../../server/src/timing/export/html.ts';
import { buildJson } from '../../../server/src/timing/export/json.ts';
import { buildMarkdown } from '../../../server/src/timing/export/markdown.ts';
import { perfettoTrace } from '../../../server/src/timing/export/perfetto.ts';
import { buildText, failuresText, warningsText } from '../../../server/src/timing/export/textReport.ts';
import { ProgressStream } from '../../../server/src/timing/progressStream.ts';
import type { BuildTrace } from '../../../server/src/timing/trace.ts';
import { TraceRecorder } from '../../../server/src/timing/traceRecorder.ts';
import { checkMarkdown, checkShown } from '../shown.ts';
import { fuzzTarget } from '../target.ts';
import { hostileWord } from '../texts.ts';

/** Lines of a capture that are used, of this length at most: a value is made anew for each try. */
const [MOST_LINES, LONGEST] = [40, 3_000];

const captures = fileURLToPath(new URL('../../server/timing/captures', import.meta.url));
const lines = readdirSync(captures)
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
  .flatMap((name) => readFileSync(path.join(captures, name), 'utf8').split('\n').slice(0, MOST_LINES))
  .filter((line) => line.length < LONGEST);

const time = fc.constantFrom('2026-11-21T00:18:04.677796123Z', '2026-11-21T00:18:05Z', '2026-11-21T00:19:05Z', '0001-01-01T00:00:00Z', 'soon', '');
const digest = fc.constantFrom('a', 'b', 'c', '__proto__');
const made = fc
  .record(
    {
      vertexes: fc.array(fc.record({ digest, name: fc.oneof(fc.constantFrom('[web 2/3] RUN x', '[web internal] load build context', 'exporting to image'), hostileWord), inputs: fc.array(digest, { maxLength: 3 }), started: time, completed: time, cached: fc.boolean(), error: hostileWord }, { requiredKeys: ['digest', 'name'] }), { maxLength: 3 }),
      logs: fc.array(fc.record({ vertex: digest, stream: fc.constantFrom(1, 2), data: hostileWord.map((word) => Buffer.from(word).toString('base64')), timestamp: time }), { maxLength: 3 }),
      warnings: fc.array(fc.record({ vertex: digest, short: hostileWord.map((word) => Buffer.from(word).toString('base64')) }), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  )
  .map((report) => JSON.stringify(report));
const line = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...lines) }, { weight: 5, arbitrary: made }, { weight: 1, arbitrary: hostileWord });
const stream = fc.record({
  lines: fc.array(line, { maxLength: 20 }),
  end: fc.constantFrom('\n', '\r\n'),
  cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  state: fc.constantFrom('done' as const, 'failed' as const, 'cancelled' as const),
  word: hostileWord,
});

/** What builders report, and what is told of it. */
export const builds = [
  fuzzTarget('progress', stream, ({ lines: all, end, cuts, state, word }) => {
    const text = all.join(end);
    const pieces = [...cuts].sort((a, b) => a - b).map((cut) => Math.floor(cut * text.length));
    const parts = [0, ...pieces].map((from, index) => text.slice(from, pieces[index]));
    assert.deepEqual(eventsOf(parts), eventsOf([text]), 'it depends on where the stream is cut');

    const recorder = new TraceRecorder([]);
    const reader = recorder.reader({ targets: ['web'] });
    let followed: BuildTrace | null = null;
    const follow = () => {
      const delta = recorder.delta();
      if (delta) followed = applyDelta(followed, delta);
    };
    for (const part of parts) {
      reader.push(part);
      follow();
    }
    reader.end();
    recorder.finish(state);
    follow();
    const trace = recorder.trace();
    assert.deepEqual(followed ?? trace, trace, 'who follows sees something else');
    checkSums(trace);
    checkExports(trace, word);
  }),
];

function eventsOf(parts: readonly string[]) {
  const read = new ProgressStream();
  return [...parts.flatMap((part) => read.push(part)), ...read.end()];
}

function checkSums({ wall, steps, summary }: BuildTrace): void {
  assert.ok(Number.isFinite(wall) && wall >= 0);
  assert.ok(summary.critical <= wall, 'the critical path is longer than the build');
  assert.ok(summary.critical <= summary.work + 0.01, 'the critical path is longer than all steps');
  for (const { intervals, duration } of steps) {
    const sum = intervals.reduce((all, [start, end]) => all + end - start, 0);
    assert.ok(Math.abs(sum - duration) < 0.01, 'a step is not as long as its parts');
  }
}

function checkExports(trace: BuildTrace, word: string): void {
  const facts = { title: word, startedAt: trace.startedAt ?? '2026-11-21T10:00:00.000Z', milliseconds: trace.wall, images: {}, withoutCache: null, commands: [word], problem: word };
  const report: BuiltReport = { facts, trace: trace.steps.length === 0 ? { ...EMPTY_TRACE, text: word } : trace, record: null, comparison: null };
  JSON.parse(buildJson(report));
  JSON.parse(perfettoTrace(report));
  const html = timelineHtml(report, { script: { text: '', hash: 'sha256-x' }, style: { text: '', hash: 'sha256-y' } });
  const [, embedded = ''] = /id="build">([^<]*)<\/script>/.exec(html) ?? [];
  assert.doesNotMatch(embedded, /[<>&\u2028\u2029]/, 'the data ends its element');
  assert.equal((JSON.parse(embedded) as { facts: { problem: string } }).facts.problem, word);
  assert.equal(html.match(/<script/g)?.length, 2, 'there is another script');
  checkMarkdown(buildMarkdown(report));
  for (const text of [buildText(report, { comparesAll: true }), failuresText(report, {}), warningsText(report, {})]) checkShown(text);
}

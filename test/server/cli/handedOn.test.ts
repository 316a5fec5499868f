import { expect, it } from 'vitest';
import { exportedTrace } from '../../../server/src/cli/handedOn.ts';
import { makeRecord } from '../../../server/src/timing/history/makeRecord.ts';
import { TraceRecorder } from '../../../server/src/timing/traceRecorder.ts';

it('keeps the values of arguments out of logs that are handed on, too', () => {
  const recorder = new TraceRecorder([]);
  const reader = recorder.reader({ targets: ['web'] });
  const started = '2026-11-21T00:00:00Z';
  reader.push(`${JSON.stringify({
    vertexes: [{ digest: 'sha256:a', name: '[2/2] RUN echo $TOKEN', started, completed: '2026-11-21T00:00:01Z' }],
    logs: [{ vertex: 'sha256:a', stream: 1, data: Buffer.from('token hunter2hunter2 is wrong\n').toString('base64'), timestamp: started }],
  })}\n`);
  reader.end('done');
  recorder.finish('done');
  const trace = recorder.trace();
  const hidden = ['hunter2hunter2'];
  const record = makeRecord({
    salt: 'test', startedAt: '2026-11-21T00:00:00.000Z', state: 'done', what: { kind: 'compose', files: ['compose.yml'], names: ['web'] }, milliseconds: 1000, noCache: false,
    builder: null, inputs: null, images: {}, trace, hidden,
  });
  expect(trace.steps[0]?.log.text).toContain('hunter2hunter2');
  expect(exportedTrace({ record, trace, hidden }).steps.map(({ log }) => log.text.trim())).toEqual(['token *** is wrong']);
});

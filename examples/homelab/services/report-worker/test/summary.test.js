import assert from 'node:assert';
import { test } from 'node:test';
import { summarize } from '../src/summary.js';

test('silent devices are listed', () => {
  const now = new Date('2025-01-02T20:00:00Z');
  const rows = [
    { device: 'door', events: 3, last_seen: '2025-01-02T19:00:00Z' },
    { device: 'meter', events: 9, last_seen: '2025-01-02T02:00:00Z' },
  ];
  const { total, silent } = summarize(rows, now);
  assert.equal(total, 12);
  assert.deepEqual(silent.map((device) => device.device), ['meter']);
});

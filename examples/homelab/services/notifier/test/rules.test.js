const assert = require('node:assert');
const { test } = require('node:test');
const { matches } = require('../src/rules');

test('a warm freezer matches', () => {
  const rule = { topic: 'home/cellar/freezer', field: 'temperature', above: -12 };
  assert.ok(matches(rule, 'home/cellar/freezer', { temperature: -5 }));
  assert.ok(!matches(rule, 'home/cellar/freezer', { temperature: -18 }));
});

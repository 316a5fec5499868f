import { expect, it } from 'vitest';
import { requireCacheMount } from '../../../../server/src/rules/require-cache-mount.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

it.each([
  ['pip install --upgrade pip setuptools==80.9.0 "wheel<1"', 'information'],
  ['pip install "setuptools==$VERSION" && pip install wheel', 'information'],
  ['pip install pip-tools', 'warning'],
  ['pip install --upgrade pip && pip install flask', 'warning'],
  ['pip install -r requirements.txt pip', 'warning'],
  ['pip install .', 'warning'],
])('%s is a finding of severity %s', (command, severity) => {
  const found = findingsOf(documentOf(`FROM python:3.12-slim\nRUN ${command}\n`, 'dockerfile'), { rules: [requireCacheMount], project: null });
  expect(found.map((one) => one.severity)).toEqual([severity]);
});

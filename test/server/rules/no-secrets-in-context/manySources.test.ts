import { expect, it } from 'vitest';
import { noSecretsInContext } from '../../../../server/src/rules/no-secrets-in-context.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

it('takes moments where tens of thousands of folders are copied', async () => {
  const sources = Array.from({ length: 20_000 }, (_, i) => `d${i}/e*`).join(' ');
  const text = `FROM python:3.13\nCOPY ${sources} d7 /x/\n`;
  const files = [{ path: 'Dockerfile', text }, { path: 'd7/id_rsa', text: 'k' }];
  const project = await viewOfFiles(files, 'Dockerfile', 'dockerfile');
  const document = documentOf(text, 'dockerfile', 'Dockerfile');
  expect(cpuTime(() => expect(findingsOf(document, { rules: [noSecretsInContext], project })).toHaveLength(1))).toBeLessThan(5_000);
});

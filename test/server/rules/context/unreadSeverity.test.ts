import { expect, it } from 'vitest';
import { noUnreadDockerignore } from '../../../../server/src/rules/no-unread-dockerignore.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

const IGNORE = 'services/api/.dockerignore';
const COMPOSE = 'services:\n  api:\n    build: {context: ., dockerfile: services/api/Dockerfile}\n';

async function severityOf(dockerfile: string): Promise<string | undefined> {
  const files = [
    { path: IGNORE, text: 'tests\n' },
    { path: 'services/api/Dockerfile', text: dockerfile },
    { path: 'compose.yaml', text: COMPOSE },
  ];
  const project = await viewOfFiles(files, IGNORE, 'dockerignore');
  return findingsOf(documentOf('tests\n', 'dockerignore', IGNORE), { rules: [noUnreadDockerignore], project })[0]?.severity;
}

it.each([
  ['FROM debian\nCOPY services/api /app\n', 'warning'],
  // The same need before and after its installs are moved in front of `COPY . .`.
  ['FROM python\nCOPY . .\nRUN pip install -r services/api/requirements.txt\n', 'warning'],
  ['FROM python\nCOPY services/api/requirements.txt services/api/\nRUN pip install -r services/api/requirements.txt\nCOPY . .\n', 'warning'],
  ['FROM python\nCOPY . .\nCMD ["python", "./services/api/main.py"]\n', 'warning'],
  ['FROM python\nCOPY . .\nRUN pip install -r requirements.txt\n', 'information'],
  ['FROM python\nCOPY main.py .\nRUN curl -o services/api/model https://example.org/model\n', 'information'],
  ['FROM python\nCOPY . .\nRUN cp /opt/services/api/x .\n', 'information'],
])('%j makes an unread ignore file a matter of %s', async (dockerfile, severity) => {
  expect(await severityOf(dockerfile)).toBe(severity);
});

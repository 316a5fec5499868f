import { expect, it } from 'vitest';
import { startCommand, startedProgram, startsScript, startsShell } from '../../../../server/src/rules/stages/startCommand.ts';
import { documentOf } from '../../support/engine.ts';

function start(instructions: string) {
  const { dockerfile } = documentOf(`FROM debian:trixie-slim\n${instructions}\n`, 'dockerfile');
  return startCommand(dockerfile, dockerfile.stages.at(-1)!)!;
}

it.each([
  ['ENTRYPOINT ["tini", "--"]\nCMD ["node", "server.js"]', 'tini -- node server.js', 'node'],
  ['CMD exec python -m app', 'exec python -m app', 'python'],
  ['CMD ["sh", "-c", "exec /srv/app --port 1"]', 'sh -c exec /srv/app --port 1', '/srv/app'],
  ['ENTRYPOINT server\nCMD ["ignored"]', 'server', 'server'],
  ['CMD ["old"]\nCMD A=1 new \\\n    --flag', 'A=1 new --flag', 'new'],
])('%s starts %s', (instructions, text, program) => {
  expect(start(instructions).text).toBe(text);
  expect(startedProgram(start(instructions))).toBe(program);
});

it('an ENTRYPOINT takes away the CMD of the stage it continues', () => {
  const { dockerfile } = documentOf('FROM debian AS base\nCMD ["bash"]\nFROM base\nENTRYPOINT ["server"]\n', 'dockerfile');
  expect(startCommand(dockerfile, dockerfile.stages[1]!)).toMatchObject({ cmd: null, text: 'server' });
});

it.each(['CMD ["bash"]', 'CMD /bin/sh -l', 'CMD ["python3"]', 'CMD ["php", "-a"]', 'CMD sleep infinity', 'CMD [""]'])('%s waits for somebody', (instructions) => {
  expect(startsShell(start(instructions))).toBe(true);
});

it.each([
  ['ENTRYPOINT ["/docker-entrypoint.sh"]', true],
  ['CMD ["/start.py"]', true],
  ['CMD ["tini", "--", "./run"]', true],
  ['CMD ["python", "/start.py"]', false],
  ['CMD ["npm", "start"]', false],
  ['CMD ["runner"]', false],
])('%s starts a script: %s', (instructions, does) => {
  expect(startsScript(start(instructions))).toBe(does);
});

import { expect, it } from 'vitest';
import { servedPort } from '../../../../server/src/rules/stages/health/servedPort.ts';
import { startCommand } from '../../../../server/src/rules/stages/startCommand.ts';
import { documentOf } from '../../support/engine.ts';

it.each([
  ['CMD ["uvicorn", "main:app", "--port", "8102"]', 8102],
  ['CMD ["gunicorn", "--bind=0.0.0.0:9000", "main:app"]', 9000],
  ['CMD ["gunicorn", "-b", "[::]:8001", "main:app"]', 8001],
  ['CMD gunicorn -b :8003 main:app', 8003],
  ['CMD ["server", "-p", "4567"]', 4567],
  ['CMD ["server", "--listen", "tcp://*:7070"]', 7070],
  ['CMD ["python", "manage.py", "runserver", "0.0.0.0:8004"]', 8004],
  ['CMD ["java", "-Dserver.port=9191", "-jar", "app.jar"]', 9191],
  ['EXPOSE 8090\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0"]', 8090],
  ['EXPOSE 80 443\nCMD ["server"]', 80],
  ['ENV PORT=5005\nEXPOSE ${PORT}/tcp\nCMD ["server"]', 5005],
  ['EXPOSE ${PORT:-5006}\nCMD ["server"]', 5006],
  ['ENV PORT=5007\nCMD ["node", "server.js"]', 5007],
  ['CMD ["flask", "--app", "shop", "run"]', 5000],
])('%s answers on port %i', (instructions, port) => {
  expect(portOf(instructions)).toBe(port);
});

it.each([
  ['EXPOSE 3000 9229\nCMD ["node", "server.js"]', /several ports/],
  ['EXPOSE $PORT\nCMD ["node", "server.js"]', /no value/],
  ['EXPOSE 1883\nCMD ["broker"]', /port 1883/],
  ['CMD ["uvicorn", "main:app", "--port", "8443"]', /port 8443/],
  ['CMD ["server"]', /which port/],
])('%s tells no port', (instructions, reason) => {
  expect(portOf(instructions)).toMatchObject({ reason: expect.stringMatching(reason) });
});

function portOf(instructions: string) {
  const { dockerfile, facts } = documentOf(`FROM debian:trixie-slim\n${instructions}\n`, 'dockerfile');
  const stage = dockerfile.stages[0]!;
  return servedPort(facts, stage, startCommand(dockerfile, stage));
}

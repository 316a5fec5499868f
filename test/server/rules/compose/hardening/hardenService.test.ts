import { expect, it } from 'vitest';
import { applyEdits } from '../../../../../server/src/core/text/edits.ts';
import { hardenService } from '../../../../../server/src/rules/harden-service.ts';
import { configOf, documentOf, findingsOf } from '../../../support/engine.ts';

const config = configOf({ rules: { 'harden-service': { capabilities: true, readOnly: true } } });
const HARDENED = '    security_opt: ["no-new-privileges:true"]\n';

function check(...services: string[]) {
  const document = documentOf(`services:\n${services.join('')}`, 'compose');
  return { text: document.text, found: findingsOf(document, { rules: [hardenService], config }) };
}

it('offers to drop capabilities and to close the file system where nothing needs them', () => {
  const { text, found } = check(`  cache:\n    image: memcached:1.6\n${HARDENED}`);
  expect(found.map(({ message }) => message)).toEqual([
    '`cache` has more rights than most services need: it keeps the capabilities of root (`cap_drop: [ALL]`) and may change all files of its image (`read_only: true`).',
  ]);
  expect(applyEdits(text, found[0]!.fixes[0]!.edits)).toBe(`${text}    cap_drop: [ALL]\n    read_only: true\n`.replace(/\n\n/g, '\n'));
  expect(found[0]!.fixes[0]!.kind).toBe('suggestion');
});

it('withholds both where the entrypoint changes its account', () => {
  const { found } = check(`  db:\n    image: postgres:16\n${HARDENED}`);
  expect(found[0]!.fixes).toEqual([]);
  expect(found[0]!.withheld).toMatch(/The entrypoint of postgres starts as root and goes on as another account.*docker diff/);
});

it('drops capabilities of what starts as another account, whatever its image', () => {
  const { found } = check(`  app:\n    image: example/app:1\n    user: "1000"\n    read_only: true\n${HARDENED}`, `  root:\n    image: example/app:1\n    user: "0:1000"\n    read_only: true\n${HARDENED}`);
  expect(found.map(({ fixes }) => fixes.length)).toEqual([1, 0]);
});

it('gives a file system in memory to what needs one, and asks for the volume that is missing', () => {
  const web = check(`  web:\n    image: nginxinc/nginx-unprivileged:1.27\n    cap_drop: [all]\n${HARDENED}`);
  expect(applyEdits(web.text, web.found[0]!.fixes[0]!.edits)).toContain('    read_only: true\n    tmpfs: [\'/tmp\']');
  const metrics = check(`  metrics:\n    image: prom/prometheus:v2.54.1\n    cap_drop: [ALL]\n${HARDENED}`);
  expect(metrics.found[0]!.withheld).toBe('It writes to `/prometheus`, where no volume is mounted.');
});

it('says nothing of what is closed, privileged, a job or unknown', () => {
  const { found } = check(
    `  closed:\n    image: example/app:1\n    cap_drop: [ALL]\n    read_only: true\n${HARDENED}`,
    `  driver:\n    image: example/app:1\n    privileged: true\n`,
    `  migrate:\n    image: example/app:1\n`,
    `  open:\n    image: example/app:1\n    cap_drop: ["\${DROP}"]\n    read_only: \${READ_ONLY}\n    security_opt: ["\${OPT}"]\n`,
  );
  expect(found).toEqual([]);
});

it('reads shapes that compose refuses', () => {
  const { found } = check(
    '  maps: {image: a, security_opt: [{a: b}, 5, null], cap_drop: [{a: b}], read_only: {a: b}}\n',
    '  text: {image: a, security_opt: no-new-privileges, cap_drop: text, read_only: true}\n',
    '  privileged: {image: a, privileged: {a: b}, volumes: {a: b}}\n  empty:\n  list: []\n  nothing: ~\n',
  );
  expect(found.map(({ messageId }) => messageId)).toEqual(['narrow']);
});

it('reads thousands of services, and changes no file by hundreds of places at once', () => {
  const services = Array.from({ length: 3_000 }, (_, i) => `  s${i}:\n    image: example/app:1\n`);
  const document = documentOf(`services:\n${services.join('')}`, 'compose');
  const found = findingsOf(document, { rules: [hardenService] });
  expect(found).toHaveLength(1);
  expect(found[0]!.withheld).toMatch(/3000 services/);
});

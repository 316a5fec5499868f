import { expect, it } from 'vitest';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import { UNKNOWN } from '../../../../../server/src/core/compose/project.ts';
import { environmentOfService } from '../../../../../server/src/core/compose/settings/environment.ts';
import { soleProject } from '../../../../../server/src/core/compose/soleProject.ts';

function environmentOf(environment: string): Record<string, unknown> {
  const model = parseCompose(`x-mode: &mode 0o17\nservices:\n  a:\n    image: busybox\n    environment: ${environment}\n`);
  return Object.fromEntries(environmentOfService(soleProject(model).services.get('a')!).values);
}

it('gives values as the text that the container gets', () => {
  // Compared with what `docker compose config` prints.
  expect(environmentOf('{A: 0644, B: 1e6, C: 0x1f, D: 1.10, E: True, F: ~, G: "0644", H: !!str 0x1f, I: 1_000, J: *mode, K: 8080, L: yes, M: }')).toEqual({
    A: '420', B: '1e+06', C: '31', D: '1.1', E: 'true', F: null, G: '0644', H: '0x1f', I: '1000', J: '15', K: '8080', L: 'yes', M: null,
  });
  expect(environmentOf('[A=0644, "B=1e6", C, "D=$D"]')).toEqual({ A: '0644', B: '1e6', C: null, D: UNKNOWN });
});

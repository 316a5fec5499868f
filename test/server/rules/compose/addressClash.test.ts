import { expect, it } from 'vitest';
import { addressClash } from '../../../../server/src/rules/compose/network/hostPorts.ts';

it.each([
  [null, null, 'same'],
  [null, '0.0.0.0', 'same'],
  ['127.0.0.1', '127.0.0.1', 'same'],
  ['0.0.0.0', '127.0.0.1', 'covered'],
  [null, '127.0.0.1', 'covered'],
  // An engine that publishes nothing on IPv6 starts these.
  [null, '::', 'covered'],
  ['::', '::', 'covered'],
  [null, '::1', 'covered'],
  ['0.0.0.0', '::', null],
  ['127.0.0.1', '127.0.0.2', null],
  ['0.0.0.0', '::1', null],
] as const)('%s beside %s: %s', (a, b, clash) => {
  expect(addressClash(a, b)).toBe(clash);
  expect(addressClash(b, a)).toBe(clash);
});

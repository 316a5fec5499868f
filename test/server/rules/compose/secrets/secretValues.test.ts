import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../../../../server/src/rules/compose/secrets/secretNames.ts';
import { passwordInside, secretKind } from '../../../../../server/src/rules/compose/secrets/secretValues.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

const NOBODY: ReadonlySet<string> = new Set();

describe('isSecretName', () => {
  it.each(['DB_PASSWORD', 'POSTGRES_PASSWORD', 'PGPASSWORD', 'smtpPassword', 'SMTP_PASS', 'DB_PWD', 'JWT_SECRET', 'GITHUB_TOKEN', 'STRIPE_API_KEY', 'SECRET_KEY', 'SECRET_KEY_BASE', 'AWS_SECRET_ACCESS_KEY', 'spring.datasource.password'])(
    '%s is one',
    (name) => expect(isSecretName(name)).toBe(true),
  );
  it.each(['PWD', 'PASS', 'KEY', 'KEY_NAME', 'PUBLIC_KEY', 'JWT_PUBLIC_KEY', 'SORT_KEY', 'AWS_ACCESS_KEY_ID', 'PASSWORD_FILE', 'AUTH_MODE', 'PASSWORD_MIN_LENGTH', 'TOKEN_URL', 'MAX_TOKENS', 'ALLOW_EMPTY_PASSWORD', 'VITE_API_KEY', 'COMPASS', ''])(
    '%j is none',
    (name) => expect(isSecretName(name)).toBe(false),
  );
});

describe('secretKind', () => {
  it.each([
    ['NOTE', `ghp_${'aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5'}`, 'real'],
    ['NOTE', '-----BEGIN RSA PRIVATE KEY-----\nMIIB', 'real'],
    ['API_TOKEN', '0d5e0e73-96f7-4936-b125-e8f5f2296b08', 'real'],
    ['DB_PASSWORD', 'tulip-garden', 'chosen'],
    ['DB_PASSWORD', 'MyStrongLoginPassword', 'chosen'],
    ['JWT_SECRET', 'shop2-e2e-orders-jwt-secret', 'chosen'],
    ['JWT_SECRET', 'a1-b2-c3-shop-d4e5f6a7b8c9d0', 'real'],
    ['DB_PASSWORD', 'changeme', 'known'],
    ['DB_PASSWORD', 'Password123!', 'known'],
    ['DB_PASSWORD', 'your_password_here', 'known'],
    ['DB_PASSWORD', 'shop', 'known'],
    ['URL', 'amqp://guest:guest@rabbit:5672', 'known'],
    ['URL', 'postgres://shop:tulip-garden@db/shop', 'chosen'],
    ['API_TOKEN', '<your token>', null],
    ['API_TOKEN', 'xxxxxxxx', null],
    ['SHOW_TOKEN', 'q8Zr4T1yU6pL0sN3vB7x', null],
    ['DB_PASSWORD', 'true', null],
    ['DB_PASSWORD', '/run/secrets/db_password', null],
    ['DB_PASSWORD', '  ', null],
    ['URL', 'postgres://db/shop', null],
    ['URL', 'postgres://user:<password>@db/shop', null],
    ['PASSWORD', '"admin"', 'known'],
    ['ADMIN_PASSWORD', 'YYYYYYYYYYYYYYYYYYYYYYYY', 'known'],
    ['SECRET_KEY', '00000000-0000-0000-0000-000000000000', 'known'],
    ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI4K7MDENG9bPxRfiCYzz', 'real'],
    ['AWS_SECRET_ACCESS_KEY', 'dummy', null],
    ['ANTHROPIC_API_KEY', 'sk-xxx-xxx-xxx', null],
    ['PRIVATE_KEY', "'<PRIVKEY>'", null],
    ['JWT_SECRET_KEY', '%kernel.project_dir%/config/jwt/private.pem', null],
    ['JWT_SECRET_KEY', 'config/jwt/private.pem', null],
    ['DB_PASSWORD', '~', null],
    ['MAIL_URL', 'smtp://user:pass@mail.example.com:25/', null],
  ])('%s=%s is %s', (name, value, kind) => expect(secretKind(name, value, new Set(['shop']))).toBe(kind));

  it('reads hostile values in time', () => {
    const values = ['a='.repeat(50_000), 'a=b;'.repeat(50_000), 'host=a '.repeat(20_000), `x://${'a&'.repeat(50_000)}`, '1'.repeat(100_000), `a${':'.repeat(100_000)}`, '<'.repeat(100_000)];
    const time = cpuTime(() => {
      for (const value of values) secretKind('DB_PASSWORD', value, NOBODY);
    });
    expect(time).toBeLessThan(1_000);
  });
});

it.each([
  ['postgresql+asyncpg://shop:pa%40ss@db:5432/shop', 'pa%40ss'],
  ['redis://:hunter-two@cache:6379', 'hunter-two'],
  ['jdbc:mysql://db/shop?user=a&password=lighthouse', 'lighthouse'],
  ['Server=db;User Id=sa;Password=Harbour-Bridge-7;', 'Harbour-Bridge-7'],
  ['host=db user=shop password=lighthouse sslmode=disable', 'lighthouse'],
  ['https://user@example.com/a:b', null],
  ['http://example.com:8080/@me', null],
  ['12:30:00', null],
])('the password inside %s is %s', (text, password) => expect(passwordInside(text)).toBe(password));

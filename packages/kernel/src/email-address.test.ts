import { describe, expect, test } from 'vitest';
import { normaliseEmail } from './email-address.ts';

describe('an e-mail address', () => {
  test.each([
    ['maria@example.com', 'maria@example.com'],
    ['  Maria.Silva@Example.COM ', 'maria.silva@example.com'],
    ['maria+predio@example.com', 'maria+predio@example.com'],
    ['joa\u0303o@exemplo.com.br', 'jo\u00e3o@exemplo.com.br'],
    ['info@condomínio.com.br', 'info@xn--condomnio-l5a.com.br'],
  ])('%s is written %s', (text, normal) => {
    expect(normaliseEmail(text)).toBe(normal);
  });

  test.each([
    '',
    'maria',
    '@example.com',
    'maria@',
    'maria@localhost',
    'a@b@example.com',
    'ma ria@example.com',
    '.maria@example.com',
    'maria..silva@example.com',
    `${'a'.repeat(65)}@example.com`,
    `maria@${'a'.repeat(260)}.com`,
  ])('%j is none', (text) => {
    expect(normaliseEmail(text)).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import * as z from 'zod';
import { unknownFields } from './unknown-fields.ts';

const schema = z.object({
  title: z.string().trim(),
  tags: z.array(z.object({ name: z.string() })).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
  when: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .optional(),
});

const unknownIn = (json: string) => {
  const sent: unknown = JSON.parse(json);
  return unknownFields(sent, schema.parse(sent));
};

test('knows what the schema knows, transformed or not', () => {
  const json = '{"title":" x ","tags":[{"name":"a"}],"extra":{"any":{"thing":1}},"when":"2026-11-22T10:00:00Z"}';
  expect(unknownIn(json)).toEqual([]);
});

test('names what the schema dropped, at any depth', () => {
  expect(unknownIn('{"title":"x","role":"admin","tags":[{"name":"a"},{"name":"b","id":1}]}')).toEqual([
    'role',
    'tags.1.id',
  ]);
});

test('is not fooled by names of the prototype', () => {
  expect(unknownIn('{"title":"x","__proto__":{"admin":true},"constructor":1}')).toEqual(['__proto__', 'constructor']);
});

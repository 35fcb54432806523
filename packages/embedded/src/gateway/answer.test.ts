import { describe, expect, test } from 'vitest';
import { answerOf } from './answer.ts';

const JSON_TYPE = ['content-type', 'application/json'];

describe('what a function returns', () => {
  test.each([
    ['a text', 'hello', 'hello'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['nothing', undefined, 'null'],
  ])('without a status is a 200: %s', (_, result, body) => {
    expect(answerOf(result)).toEqual({ status: 200, headers: JSON_TYPE, body });
  });

  test('with a status is the answer, with headers as text and cookies apart', () => {
    const result = {
      statusCode: 201,
      headers: { 'Content-Type': 'text/html', 'X-Count': 3 },
      cookies: ['a=1', 'b=2'],
      body: 'x',
    };
    expect(answerOf(result)).toEqual({
      status: 201,
      headers: ['content-type', 'text/html', 'x-count', '3', 'set-cookie', 'a=1', 'set-cookie', 'b=2'],
      body: 'x',
    });
  });

  test('is text when it does not say what it is', () => {
    expect(answerOf({ statusCode: 200, body: 'x' }).headers).toEqual(['content-type', 'text/plain;charset=UTF-8']);
    expect(answerOf({ statusCode: 204 })).toEqual({ status: 204, headers: [], body: '' });
  });

  test('is decoded from base64', () => {
    expect(answerOf({ statusCode: 200, isBase64Encoded: true, body: 'AQI=' }).body).toEqual(Buffer.from([1, 2]));
  });

  test.each([
    ['a status that is none', { statusCode: 'soon' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ])('is refused: %s', (_, result) => {
    expect(() => answerOf(result)).toThrow();
  });

  test('is refused above 6 MB', () => {
    expect(() => answerOf({ statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024 + 1) })).toThrow(RangeError);
  });
});

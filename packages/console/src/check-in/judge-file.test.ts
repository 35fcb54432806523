import { LARGEST_DOCUMENT_BYTES } from '@bos/stays/check-in/check-in-kinds';
import { describe, expect, test } from 'vitest';
import { documentTypeOf, mayBeTriedAgain, problemOfFile } from './judge-file.ts';

describe('a file', () => {
  test.each([
    ['passport.jpg', 'image/jpeg', 'image/jpeg'],
    ['passport.JPG', '', 'image/jpeg'],
    ['passport.jpg', 'image/jpg', 'image/jpeg'],
    ['scan.pdf', 'application/pdf', 'application/pdf'],
    ['IMG_0001.HEIC', 'image/heic', undefined],
    ['letter.docx', '', undefined],
    ['page.jpg', 'text/html', undefined],
    ['passport', '', undefined],
  ])('%s that says %j is %j', (name, type, expected) => {
    expect(documentTypeOf({ name, type })).toBe(expected);
  });

  test.each([
    ['passport.jpg', 'image/jpeg', 1, undefined],
    ['scan.pdf', 'application/pdf', LARGEST_DOCUMENT_BYTES, undefined],
    ['scan.pdf', 'application/pdf', LARGEST_DOCUMENT_BYTES + 1, 'tooLarge'],
    ['passport.jpg', 'image/jpeg', LARGEST_DOCUMENT_BYTES + 1, undefined],
    ['passport.jpg', 'image/jpeg', 6 * LARGEST_DOCUMENT_BYTES, 'tooLarge'],
    ['passport.jpg', 'image/jpeg', 0, 'empty'],
    ['IMG_0001.HEIC', 'image/heic', 1, undefined],
    ['film.mp4', 'video/mp4', LARGEST_DOCUMENT_BYTES + 1, 'wrongType'],
  ])('%s of %s with %i bytes: %j', (name, type, size, expected) => {
    expect(problemOfFile({ name, type, size })).toBe(expected);
  });

  test('is tried again where that may help', () => {
    expect(mayBeTriedAgain('offline')).toBe(true);
    expect(mayBeTriedAgain('wrongType')).toBe(false);
  });
});

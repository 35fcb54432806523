import { describe, expect, test } from 'vitest';
import { ArrayFile, ModelFileError, packArrays } from './array-file.ts';

const packed = () =>
  packArrays(
    new Map<string, Int8Array | Uint16Array | Float32Array>([
      ['small', Int8Array.of(-1, 2, 3)],
      ['middle', Uint16Array.of(65535, 1)],
      ['large', Float32Array.of(0.5, -2)],
    ]),
  );

describe('array file', () => {
  test('gives back what was packed, wherever the bytes lie in memory', () => {
    const bytes = packed();
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const file = new ArrayFile(shifted.subarray(3));
    expect(file.int8('small')).toEqual(Int8Array.of(-1, 2, 3));
    expect(file.uint16('middle')).toEqual(Uint16Array.of(65535, 1));
    expect(file.float32('large')).toEqual(Float32Array.of(0.5, -2));
  });

  test('the same arrays give the same bytes', () => {
    expect(packed()).toEqual(packed());
  });

  test('a foreign, empty or cut file is refused', () => {
    expect(() => new ArrayFile(new TextEncoder().encode('{"not":"a model"}'))).toThrow(ModelFileError);
    expect(() => new ArrayFile(new Uint8Array(0))).toThrow(ModelFileError);
    expect(() => new ArrayFile(packed().slice(0, -4))).toThrow(ModelFileError);
  });

  test('a missing array or one of another type is refused', () => {
    const file = new ArrayFile(packed());
    expect(() => file.int8('other')).toThrow(/missing/);
    expect(() => file.uint8('small')).toThrow(/another type/);
  });
});

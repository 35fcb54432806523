/** Several typed arrays in one file: magic, length of the index, JSON index, arrays (each aligned to 4 bytes). */
export type StoredArray = Int8Array | Uint8Array | Uint16Array | Uint32Array | Float32Array;

const MAGIC = 0x31534f42;
const HEADER = 8;
const ALIGNMENT = 4;

export class ModelFileError extends Error {
  readonly code = 'MODEL_FILE_INVALID';
  constructor(detail: string, options?: ErrorOptions) {
    super(`The model file cannot be used: ${detail}`, options);
    this.name = 'ModelFileError';
  }
}

const TYPES = { Int8Array, Uint8Array, Uint16Array, Uint32Array, Float32Array } as const;
type TypeName = keyof typeof TYPES;
type Entry = { name: string; type: TypeName; offset: number; length: number };

const aligned = (size: number) => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

function typeNameOf(array: StoredArray): TypeName {
  if (array instanceof Int8Array) return 'Int8Array';
  if (array instanceof Uint8Array) return 'Uint8Array';
  if (array instanceof Uint16Array) return 'Uint16Array';
  return array instanceof Uint32Array ? 'Uint32Array' : 'Float32Array';
}

/** Writes named arrays into one file, in the order of their names. Little-endian, as every supported machine is. */
export function packArrays(arrays: ReadonlyMap<string, StoredArray>): Uint8Array {
  const entries: Entry[] = [];
  let offset = 0;
  const ordered = [...arrays].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, array] of ordered) {
    entries.push({ name, type: typeNameOf(array), offset, length: array.length });
    offset = aligned(offset + array.byteLength);
  }
  const index = new TextEncoder().encode(JSON.stringify(entries));
  const start = aligned(HEADER + index.length);
  const file = new Uint8Array(start + offset);
  const header = new DataView(file.buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, index.length, true);
  file.set(index, HEADER);
  for (const [place, [, array]] of ordered.entries()) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    file.set(bytes, start + (entries[place]?.offset ?? 0));
  }
  return file;
}

/** The arrays of a file. Throws ModelFileError when it is no such file, is cut off or an array is asked for in vain. */
export class ArrayFile {
  readonly #arrays = new Map<string, StoredArray>();

  constructor(file: Uint8Array) {
    const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
    if (file.byteLength < HEADER || header.getUint32(0, true) !== MAGIC) throw new ModelFileError('unknown format');
    const indexLength = header.getUint32(4, true);
    if (HEADER + indexLength > file.byteLength) throw new ModelFileError('cut off');
    const start = aligned(HEADER + indexLength);
    for (const entry of readIndex(file.subarray(HEADER, HEADER + indexLength))) {
      const Type = TYPES[entry.type];
      const from = start + entry.offset;
      const to = from + entry.length * Type.BYTES_PER_ELEMENT;
      if (to > file.byteLength) throw new ModelFileError(`"${entry.name}" is cut off`);
      // A copy is aligned whatever the place of the file in memory.
      const copy = new Uint8Array(to - from);
      copy.set(file.subarray(from, to));
      this.#arrays.set(entry.name, new Type(copy.buffer));
    }
  }

  #get<T extends StoredArray>(name: string, type: new (length: number) => T): T {
    const array = this.#arrays.get(name);
    if (array instanceof type) return array;
    throw new ModelFileError(array === undefined ? `"${name}" is missing` : `"${name}" has another type`);
  }

  int8 = (name: string) => this.#get(name, Int8Array);
  uint8 = (name: string) => this.#get(name, Uint8Array);
  uint16 = (name: string) => this.#get(name, Uint16Array);
  uint32 = (name: string) => this.#get(name, Uint32Array);
  float32 = (name: string) => this.#get(name, Float32Array);
}

function readIndex(bytes: Uint8Array): Entry[] {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new ModelFileError('unreadable index', { cause });
  }
}

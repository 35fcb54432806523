import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 480;
const HEIGHT = 300;

type Colour = readonly [red: number, green: number, blue: number];

const PAPER: Colour = [238, 240, 232];
const BAND: Colour = [47, 93, 80];
const PHOTO: Colour = [205, 213, 208];
const INK: Colour = [112, 122, 118];

const isWithin = (x: number, y: number, left: number, top: number, width: number, height: number): boolean =>
  x >= left && x < left + width && y >= top && y < top + height;

/** A band, a photograph of nobody, and lines where an identity document has words. */
function colourAt(x: number, y: number): Colour {
  if (y < 52) return BAND;
  if (Math.hypot(x - 100, y - 138) < 30 || (Math.hypot(x - 100, y - 226) < 56 && y < 226)) return INK;
  if (isWithin(x, y, 36, 84, 128, 142)) return PHOTO;
  const line = Math.floor((y - 88) / 34);
  const isLine = y >= 88 && line < 4 && (y - 88) % 34 < 10;
  if (isLine && x >= 196 && x < 444 - ((line * 53) % 120)) return INK;
  return isWithin(x, y, 36, 254, 408, 4) || isWithin(x, y, 36, 268, 408, 4) ? INK : PAPER;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(named.length + 8);
  frame.writeUInt32BE(data.length, 0);
  named.copy(frame, 4);
  frame.writeUInt32BE(crc32(named), named.length + 4);
  return frame;
}

/** A PNG that looks like an identity document and is nobody's: what guests of the demo building have sent. */
export function specimenCard(): Uint8Array {
  const row = 1 + WIDTH * 3;
  const pixels = Buffer.alloc(row * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) pixels.set(colourAt(x, y), y * row + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const none = new Uint8Array();
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', none)]);
}

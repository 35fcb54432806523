import type { SendCommand } from '@bos/embedded/simulator/phone-message';

const WIDTH = 480;
const HEIGHT = 360;
const TILE = 60;
const QUALITY = 0.85;

/** A picture to try the sending of pictures with: a pipe that drips into a puddle, drawn on the spot. */
export function examplePicture(): Pick<NonNullable<SendCommand['image']>, 'mimeType' | 'base64'> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser does not draw');
  drawWall(pen);
  drawPipe(pen);
  drawWater(pen);
  const address = canvas.toDataURL('image/jpeg', QUALITY);
  return { mimeType: 'image/jpeg', base64: address.slice(address.indexOf(',') + 1) };
}

function drawWall(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = '#e9e4da';
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.strokeStyle = '#cfc8ba';
  pen.lineWidth = 3;
  for (let x = 0; x <= WIDTH; x += TILE) for (let y = 0; y < 300; y += TILE) pen.strokeRect(x, y, TILE, TILE);
  pen.fillStyle = '#a58b6f';
  pen.fillRect(0, 300, WIDTH, HEIGHT - 300);
}

function drawPipe(pen: CanvasRenderingContext2D): void {
  pen.strokeStyle = '#8a9299';
  pen.lineWidth = 34;
  pen.lineJoin = 'round';
  pen.stroke(new Path2D('M240 0 V120 Q240 170 290 170 H340 Q380 170 380 120 V0'));
  pen.fillStyle = '#6d757c';
  pen.fillRect(214, 84, 52, 26);
}

function drawWater(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = '#4d9fd6';
  for (const y of [150, 200, 255]) pen.fill(new Path2D(`M232 ${y} q10 18 0 26 q-12 -8 0 -26`));
  pen.beginPath();
  pen.ellipse(236, 318, 120, 22, 0, 0, 2 * Math.PI);
  pen.fill();
}

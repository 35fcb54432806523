import { documentTypeOf } from './judge-file.ts';

/** Larger pictures are made smaller before they are sent: every word of a passport is read at this size as well. */
const LARGE_BYTES = 3 * 1024 * 1024;
const LONGEST_SIDE = 2_600;
const QUALITY = 0.88;

/**
 * A photograph as the front desk takes it: one that is large, or of a kind that only some can open, as a JPEG of the same
 * look. It comes without what the camera wrote into the file, such as the place. Everything else, and what this browser
 * cannot draw, as it is.
 */
export async function readyPicture(file: File): Promise<File> {
  const isTaken = documentTypeOf(file) !== undefined;
  if (!file.type.startsWith('image/') || (isTaken && file.size <= LARGE_BYTES)) return file;
  try {
    const jpeg = await drawnAnew(file);
    return jpeg === null || (isTaken && jpeg.size >= file.size)
      ? file
      : new File([jpeg], file.name, { type: jpeg.type });
  } catch {
    return file;
  }
}

async function drawnAnew(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file);
  const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Twice as many points as it has on the page: telephones have finer ones. */
const SIDE = 112;

/** A small picture of a file that was chosen in this visit; the letters PDF where there is none to draw. */
export function Thumbnail({ file }: { readonly file?: File }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);

  useEffect(() => {
    let isWanted = true;
    if (file?.type.startsWith('image/')) {
      void drawInto(canvas.current, file).then(
        () => isWanted && setIsDrawn(true),
        // A picture that this browser cannot draw is sent all the same.
        () => undefined,
      );
    }
    return () => {
      isWanted = false;
    };
  }, [file]);

  const word = file?.type === 'application/pdf' ? 'PDF' : '';
  return (
    <span className="thumbnail" aria-hidden="true">
      <canvas ref={canvas} width={SIDE} height={SIDE} hidden={!isDrawn} />
      {!isDrawn && (word === '' ? <Page /> : word)}
    </span>
  );
}

/** The middle of the picture, as a square. */
async function drawInto(canvas: HTMLCanvasElement | null, file: File): Promise<void> {
  // Decoded no larger than it is shown: a telephone has eight of them to keep.
  const picture = await createImageBitmap(file, { resizeWidth: 2 * SIDE });
  const side = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas?.getContext('2d')?.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
  picture.close();
}

function Page(): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />
    </svg>
  );
}

import type { SendCommand } from '@bos/embedded/simulator/phone-message';
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from './page-language.ts';

export type Spoken = Pick<SendCommand, 'text' | 'image'>;

interface Picture {
  readonly mimeType: 'image/jpeg' | 'image/png';
  /** `data:image/jpeg;base64,…` */
  readonly address: string;
}

const LARGEST_BYTES = 5 * 1024 * 1024;

function readPicture(file: File): Promise<Picture> {
  const { promise, resolve, reject } = Promise.withResolvers<Picture>();
  const reader = new FileReader();
  const mimeType = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
  reader.onload = () => resolve({ mimeType, address: String(reader.result) });
  reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
  reader.readAsDataURL(file);
  return promise;
}

/** The line at the bottom of the telephone: text, or a picture with the text as its caption. */
export function Composer(props: {
  readonly onSend: (spoken: Spoken) => void;
  readonly onRefuse: (why: string) => void;
}): ReactNode {
  const texts = useTexts();
  const [text, setText] = useState('');
  const [picture, setPicture] = useState<Picture>();
  const files = useRef<HTMLInputElement>(null);
  const ready = picture !== undefined || text.trim() !== '';

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (!ready) return;
    const caption = text.trim();
    if (picture === undefined) props.onSend({ text: caption });
    else {
      const base64 = picture.address.slice(picture.address.indexOf(',') + 1);
      props.onSend({ image: { mimeType: picture.mimeType, base64, ...(caption !== '' && { caption }) } });
    }
    setText('');
    setPicture(undefined);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  }

  function choose(file: File | undefined): void {
    if (files.current) files.current.value = '';
    if (file === undefined) return;
    if (file.size > LARGEST_BYTES) props.onRefuse(texts.pictureTooLarge);
    else readPicture(file).then(setPicture, () => props.onRefuse(texts.failed));
  }

  return (
    <form className="composer" onSubmit={submit}>
      {picture !== undefined && (
        <div className="preview">
          <img src={picture.address} alt={texts.picture} />
          <button type="button" onClick={() => setPicture(undefined)} aria-label={texts.removePicture}>
            <Icon name="close" />
          </button>
        </div>
      )}
      <input
        ref={files}
        className="visually-hidden"
        type="file"
        accept="image/jpeg,image/png"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => choose(event.target.files?.[0])}
      />
      <button
        type="button"
        className="round quiet"
        aria-label={texts.addPicture}
        title={texts.addPicture}
        onClick={() => files.current?.click()}
      >
        <Icon name="picture" />
      </button>
      <textarea
        rows={1}
        value={text}
        placeholder={picture === undefined ? texts.write : texts.caption}
        aria-label={picture === undefined ? texts.write : texts.caption}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="round" disabled={!ready} aria-label={texts.send} title={texts.send}>
        <Icon name="send" />
      </button>
    </form>
  );
}

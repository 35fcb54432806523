interface MediaType {
  readonly maxBytes: number;
  readonly extension: string;
}

const MEGABYTE = 1024 * 1024;
const picture = (extension: string): MediaType => ({ maxBytes: 5 * MEGABYTE, extension });
const recording = (extension: string): MediaType => ({ maxBytes: 16 * MEGABYTE, extension });
const file = (extension: string): MediaType => ({ maxBytes: 100 * MEGABYTE, extension });
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/**
 * What is taken, by Meta's list of supported media types and their sizes:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */
const MEDIA_TYPES: Readonly<Record<string, MediaType>> = {
  'image/jpeg': picture('jpg'),
  'image/png': picture('png'),
  // Stickers: 100 KB, 500 KB when they move.
  'image/webp': { maxBytes: 500 * 1024, extension: 'webp' },
  'audio/aac': recording('aac'),
  'audio/amr': recording('amr'),
  'audio/mpeg': recording('mp3'),
  'audio/mp4': recording('m4a'),
  'audio/ogg': recording('ogg'),
  'video/3gpp': recording('3gp'),
  'video/3gp': recording('3gp'),
  'video/mp4': recording('mp4'),
  'text/plain': file('txt'),
  'application/pdf': file('pdf'),
  'application/msword': file('doc'),
  'application/vnd.ms-excel': file('xls'),
  'application/vnd.ms-powerpoint': file('ppt'),
  [`${OFFICE}.wordprocessingml.document`]: file('docx'),
  [`${OFFICE}.spreadsheetml.sheet`]: file('xlsx'),
  [`${OFFICE}.presentationml.presentation`]: file('pptx'),
};

/** `audio/ogg; codecs=opus` is `audio/ogg`. */
const essence = (mimeType: string): string => mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
const typeOf = (mimeType: string): MediaType | undefined =>
  Object.hasOwn(MEDIA_TYPES, essence(mimeType)) ? MEDIA_TYPES[essence(mimeType)] : undefined;

export type MediaRefusal = 'MEDIA_TYPE_NOT_TAKEN' | 'MEDIA_EMPTY' | 'MEDIA_TOO_LARGE';

/** Why a file is not taken; undefined when it is. */
export function mediaRefusal(mimeType: string, bytes: number): MediaRefusal | undefined {
  const type = typeOf(mimeType);
  if (type === undefined) return 'MEDIA_TYPE_NOT_TAKEN';
  if (bytes === 0) return 'MEDIA_EMPTY';
  return bytes > type.maxBytes ? 'MEDIA_TOO_LARGE' : undefined;
}

/** The name under which a file without one is saved. */
export function mediaFileName(kind: string, sentAt: string, mimeType: string | undefined): string {
  const extension = typeOf(mimeType ?? '')?.extension;
  const name = `${kind}-${sentAt.slice(0, 19).replaceAll(':', '-')}`;
  return extension === undefined ? name : `${name}.${extension}`;
}

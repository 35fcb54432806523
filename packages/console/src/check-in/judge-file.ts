import { DOCUMENT_TYPES, type DocumentType, LARGEST_DOCUMENT_BYTES } from '@bos/stays/check-in/check-in-kinds';

/** Why a file did not reach the front desk. */
export type UploadProblem =
  | 'wrongType'
  | 'tooLarge'
  | 'empty'
  | 'unreadable'
  | 'tooMany'
  | 'offline'
  | 'expired'
  | 'closed'
  | 'failed';

/** Telephones that know no type of a file say none; a few say what is no type. */
const BY_ENDING: Readonly<Record<string, DocumentType>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
};

/** Which of the types that are taken it is; undefined for none of them. */
export function documentTypeOf({ name, type }: Pick<File, 'name' | 'type'>): DocumentType | undefined {
  const known = DOCUMENT_TYPES.find((one) => one === type);
  if (known !== undefined || (type !== '' && type !== 'image/jpg')) return known;
  return BY_ENDING[name.split('.').at(-1)?.toLowerCase() ?? ''];
}

/** Larger ones are no photographs of a page; a telephone has no room to draw them. */
const LARGEST_PICTURE_BYTES = 40 * 1024 * 1024;

/**
 * What stands against sending it, before anything is sent; undefined for nothing. A picture of any kind and size may be
 * drawn anew on the way.
 */
export function problemOfFile(file: Pick<File, 'name' | 'type' | 'size'>): UploadProblem | undefined {
  const isPicture = file.type.startsWith('image/');
  if (documentTypeOf(file) === undefined && !isPicture) return 'wrongType';
  if (file.size === 0) return 'empty';
  return file.size > (isPicture ? LARGEST_PICTURE_BYTES : LARGEST_DOCUMENT_BYTES) ? 'tooLarge' : undefined;
}

/** The same file may go through at another time. */
export function mayBeTriedAgain(problem: UploadProblem): boolean {
  return problem === 'offline' || problem === 'expired' || problem === 'failed';
}

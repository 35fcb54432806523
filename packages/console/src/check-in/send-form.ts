import type { UploadProblem } from './judge-file.ts';

/** A form for the storage: its fields, and after them the file. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** After so long a silent network is none. */
const LONGEST_MILLISECONDS = 180_000;

function problemOf(status: number): UploadProblem {
  if (status === 0) return 'offline';
  if (status === 413) return 'tooLarge';
  // Its time is over, or it was made for something else.
  return status === 403 ? 'expired' : 'failed';
}

/**
 * Sends a file by its form; undefined when it has arrived, else why not. `progress` is told the share that is sent, 0 to 1:
 * which `fetch` does not say.
 */
export function sendForm(
  { url, fields }: UploadForm,
  file: File,
  progress: (share: number) => void,
): Promise<UploadProblem | undefined> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.timeout = LONGEST_MILLISECONDS;
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) progress(loaded / total);
    };
    request.onload = () => resolve(request.status < 300 ? undefined : problemOf(request.status));
    request.onerror = () => resolve('offline');
    request.ontimeout = () => resolve('offline');
    request.send(form);
  });
}

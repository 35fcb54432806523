import * as z from 'zod';

/** An id in a path. Anything else could never be a key, so it is refused before it becomes one. */
export const pathId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be an id');

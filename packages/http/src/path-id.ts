import * as z from 'zod';

/** What an id looks like. Anything else could never be a key, so it is refused before it becomes one. */
export const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** An id in a path. */
export const pathId = z.string().regex(ID, 'must be an id');

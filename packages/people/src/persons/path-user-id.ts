import * as z from 'zod';

/** The id of a person as a path may name it: nothing else reaches a key. */
export const pathUserId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be an id');

import * as z from 'zod';

/** What the number on a door looks like. */
export const UNIT_ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$/;

export const unitIdSchema = z.string().regex(UNIT_ID, 'must be a unit');

import * as z from 'zod';

/** `granted`: at once, where it can be. `staff`: it is handed to them. */
export const grantSchema = z.enum(['granted', 'staff']);
